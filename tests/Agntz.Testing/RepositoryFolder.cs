namespace Agntz.Testing;

/// <summary>The repository these tests were built from.</summary>
public static class RepositoryFolder
{
    /// <summary>The path of a file or folder in it.</summary>
    /// <param name="parts">Its place, from the top.</param>
    /// <exception cref="InvalidOperationException">The tests do not run within a repository.</exception>
    public static string PathOf(params string[] parts)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Agntz.Server.sln")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("These tests are run outside the repository.");
        }

        return Path.Combine([folder.FullName, .. parts]);
    }
}
