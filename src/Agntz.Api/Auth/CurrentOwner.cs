using System.Reflection;
using Agntz.Domain.Owners;

namespace Agntz.Api.Auth;

/// <summary>The authenticated owner of a request; a handler that takes one cannot forget whose data it serves.</summary>
internal sealed record CurrentOwner(Owner Value)
{
    /// <summary>Takes the owner that authentication left with the request.</summary>
    public static ValueTask<CurrentOwner> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(new CurrentOwner(context.Features.Get<Owner>() ?? throw new InvalidOperationException(
            $"'{parameter.Name}' needs an authenticated request: call RequireAuthorization() on the route's group.")));
}
