using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Agntz.Persistence.Engines.Sqlite.Migrations
{
    /// <inheritdoc />
    internal partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "active_runs",
                columns: table => new
                {
                    owner_id = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    agent_id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ready = table.Column<bool>(type: "INTEGER", nullable: false),
                    worker_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    epoch = table.Column<long>(type: "INTEGER", nullable: false),
                    root_span_id = table.Column<long>(type: "INTEGER", nullable: false),
                    losses = table.Column<int>(type: "INTEGER", nullable: false),
                    event_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    span_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    total_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    cost_usd = table.Column<decimal>(type: "TEXT", nullable: true),
                    time_limit_ms = table.Column<long>(type: "INTEGER", nullable: false),
                    deadline = table.Column<long>(type: "INTEGER", nullable: true),
                    cancel_requested_at = table.Column<long>(type: "INTEGER", nullable: true),
                    cancel_mode = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    cancel_reason = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    session_id = table.Column<long>(type: "INTEGER", nullable: true),
                    session_place = table.Column<long>(type: "INTEGER", nullable: true),
                    retention = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    delete_on_end = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_active_runs", x => new { x.owner_id, x.id });
                    table.CheckConstraint("ck_active_runs_cancel", "(cancel_requested_at IS NULL) = (cancel_mode IS NULL) AND (cancel_mode IS NULL) = (cancel_reason IS NULL)");
                    table.CheckConstraint("ck_active_runs_claimed", "worker_id IS NULL OR epoch > 0");
                    table.CheckConstraint("ck_active_runs_counters", "event_seq >= 0 AND span_seq >= 0 AND losses >= 0");
                    table.CheckConstraint("ck_active_runs_deadline", "time_limit_ms > 0 AND (epoch = 0) = (deadline IS NULL)");
                    table.CheckConstraint("ck_active_runs_mode", "cancel_mode IN ('finish', 'abort')");
                    table.CheckConstraint("ck_active_runs_ready", "ready OR (session_id IS NOT NULL AND worker_id IS NULL)");
                    table.CheckConstraint("ck_active_runs_session", "(session_id IS NULL) = (session_place IS NULL)");
                });

            migrationBuilder.CreateTable(
                name: "idempotency_keys",
                columns: table => new
                {
                    owner_id = table.Column<long>(type: "INTEGER", nullable: false),
                    key = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    body_hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    run_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_idempotency_keys", x => new { x.owner_id, x.key });
                });

            migrationBuilder.CreateTable(
                name: "journal",
                columns: table => new
                {
                    owner_id = table.Column<long>(type: "INTEGER", nullable: false),
                    run_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    path = table.Column<string>(type: "TEXT", maxLength: 1024, nullable: false),
                    format = table.Column<short>(type: "INTEGER", nullable: false),
                    output = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_journal", x => new { x.owner_id, x.run_id, x.path });
                });

            migrationBuilder.CreateTable(
                name: "key_ring",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    xml = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_key_ring", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "lease_clock",
                columns: table => new
                {
                    id = table.Column<short>(type: "INTEGER", nullable: false),
                    last_renewal = table.Column<long>(type: "INTEGER", nullable: false),
                    unbroken_since = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_lease_clock", x => x.id);
                    table.CheckConstraint("ck_lease_clock_one", "id = 1");
                });

            migrationBuilder.CreateTable(
                name: "messages",
                columns: table => new
                {
                    owner_id = table.Column<long>(type: "INTEGER", nullable: false),
                    session_id = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    run_id = table.Column<Guid>(type: "TEXT", nullable: true),
                    role = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    content = table.Column<string>(type: "TEXT", nullable: false),
                    tool_calls = table.Column<string>(type: "TEXT", nullable: true),
                    tool_call_id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_messages", x => new { x.owner_id, x.session_id, x.id });
                });

            migrationBuilder.CreateTable(
                name: "open_traces",
                columns: table => new
                {
                    owner_id = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    span_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    root_ended = table.Column<bool>(type: "INTEGER", nullable: false),
                    last_arrival = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_open_traces", x => new { x.owner_id, x.id });
                    table.CheckConstraint("ck_open_traces_counter", "span_seq >= 0");
                });

            migrationBuilder.CreateTable(
                name: "owners",
                columns: table => new
                {
                    id = table.Column<long>(type: "INTEGER", nullable: false)
                        .Annotation("Sqlite:Autoincrement", true),
                    issuer = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    subject = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_owners", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "run_events",
                columns: table => new
                {
                    owner_id = table.Column<long>(type: "INTEGER", nullable: false),
                    run_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    first_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    last_seq = table.Column<long>(type: "INTEGER", nullable: false),
                    format = table.Column<short>(type: "INTEGER", nullable: false),
                    frames = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_events", x => new { x.owner_id, x.run_id, x.first_seq });
                    table.CheckConstraint("ck_run_events_order", "first_seq > 0 AND last_seq >= first_seq");
                });

            migrationBuilder.CreateTable(
                name: "run_payloads",
                columns: table => new
                {
                    owner_id = table.Column<long>(type: "INTEGER", nullable: false),
                    run_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    input = table.Column<string>(type: "TEXT", nullable: true),
                    result = table.Column<string>(type: "TEXT", nullable: true),
                    error_details = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_run_payloads", x => new { x.owner_id, x.run_id });
                });

            migrationBuilder.CreateTable(
                name: "runs",
                columns: table => new
                {
                    owner_id = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    agent_id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    agent_version = table.Column<long>(type: "INTEGER", nullable: false),
                    requested_version = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    session_id = table.Column<long>(type: "INTEGER", nullable: true),
                    retention = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    error = table.Column<string>(type: "TEXT", nullable: true),
                    error_code = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    last_event_seq = table.Column<long>(type: "INTEGER", nullable: true),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: true),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_runs", x => new { x.owner_id, x.id });
                    table.CheckConstraint("ck_runs_ended", "(status IS NULL) = (ended_at IS NULL)");
                    table.CheckConstraint("ck_runs_error", "(coalesce(status, 'completed') = 'completed') = (error IS NULL) AND (error IS NULL) = (error_code IS NULL) AND (status = 'cancelled') = (error_code = 'RUN_CANCELLED')");
                    table.CheckConstraint("ck_runs_last_event", "(status IS NULL) = (last_event_seq IS NULL)");
                    table.CheckConstraint("ck_runs_order", "ended_at >= started_at");
                    table.CheckConstraint("ck_runs_retention", "retention IN ('none', 'result', 'session')");
                    table.CheckConstraint("ck_runs_status", "status IN ('completed', 'failed', 'cancelled')");
                });

            migrationBuilder.CreateTable(
                name: "sessions",
                columns: table => new
                {
                    owner_id = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    agent_id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false),
                    message_count = table.Column<long>(type: "INTEGER", nullable: false),
                    last_message = table.Column<long>(type: "INTEGER", nullable: false),
                    last_run = table.Column<long>(type: "INTEGER", nullable: false),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_sessions", x => new { x.owner_id, x.id });
                    table.CheckConstraint("ck_sessions_counters", "message_count >= 0 AND last_message >= message_count AND last_run >= 0");
                });

            migrationBuilder.CreateTable(
                name: "spans",
                columns: table => new
                {
                    owner_id = table.Column<long>(type: "INTEGER", nullable: false),
                    trace_id = table.Column<Guid>(type: "TEXT", nullable: false),
                    span_id = table.Column<long>(type: "INTEGER", nullable: false),
                    parent_id = table.Column<long>(type: "INTEGER", nullable: true),
                    kind = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 1024, nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    error = table.Column<string>(type: "TEXT", nullable: true),
                    start_seq = table.Column<long>(type: "INTEGER", nullable: true),
                    end_seq = table.Column<long>(type: "INTEGER", nullable: true),
                    start_attributes = table.Column<string>(type: "TEXT", nullable: false),
                    end_attributes = table.Column<string>(type: "TEXT", nullable: true),
                    events = table.Column<string>(type: "TEXT", nullable: true),
                    total_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    cost_usd = table.Column<decimal>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_spans", x => new { x.owner_id, x.trace_id, x.span_id });
                    table.CheckConstraint("ck_spans_ended", "(status = 'running') = (ended_at IS NULL)");
                    table.CheckConstraint("ck_spans_numbers", "end_seq > start_seq");
                    table.CheckConstraint("ck_spans_order", "ended_at >= started_at");
                    table.CheckConstraint("ck_spans_status", "status IN ('running', 'ok', 'error', 'cancelled')");
                });

            migrationBuilder.CreateTable(
                name: "traces",
                columns: table => new
                {
                    owner_id = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    is_run = table.Column<bool>(type: "INTEGER", nullable: false),
                    root_name = table.Column<string>(type: "TEXT", maxLength: 1024, nullable: false),
                    agent_id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    requested_version = table.Column<string>(type: "TEXT", maxLength: 256, nullable: true),
                    session_id = table.Column<long>(type: "INTEGER", nullable: true),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    ended_at = table.Column<long>(type: "INTEGER", nullable: true),
                    status = table.Column<string>(type: "TEXT", maxLength: 64, nullable: true),
                    span_count = table.Column<long>(type: "INTEGER", nullable: false),
                    total_tokens = table.Column<long>(type: "INTEGER", nullable: false),
                    total_cost_usd = table.Column<decimal>(type: "TEXT", nullable: true),
                    done_seq = table.Column<long>(type: "INTEGER", nullable: true),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_traces", x => new { x.owner_id, x.id });
                    table.CheckConstraint("ck_traces_done", "(status IS NULL) = (done_seq IS NULL)");
                    table.CheckConstraint("ck_traces_ended", "(status IS NULL) = (ended_at IS NULL)");
                    table.CheckConstraint("ck_traces_order", "ended_at >= started_at");
                    table.CheckConstraint("ck_traces_status", "status IN ('ok', 'error', 'cancelled')");
                });

            migrationBuilder.CreateTable(
                name: "worker_flushes",
                columns: table => new
                {
                    process = table.Column<Guid>(type: "TEXT", nullable: false),
                    n = table.Column<long>(type: "INTEGER", nullable: false),
                    seen_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_worker_flushes", x => x.process);
                });

            migrationBuilder.CreateTable(
                name: "workers",
                columns: table => new
                {
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    started_at = table.Column<long>(type: "INTEGER", nullable: false),
                    lease_until = table.Column<long>(type: "INTEGER", nullable: false),
                    dead = table.Column<bool>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_workers", x => x.id);
                });

            migrationBuilder.CreateTable(
                name: "agent_versions",
                columns: table => new
                {
                    owner_id = table.Column<long>(type: "INTEGER", nullable: false),
                    agent_id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    manifest = table.Column<string>(type: "TEXT", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 1024, nullable: false),
                    description = table.Column<string>(type: "TEXT", nullable: true),
                    source_path = table.Column<string>(type: "TEXT", maxLength: 1024, nullable: true),
                    activated_at = table.Column<long>(type: "INTEGER", nullable: true),
                    deleted_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agent_versions", x => new { x.owner_id, x.agent_id, x.created_at });
                    table.CheckConstraint("ck_agent_versions_deleted", "deleted_at IS NULL OR activated_at IS NULL");
                    table.ForeignKey(
                        name: "fk_agent_versions_owners_owner_id",
                        column: x => x.owner_id,
                        principalTable: "owners",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "api_keys",
                columns: table => new
                {
                    owner_id = table.Column<long>(type: "INTEGER", nullable: false),
                    id = table.Column<Guid>(type: "TEXT", nullable: false),
                    hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    prefix = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    expires_at = table.Column<long>(type: "INTEGER", nullable: true),
                    revoked_at = table.Column<long>(type: "INTEGER", nullable: true),
                    last_used_at = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_api_keys", x => new { x.owner_id, x.id });
                    table.ForeignKey(
                        name: "fk_api_keys_owners_owner_id",
                        column: x => x.owner_id,
                        principalTable: "owners",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "secrets",
                columns: table => new
                {
                    owner_id = table.Column<long>(type: "INTEGER", nullable: false),
                    name = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    value = table.Column<byte[]>(type: "BLOB", nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false),
                    updated_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_secrets", x => new { x.owner_id, x.name });
                    table.ForeignKey(
                        name: "fk_secrets_owners_owner_id",
                        column: x => x.owner_id,
                        principalTable: "owners",
                        principalColumn: "id",
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateTable(
                name: "agent_aliases",
                columns: table => new
                {
                    owner_id = table.Column<long>(type: "INTEGER", nullable: false),
                    agent_id = table.Column<string>(type: "TEXT", maxLength: 256, nullable: false),
                    alias = table.Column<string>(type: "TEXT", maxLength: 64, nullable: false),
                    created_at = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("pk_agent_aliases", x => new { x.owner_id, x.agent_id, x.alias });
                    table.ForeignKey(
                        name: "fk_agent_aliases_agent_versions_owner_id_agent_id_created_at",
                        columns: x => new { x.owner_id, x.agent_id, x.created_at },
                        principalTable: "agent_versions",
                        principalColumns: new[] { "owner_id", "agent_id", "created_at" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "ix_active_runs_deadline",
                table: "active_runs",
                column: "deadline");

            migrationBuilder.CreateIndex(
                name: "ix_active_runs_list",
                table: "active_runs",
                columns: new[] { "owner_id", "started_at", "id" },
                filter: "NOT delete_on_end");

            migrationBuilder.CreateIndex(
                name: "ix_active_runs_owner_id_session_id_session_place",
                table: "active_runs",
                columns: new[] { "owner_id", "session_id", "session_place" },
                filter: "session_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_active_runs_queue",
                table: "active_runs",
                columns: new[] { "owner_id", "started_at", "id" },
                filter: "worker_id IS NULL AND ready");

            migrationBuilder.CreateIndex(
                name: "ix_active_runs_waiting",
                table: "active_runs",
                columns: new[] { "owner_id", "id" },
                filter: "NOT ready");

            migrationBuilder.CreateIndex(
                name: "ix_active_runs_worker_id",
                table: "active_runs",
                column: "worker_id",
                filter: "worker_id IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_agent_aliases_owner_id_agent_id_created_at",
                table: "agent_aliases",
                columns: new[] { "owner_id", "agent_id", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_agent_versions_owner_id_agent_id_activated_at_created_at",
                table: "agent_versions",
                columns: new[] { "owner_id", "agent_id", "activated_at", "created_at" });

            migrationBuilder.CreateIndex(
                name: "ix_api_keys_hash",
                table: "api_keys",
                column: "hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_idempotency_keys_created_at",
                table: "idempotency_keys",
                column: "created_at");

            migrationBuilder.CreateIndex(
                name: "ix_key_ring_name",
                table: "key_ring",
                column: "name",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_open_traces_last_arrival",
                table: "open_traces",
                column: "last_arrival");

            migrationBuilder.CreateIndex(
                name: "ix_owners_issuer_subject",
                table: "owners",
                columns: new[] { "issuer", "subject" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "ix_runs_deleted_at",
                table: "runs",
                column: "deleted_at",
                filter: "deleted_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_runs_expires_at",
                table: "runs",
                column: "expires_at",
                filter: "expires_at IS NOT NULL AND deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_runs_owner_id_agent_id_started_at_id",
                table: "runs",
                columns: new[] { "owner_id", "agent_id", "started_at", "id" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_runs_owner_id_session_id",
                table: "runs",
                columns: new[] { "owner_id", "session_id" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_runs_owner_id_started_at_id",
                table: "runs",
                columns: new[] { "owner_id", "started_at", "id" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_runs_owner_id_status_started_at_id",
                table: "runs",
                columns: new[] { "owner_id", "status", "started_at", "id" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_deleted_at",
                table: "sessions",
                column: "deleted_at",
                filter: "deleted_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_owner_id_agent_id_updated_at_id",
                table: "sessions",
                columns: new[] { "owner_id", "agent_id", "updated_at", "id" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_owner_id_name",
                table: "sessions",
                columns: new[] { "owner_id", "name" },
                unique: true,
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_sessions_owner_id_updated_at_id",
                table: "sessions",
                columns: new[] { "owner_id", "updated_at", "id" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_traces_deleted_at",
                table: "traces",
                column: "deleted_at",
                filter: "deleted_at IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "ix_traces_owner_id_agent_id_started_at_id",
                table: "traces",
                columns: new[] { "owner_id", "agent_id", "started_at", "id" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_traces_owner_id_started_at_id",
                table: "traces",
                columns: new[] { "owner_id", "started_at", "id" },
                filter: "deleted_at IS NULL");

            migrationBuilder.CreateIndex(
                name: "ix_traces_owner_id_status_started_at_id",
                table: "traces",
                columns: new[] { "owner_id", "status", "started_at", "id" },
                filter: "deleted_at IS NULL");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "active_runs");

            migrationBuilder.DropTable(
                name: "agent_aliases");

            migrationBuilder.DropTable(
                name: "api_keys");

            migrationBuilder.DropTable(
                name: "idempotency_keys");

            migrationBuilder.DropTable(
                name: "journal");

            migrationBuilder.DropTable(
                name: "key_ring");

            migrationBuilder.DropTable(
                name: "lease_clock");

            migrationBuilder.DropTable(
                name: "messages");

            migrationBuilder.DropTable(
                name: "open_traces");

            migrationBuilder.DropTable(
                name: "run_events");

            migrationBuilder.DropTable(
                name: "run_payloads");

            migrationBuilder.DropTable(
                name: "runs");

            migrationBuilder.DropTable(
                name: "secrets");

            migrationBuilder.DropTable(
                name: "sessions");

            migrationBuilder.DropTable(
                name: "spans");

            migrationBuilder.DropTable(
                name: "traces");

            migrationBuilder.DropTable(
                name: "worker_flushes");

            migrationBuilder.DropTable(
                name: "workers");

            migrationBuilder.DropTable(
                name: "agent_versions");

            migrationBuilder.DropTable(
                name: "owners");
        }
    }
}
