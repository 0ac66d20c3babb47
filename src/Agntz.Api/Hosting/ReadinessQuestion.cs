namespace Agntz.Api.Hosting;

/// <summary>
/// Asks the process that serves with the same settings on this machine whether it is ready: for images that hold no other
/// program that could.
/// </summary>
internal static class ReadinessQuestion
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(4);

    /// <returns>The exit code: 0 when it is ready, else 1.</returns>
    public static async Task<int> AskAsync(IConfiguration configuration)
    {
        var address = Address(ListenAddresses.Configured(configuration) is [var first, ..] ? first : ListenAddresses.Default);
        using var http = new HttpClient { Timeout = Patience };
        try
        {
            using var answer = await http.GetAsync(address);
            Terminal.Output.WriteLine($"{address} answers {(int)answer.StatusCode}");
            return answer.IsSuccessStatusCode ? 0 : 1;
        }
        catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
        {
            Terminal.Output.WriteLine($"{address} does not answer: {failure.Message}");
            return 1;
        }
    }

    private static Uri Address(string listening)
    {
        var binding = BindingAddress.Parse(listening);
        var host = binding.Host is "*" or "+" or "0.0.0.0" or "[::]" ? "127.0.0.1" : binding.Host;
        return new UriBuilder(binding.Scheme, host, binding.Port, "/health/ready").Uri;
    }
}
