using Agntz.Api.Agents;
using Agntz.Api.Auth;
using Agntz.Api.Auth.Keys;
using Agntz.Api.Compression;
using Agntz.Api.Errors;
using Agntz.Api.Health;
using Agntz.Api.Hosting;
using Agntz.Api.Ingestion;
using Agntz.Api.Limits;
using Agntz.Api.Retention;
using Agntz.Api.Runs;
using Agntz.Api.Secrets;
using Agntz.Api.Sessions;
using Agntz.Api.Streams;
using Agntz.Api.Swagger;
using Agntz.Api.Telemetry;
using Agntz.Api.Telemetry.Prometheus;
using Agntz.Api.Traces;
using Agntz.Api.Workers;
using Agntz.Persistence;
using Agntz.Providers;

var start = StartArguments.Of(args);
var builder = WebApplication.CreateBuilder(start.Settings).ConfigureDefaults().ConfigureListening();
builder.Services
    .AddAgntzPersistence(builder.Configuration)
    .AddAgntzProviders(builder.Configuration)
    .AddAgntzAuth(builder.Configuration)
    .AddOrigins(builder.Configuration)
    .AddRateLimits(builder.Configuration)
    .AddAgntzSecrets(builder.Configuration)
    .AddFirstStart(builder.Configuration)
    .AddAgntzStreams(builder.Configuration)
    .AddAgntzTelemetry(builder.Configuration)
    .AddIngestion(builder.Configuration)
    .AddAgntzWorker(builder.Configuration)
    .AddRetention()
    .AddHealth()
    .AddAgntzSwagger();

var app = builder.Build();
app.UseMiddleware<AnswerCompression>();
app.UseMiddleware<ErrorHandling>();
app.UseCors();
app.UseAgntzSwagger();
app.UseAuthentication();
app.UseAuthorization();
app.UseRateLimiter();
app.MapHealth();
app.MapMetrics();
app.MapAgents();
app.MapAgentVersions();
app.MapValidate();
app.MapRuns();
app.MapTraces();
app.MapIngestion();
app.MapSessions();
app.MapSecrets();
app.MapApiKeys();
return await app.RunToEndAsync(start.Task);
