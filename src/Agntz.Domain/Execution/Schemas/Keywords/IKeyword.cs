using System.Text.Json;

namespace Agntz.Domain.Execution.Schemas.Keywords;

/// <summary>One demand of a schema. Says nothing about values of types it is not for.</summary>
internal interface IKeyword
{
    /// <summary>Adds what is wrong with a value, and which of its parts it has looked at.</summary>
    void Check(JsonElement value, Position at, Findings findings);
}
