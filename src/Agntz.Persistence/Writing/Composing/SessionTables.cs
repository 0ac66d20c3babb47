using Agntz.Persistence.Model.Sessions;
using Agntz.Persistence.Writing.Tables;

namespace Agntz.Persistence.Writing.Composing;

/// <summary>The statements that write sessions.</summary>
internal static class SessionTables
{
    public static readonly TableInsert<SessionRow> Insert = new("sessions",
    [
        Columns<SessionRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<SessionRow>.BigInt("id", row => row.Id),
        Columns<SessionRow>.Text("name", row => row.Name),
        Columns<SessionRow>.Text("agent_id", row => row.AgentId),
        Columns<SessionRow>.Instant("created_at", row => row.CreatedAt),
        Columns<SessionRow>.Instant("updated_at", row => row.UpdatedAt),
        Columns<SessionRow>.BigInt("message_count", row => row.MessageCount),
        Columns<SessionRow>.BigInt("last_message", row => row.LastMessage),
        Columns<SessionRow>.BigInt("last_run", row => row.LastRun),
    ]);

    public static readonly TableUpdate<SessionRow> Update = new("sessions",
    [
        Columns<SessionRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<SessionRow>.BigInt("id", row => row.Id),
    ],
    [
        Columns<SessionRow>.Instant("updated_at", row => row.UpdatedAt),
        Columns<SessionRow>.BigInt("message_count", row => row.MessageCount),
        Columns<SessionRow>.BigInt("last_message", row => row.LastMessage),
        Columns<SessionRow>.BigInt("last_run", row => row.LastRun),
    ]);

    public static readonly TableInsert<MessageRow> InsertMessage = new("messages",
    [
        Columns<MessageRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<MessageRow>.BigInt("session_id", row => row.SessionId),
        Columns<MessageRow>.BigInt("id", row => row.Id),
        Columns<MessageRow>.Uuid("run_id", row => row.RunId),
        Columns<MessageRow>.Text("role", row => row.Role),
        Columns<MessageRow>.Json("content", row => row.Content),
        Columns<MessageRow>.Json("tool_calls", row => row.ToolCalls),
        Columns<MessageRow>.Text("tool_call_id", row => row.ToolCallId),
        Columns<MessageRow>.Instant("created_at", row => row.CreatedAt),
    ]);

    /// <summary>Lets the oldest run of a session be claimed; does nothing when it may be already, or there is none.</summary>
    public static readonly TableUpdate<SessionEndRow> Ready = new("active_runs",
    [
        Columns<SessionEndRow>.BigInt("owner_id", row => row.OwnerId),
        Columns<SessionEndRow>.BigInt("session_id", row => row.SessionKey),
    ],
    [
        Columns<SessionEndRow>.Boolean("ready", _ => true),
    ])
    {
        Where = "NOT t.ready",
        Lookup = new KeyLookup("session_place", key =>
            $"""
            SELECT o.session_place FROM active_runs o
            WHERE o.owner_id = {key("owner_id")} AND o.session_id = {key("session_id")}
            ORDER BY o.session_place LIMIT 1
            """),
    };
}
