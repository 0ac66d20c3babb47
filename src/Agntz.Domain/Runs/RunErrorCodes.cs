namespace Agntz.Domain.Runs;

/// <summary>The stable words of errors a run can end with.</summary>
public static class RunErrorCodes
{
    /// <summary>A secret an agent refers to is not there, or cannot be read.</summary>
    public const string SecretNotFound = "SECRET_NOT_FOUND";

    /// <summary>The provider or the way to it failed, after every try.</summary>
    public const string ModelError = "MODEL_ERROR";

    /// <summary>The model refused to answer, or a content filter of its provider stopped the answer.</summary>
    public const string ModelRefused = "MODEL_REFUSED";

    /// <summary>No provider has the name the manifest uses.</summary>
    public const string ProviderNotFound = "PROVIDER_NOT_FOUND";

    /// <summary>The model's answer does not match the agent's output schema.</summary>
    public const string StructuredOutputInvalid = "STRUCTURED_OUTPUT_INVALID";

    /// <summary>A loop was not done after the passes its manifest allows.</summary>
    public const string MaxIterationsExceeded = "MAX_ITERATIONS_EXCEEDED";

    /// <summary>The input does not match the agent's input schema.</summary>
    public const string InputInvalid = "INPUT_INVALID";

    /// <summary>The agent, or the version of it the run was created for, is not there.</summary>
    public const string AgentNotFound = "AGENT_NOT_FOUND";

    /// <summary>Agents invoked each other deeper than is allowed.</summary>
    public const string MaxRecursionDepth = "MAX_RECURSION_DEPTH";

    /// <summary>The model of an agent asked for tools again and again, as often as the agent allows.</summary>
    public const string MaxStepsExceeded = "MAX_STEPS_EXCEEDED";

    /// <summary>An agent has used as many tokens as it may.</summary>
    public const string TokenBudgetExceeded = "TOKEN_BUDGET_EXCEEDED";

    /// <summary>An agent, or the run, took longer than it may.</summary>
    public const string InvocationTimeout = "INVOCATION_TIMEOUT";

    /// <summary>A tool an agent declares is not there.</summary>
    public const string ToolNotFound = "TOOL_NOT_FOUND";

    /// <summary>Two tools an agent declares have the same name.</summary>
    public const string ToolNameTaken = "TOOL_NAME_TAKEN";

    /// <summary>An MCP server could not be reached, or did not say what tools it has.</summary>
    public const string McpUnavailable = "MCP_UNAVAILABLE";

    /// <summary>The tool of an agent that is nothing but this tool did not answer.</summary>
    public const string ToolFailed = "TOOL_FAILED";

    /// <summary>The run made more of something than one run may make, or met the end of the process's memory.</summary>
    public const string RunTooLarge = "RUN_TOO_LARGE";

    /// <summary>A text, a state, an answer or the result of the run is larger than it may be.</summary>
    public const string OutputTooLarge = "OUTPUT_TOO_LARGE";

    /// <summary>The run was cancelled.</summary>
    public const string RunCancelled = "RUN_CANCELLED";

    /// <summary>Too many workers were lost while they executed the run, without any progress between.</summary>
    public const string WorkerLost = "WORKER_LOST";

    /// <summary>The database refused something the run wrote.</summary>
    public const string StorageRejected = "STORAGE_REJECTED";

    /// <summary>A defect of this server ended the run.</summary>
    public const string Internal = "INTERNAL_ERROR";

    /// <summary>
    /// Whether an error ends the run wherever it happens: a model that called an agent as a tool is not told of it.
    /// </summary>
    internal static bool EndsRun(string code) => code is MaxRecursionDepth or RunTooLarge or OutputTooLarge;
}
