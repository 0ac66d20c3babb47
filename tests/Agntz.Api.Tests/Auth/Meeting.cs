namespace Agntz.Api.Tests.Auth;

/// <summary>What a caller sees of what belongs to somebody else.</summary>
internal enum Meeting
{
    /// <summary>404, as if there were nothing.</summary>
    Nothing,

    /// <summary>An answer about the caller's own, in which nothing of the other appears.</summary>
    OnlyItsOwn,
}
