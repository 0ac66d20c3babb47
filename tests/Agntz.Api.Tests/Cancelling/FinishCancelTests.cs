namespace Agntz.Api.Tests.Cancelling;

public sealed class FinishCancelTests() : CancelTable("finish");
