using System.Text.Json.Serialization;
using Agntz.Api.Agents;
using Agntz.Api.Auth.Keys;
using Agntz.Api.Errors;
using Agntz.Api.Health;
using Agntz.Api.Ingestion;
using Agntz.Api.Runs;
using Agntz.Api.Secrets;
using Agntz.Api.Sessions;
using Agntz.Api.Streams;
using Agntz.Api.Traces;

namespace Agntz.Api.Json;

/// <summary>Everything that goes out as JSON. Keys are camel case; what is unset is left out unless it says otherwise.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(HealthResponse))]
[JsonSerializable(typeof(ReadinessResponse))]
[JsonSerializable(typeof(ApiKeyResponse))]
[JsonSerializable(typeof(IReadOnlyList<ApiKeyResponse>))]
[JsonSerializable(typeof(IReadOnlyList<SecretResponse>))]
[JsonSerializable(typeof(SessionListPage))]
[JsonSerializable(typeof(SessionResponse))]
[JsonSerializable(typeof(SessionImportResponse))]
[JsonSerializable(typeof(RunResponse))]
[JsonSerializable(typeof(RunPage))]
[JsonSerializable(typeof(RunResultResponse))]
[JsonSerializable(typeof(TracePage))]
[JsonSerializable(typeof(TraceResponse))]
[JsonSerializable(typeof(RunStartEvent))]
[JsonSerializable(typeof(RunErrorEvent))]
[JsonSerializable(typeof(SpanStartEvent))]
[JsonSerializable(typeof(SpanEndEvent))]
[JsonSerializable(typeof(TraceDoneEvent))]
[JsonSerializable(typeof(StreamErrorEvent))]
[JsonSerializable(typeof(IReadOnlyList<AgentListEntry>))]
[JsonSerializable(typeof(AgentResponse))]
[JsonSerializable(typeof(ImportResponse))]
[JsonSerializable(typeof(IReadOnlyList<AgentVersionResponse>))]
[JsonSerializable(typeof(ActivationResponse))]
[JsonSerializable(typeof(AliasResponse))]
[JsonSerializable(typeof(AliasRemovedResponse))]
[JsonSerializable(typeof(AgentDeletedResponse))]
[JsonSerializable(typeof(ValidateResponse))]
[JsonSerializable(typeof(ExportResult))]
internal sealed partial class WireJson : JsonSerializerContext;
