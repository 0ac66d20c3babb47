namespace Agntz.Domain.Runs;

/// <summary>The stable words of errors a run can end with.</summary>
public static class RunErrorCodes
{
    /// <summary>The provider or the way to it failed, after every try.</summary>
    public const string ModelError = "MODEL_ERROR";

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

    /// <summary>The run was cancelled.</summary>
    public const string RunCancelled = "RUN_CANCELLED";

    /// <summary>Too many workers were lost while they executed the run, without any progress between.</summary>
    public const string WorkerLost = "WORKER_LOST";

    /// <summary>The database refused something the run wrote.</summary>
    public const string StorageRejected = "STORAGE_REJECTED";

    /// <summary>A defect of this server ended the run.</summary>
    public const string Internal = "INTERNAL_ERROR";
}
