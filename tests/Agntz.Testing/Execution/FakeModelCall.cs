namespace Agntz.Testing.Execution;

/// <summary>One call to a fake model.</summary>
/// <param name="Model">Its name.</param>
/// <param name="Message">The user's message.</param>
public sealed record FakeModelCall(string Model, string Message);
