using System.Collections.Concurrent;
using Agntz.Domain.Execution.Tools.Http;
using Agntz.Domain.Owners;

namespace Agntz.Testing.Execution;

/// <summary>Keeps the requests of http tools, and answers each with <c>{}</c> unless the test has said otherwise.</summary>
public sealed class FakeHttpSender : IHttpSender
{
    /// <summary>What was to be sent, in order.</summary>
    public ConcurrentQueue<HttpCall> Calls { get; } = new();

    /// <summary>What is answered, in order.</summary>
    public ConcurrentQueue<HttpAnswer> Answers { get; } = new();

    /// <inheritdoc/>
    public Task<HttpAnswer> SendAsync(Owner owner, HttpCall call, CancellationToken cancellationToken)
    {
        Calls.Enqueue(call);
        return Task.FromResult(Answers.TryDequeue(out var answer) ? answer : new HttpAnswer(200, "{}", IsCut: false));
    }
}
