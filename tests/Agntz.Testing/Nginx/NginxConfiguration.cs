using System.Text.RegularExpressions;

namespace Agntz.Testing.Nginx;

/// <summary>
/// The configuration that Debian's nginx has after its installation, with one location added that leads to a target. Only
/// what a server of another user at another port needs is changed beside: where it listens and where its files are.
/// </summary>
internal static partial class NginxConfiguration
{
    /// <summary>Where the target is, as its clients see it.</summary>
    public const string Location = "/agntz/";

    private const string Settings = "/etc/nginx/nginx.conf";
    private const string Site = "/etc/nginx/sites-available/default";

    private static readonly string[] Files = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];

    /// <summary>Whether this machine has what it is made of.</summary>
    public static bool IsInstalled => File.Exists(Settings) && File.Exists(Site);

    /// <summary>Writes it into a folder.</summary>
    /// <returns>The file to start with.</returns>
    public static string Write(string folder, int port, IReadOnlyList<Uri> targets)
    {
        var site = Path.Combine(folder, "site");
        File.WriteAllText(site, OfSite(File.ReadAllText(Site), port, targets));
        var settings = Path.Combine(folder, "nginx.conf");
        File.WriteAllText(settings, OfServer(File.ReadAllText(Settings), folder, site));
        return settings;
    }

    private static string OfServer(string text, string folder, string site)
    {
        var paths = string.Concat(Files.Select(name => $"{name}_temp_path {Path.Combine(folder, name)};\n"));
        text = OwnDirectives().Replace(text, "");
        text = Sites().Replace(text, $"include {site};\naccess_log off;\n{paths}");
        return $"daemon off;\nerror_log stderr notice;\npid {Path.Combine(folder, "pid")};\n{text}";
    }

    // A single one as in the documentation; several as nginx asks them when told nothing else: in turns.
    private static string OfSite(string text, int port, IReadOnlyList<Uri> targets)
    {
        text = Listen().Replace(text, "");
        var (target, group) = targets is [var only]
            ? (only.AbsoluteUri, "")
            : ("http://agntz/", $"upstream agntz {{ {string.Concat(targets.Select(it => $"server {it.Authority}; "))}}}\n");
        return ServerBlock().Replace(
            text,
            $"{group}server {{\nlisten 127.0.0.1:{port} default_server;\nlocation {Location} {{ proxy_pass {target}; }}\n", 1);
    }

    [GeneratedRegex(@"^\s*(user|pid|error_log|access_log)\s[^;]*;", RegexOptions.Multiline)]
    private static partial Regex OwnDirectives();

    [GeneratedRegex(@"^\s*include /etc/nginx/sites-enabled/\*;", RegexOptions.Multiline)]
    private static partial Regex Sites();

    [GeneratedRegex(@"^\s*listen\s[^;]*;", RegexOptions.Multiline)]
    private static partial Regex Listen();

    [GeneratedRegex(@"^server \{$", RegexOptions.Multiline)]
    private static partial Regex ServerBlock();
}
