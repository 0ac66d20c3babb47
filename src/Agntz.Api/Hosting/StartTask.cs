namespace Agntz.Api.Hosting;

/// <summary>What a process does.</summary>
internal enum StartTask
{
    /// <summary>Serves until it is told to stop.</summary>
    Serve,

    /// <summary>Brings the database up to this version, and ends.</summary>
    Migrate,

    /// <summary>Asks the process that serves with the same settings whether it is ready, and ends.</summary>
    Ask,
}
