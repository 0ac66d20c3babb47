namespace Agntz.Testing.Network;

/// <summary>A cut that is still to be made.</summary>
/// <param name="mark">The bytes it is made at.</param>
/// <param name="afterDelivery">Whether the target gets them.</param>
internal sealed class TcpCut(byte[] mark, bool afterDelivery)
{
    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public byte[] Mark { get; } = mark;

    public bool AfterDelivery { get; } = afterDelivery;

    public Task Done => _done.Task;

    public void Complete() => _done.TrySetResult();
}
