using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Agntz.Testing;

/// <summary>Keeps what is logged.</summary>
public sealed class CapturedLogs : ILoggerProvider, ISupportExternalScope
{
    private readonly ConcurrentQueue<(LogLevel Level, string Message, Exception? Exception)> _entries = new();

    private readonly ConcurrentQueue<(string Text, TaskCompletionSource<string> Next)> _awaited = new();

    private readonly ConcurrentQueue<(string Message, string Scope)> _scopes = new();

    private IExternalScopeProvider? _scopeProvider;

    /// <summary>Everything so far, in order.</summary>
    public IReadOnlyCollection<(LogLevel Level, string Message, Exception? Exception)> Entries => _entries;

    /// <summary>Every message once for each scope it was logged in.</summary>
    public IReadOnlyCollection<(string Message, string Scope)> Scopes => _scopes;

    /// <summary>Completes with the next message that has a text. Call it before what is to be logged.</summary>
    public Task<string> NextAsync(string text)
    {
        var next = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        _awaited.Enqueue((text, next));
        return next.Task;
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new Sink(this);

    /// <inheritdoc/>
    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => _scopeProvider = scopeProvider;

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private sealed class Sink(CapturedLogs logs) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            var message = formatter(state, exception);
            logs._entries.Enqueue((logLevel, message, exception));
            logs._scopeProvider?.ForEachScope(
                (scope, kept) => kept.Enqueue((message, scope?.ToString() ?? "")), logs._scopes);
            foreach (var (_, next) in logs._awaited.Where(it => message.Contains(it.Text, StringComparison.Ordinal)))
            {
                next.TrySetResult(message);
            }
        }
    }
}
