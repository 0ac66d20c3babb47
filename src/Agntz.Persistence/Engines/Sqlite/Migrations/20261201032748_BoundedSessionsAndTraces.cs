using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Agntz.Persistence.Engines.Sqlite.Migrations
{
    /// <inheritdoc />
    internal partial class BoundedSessionsAndTraces : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_active_runs_waiting",
                table: "active_runs");

            migrationBuilder.AddColumn<long>(
                name: "ended_at",
                table: "open_traces",
                type: "INTEGER",
                nullable: true);

            migrationBuilder.AddColumn<bool>(
                name: "has_errors",
                table: "open_traces",
                type: "INTEGER",
                nullable: false,
                defaultValue: false);

            migrationBuilder.AddColumn<string>(
                name: "root_status",
                table: "open_traces",
                type: "TEXT",
                maxLength: 64,
                nullable: true);

            // A trace is ended by what its row says of it, which for those that are open is still to be said.
            migrationBuilder.Sql(
                """
                UPDATE open_traces SET
                    ended_at = (
                        SELECT max(s.ended_at) FROM spans s
                        WHERE s.owner_id = open_traces.owner_id AND s.trace_id = open_traces.id),
                    root_status = (
                        SELECT s.status FROM spans s
                        WHERE s.owner_id = open_traces.owner_id AND s.trace_id = open_traces.id AND s.parent_id IS NULL
                        ORDER BY s.start_seq LIMIT 1),
                    has_errors = EXISTS (
                        SELECT 1 FROM spans s
                        WHERE s.owner_id = open_traces.owner_id AND s.trace_id = open_traces.id AND s.status = 'error')
                """);

            migrationBuilder.CreateIndex(
                name: "ix_active_runs_waiting",
                table: "active_runs",
                columns: new[] { "owner_id", "session_id", "session_place" },
                filter: "NOT ready");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_active_runs_waiting",
                table: "active_runs");

            migrationBuilder.DropColumn(
                name: "ended_at",
                table: "open_traces");

            migrationBuilder.DropColumn(
                name: "has_errors",
                table: "open_traces");

            migrationBuilder.DropColumn(
                name: "root_status",
                table: "open_traces");

            migrationBuilder.CreateIndex(
                name: "ix_active_runs_waiting",
                table: "active_runs",
                columns: new[] { "owner_id", "id" },
                filter: "NOT ready");
        }
    }
}
