using Agntz.Domain.Owners;

namespace Agntz.Domain.Execution.Tools.Http;

/// <summary>Sends the requests of http tools, to hosts that agents may reach. Safe for concurrent calls.</summary>
public interface IHttpSender
{
    /// <summary>Sends one, with redirects followed, and takes out of its answer what must not be seen.</summary>
    /// <exception cref="HttpSendException">There was no answer.</exception>
    Task<HttpAnswer> SendAsync(Owner owner, HttpCall call, CancellationToken cancellationToken);
}
