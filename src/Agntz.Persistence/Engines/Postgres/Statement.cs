using Npgsql;

namespace Agntz.Persistence.Engines.Postgres;

/// <summary>Statements with their parameters.</summary>
internal static class Statement
{
    /// <summary>One whose parameters are named by their places.</summary>
    public static NpgsqlBatchCommand Of(string text, params ReadOnlySpan<NpgsqlParameter> parameters)
    {
        var command = new NpgsqlBatchCommand(text);
        foreach (var parameter in parameters)
        {
            command.Parameters.Add(parameter);
        }

        return command;
    }
}
