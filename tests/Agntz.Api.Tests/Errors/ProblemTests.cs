using System.Net;
using System.Text;
using Agntz.Api.Swagger;
using Agntz.Api.Tests.Auth;
using Agntz.Domain.Sessions;
using Agntz.Testing.Execution;
using Agntz.Testing.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Agntz.Api.Tests.Errors;

/// <summary>Every refusal has the one form, on every route and whatever the request accepts.</summary>
public sealed class ProblemTests : AgntzApplicationTest
{
    private const string Hidden = "Host=db.internal;Password=hush";

    private static readonly string?[] Accepted =
        [null, "text/event-stream", "text/html,application/xhtml+xml", "image/png", "*/*;q=0", "no media type"];

    private static readonly OwnedThings Nothing =
        new("run_01890000000070008000000000000000", "none", "2026-01-01T00:00:00.000Z", "NONE", "key_none", "none");

    protected override (string Key, string Value)[] Settings => [("Telemetry:Prometheus", "true")];

    public static TheoryData<string, string, string?, int, string> Refusals() => new()
    {
        { "GET", "/nothing/here", null, 404, "NOT_FOUND" },
        { "GET", "/swagger/nothing", null, 404, "NOT_FOUND" },
        { "GET", "/runs/run_0", null, 404, "NOT_FOUND" },
        { "GET", "/runs/run_0/stream", null, 404, "NOT_FOUND" },
        { "POST", "/run/stream", """{"agentId":"nobody"}""", 404, "AGENT_NOT_FOUND" },
        { "PATCH", "/runs", "{}", 405, "METHOD_NOT_ALLOWED" },
        { "POST", "/health", "{}", 405, "METHOD_NOT_ALLOWED" },
        { "POST", "/run/stream", "{", 400, "BAD_REQUEST" },
        { "GET", "/runs?limit=x", null, 400, "BAD_REQUEST" },
        { "GET", "/traces?cursor=x", null, 400, "BAD_REQUEST" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task Refusal_WhateverIsAccepted_IsAProblem(
        string method, string path, string? body, int status, string code)
    {
        foreach (var accepted in Accepted)
        {
            using var content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json");
            var reply = accepted is null
                ? await Api.SendAsync(new HttpMethod(method), path, content)
                : await Api.SendAsync(new HttpMethod(method), path, content, ("Accept", accepted));

            reply.ExpectProblem((HttpStatusCode)status, code);
        }
    }

    [Fact]
    public async Task EveryRoute_WithAMethodItHasNot_SaysWhichItHas()
    {
        foreach (var route in Nothing.Routes)
        {
            var problem = (await Api.SendAsync(HttpMethod.Patch, route.Path))
                .ExpectProblem(HttpStatusCode.MethodNotAllowed, "METHOD_NOT_ALLOWED");

            Assert.Contains(route.Method.Method, problem.GetProperty("error").GetString());
        }
    }

    [Theory]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/xml")]
    [InlineData("image/png")]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("nonsense")]
    public async Task EveryRouteWithABody_OfAnotherKind_RefusesIt(string type)
    {
        var routes = BodyRoutes();
        foreach (var route in routes)
        {
            using var body = new ByteArrayContent(Encoding.UTF8.GetBytes(route.Body ?? "{}"));
            body.Headers.TryAddWithoutValidation("Content-Type", type);

            (await Api.SendAsync(route.Method, route.Path, body))
                .ExpectProblem(HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE");
        }

        Assert.NotEmpty(routes);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("application/json")]
    [InlineData("Application/JSON; charset=\"UTF-8\"")]
    [InlineData("application/vnd.agntz+json")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("text/plain;charset=UTF-8")]
    [InlineData("application/octet-stream")]
    public async Task Run_ContentTypesClientsSend_AreRead(string? type)
    {
        using var body = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"agentId":"assistant","input":"Hi"}"""));
        if (type is not null)
        {
            body.Headers.TryAddWithoutValidation("Content-Type", type);
        }

        (await Api.SendAsync(HttpMethod.Post, "/run", body)).Expect(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Run_CompressedBody_IsRefused()
    {
        using var body = new StringContent("{}", Encoding.UTF8, "application/json");
        body.Headers.ContentEncoding.Add("gzip");

        (await Api.SendAsync(HttpMethod.Post, "/run", body))
            .ExpectProblem(HttpStatusCode.UnsupportedMediaType, "UNSUPPORTED_MEDIA_TYPE");
    }

    [Theory]
    [InlineData(false, 500, "INTERNAL_ERROR")]
    [InlineData(true, 503, "UNAVAILABLE")]
    public async Task ThrownException_WhateverIsAccepted_ShowsNothingOfItself(bool isAway, int status, string code)
    {
        Exception failure = isAway ? new DatabaseIsAway() : new InvalidOperationException(Hidden);
        await using var broken = await AgntzApplication.StartAsync(
            services => services.AddSingleton<ISessionReader>(new BrokenSessions(failure)));

        foreach (var accepted in Accepted)
        {
            var reply = await broken.Api.SendAsync(HttpMethod.Get, "/sessions/x", null, ("Accept", accepted ?? "*/*"));

            reply.ExpectProblem((HttpStatusCode)status, code);
            Assert.DoesNotContain("hush", reply.Body, StringComparison.Ordinal);
            Assert.DoesNotContain(nameof(Exception), reply.Body, StringComparison.Ordinal);
            Assert.DoesNotContain("   at ", reply.Body, StringComparison.Ordinal);
        }

        Assert.Contains(broken.Logs.Entries, entry => entry.Message.Contains("/sessions/x", StringComparison.Ordinal));
    }

    private IReadOnlyList<RouteCase> BodyRoutes()
    {
        var taking = Service.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(endpoint => endpoint.Metadata.GetMetadata<TakesBody>() is not null)
            .SelectMany(endpoint => endpoint.Metadata.GetRequiredMetadata<HttpMethodMetadata>().HttpMethods
                .Select(method => $"{method} {endpoint.RoutePattern.RawText!.TrimEnd('/')}"))
            .ToHashSet();
        return [.. Nothing.Routes.Where(route => taking.Contains(route.Route))];
    }
}
