namespace Agntz.Domain.Agents.Reading;

/// <summary>Collects what is wrong with a manifest, so that its author sees everything at once.</summary>
internal sealed class ManifestProblems
{
    private readonly List<ManifestProblem> _errors = [];
    private readonly List<ManifestProblem> _warnings = [];

    public IReadOnlyList<ManifestProblem> Errors => _errors;

    public IReadOnlyList<ManifestProblem> Warnings => _warnings;

    public void Structural(string path, string message) =>
        _errors.Add(new ManifestProblem("structural", path, message));

    public void Reference(string path, string message) =>
        _errors.Add(new ManifestProblem("reference", path, message));

    public void Warn(string path, string message) => _warnings.Add(new ManifestProblem("reference", path, message));
}
