using Microsoft.OpenApi;

namespace Agntz.Api.Swagger;

/// <summary>Says for people what a request may carry beside what the handler of its route names.</summary>
internal sealed record TakesParameter(ParameterLocation In, string Name, string Description);
