namespace Agntz.Api.Tests.Cancelling;

public sealed class AbortCancelTests() : CancelTable("abort");
