using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Agntz.Persistence.Engines.Sqlite.Migrations
{
    /// <inheritdoc />
    internal partial class SpanLogOrder : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "ix_spans_ends",
                table: "spans",
                columns: new[] { "owner_id", "trace_id", "end_seq" },
                filter: "end_seq > 256");

            migrationBuilder.CreateIndex(
                name: "ix_spans_starts",
                table: "spans",
                columns: new[] { "owner_id", "trace_id", "start_seq" },
                filter: "start_seq > 256");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "ix_spans_ends",
                table: "spans");

            migrationBuilder.DropIndex(
                name: "ix_spans_starts",
                table: "spans");
        }
    }
}
