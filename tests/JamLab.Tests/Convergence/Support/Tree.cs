using System.Diagnostics;
using System.Text;

namespace JamLab.Tests.Convergence.Support;

/// <summary>
/// A folder's content as text, a line each: <c>etc 0755</c>, <c>etc/motd 0644 daemon:daemon "hello\n"</c>, <c>etc/link -> target</c>. Owner root:root is not said.
/// </summary>
public static class Tree
{
    public static void Write(string folder, string tree)
    {
        foreach (var line in tree.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split(" -> ") is [var link, var target])
            {
                File.CreateSymbolicLink(Path.Combine(folder, link), target);
                continue;
            }

            var quote = line.IndexOf('"');
            var content = quote >= 0 ? line[(quote + 1)..line.LastIndexOf('"')] : null;
            var words = (content is null ? line : line[..quote]).Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var path = Path.Combine(folder, words[0]);
            if (content is null)
                Directory.CreateDirectory(path);
            else
                File.WriteAllBytes(path, Encoding.Latin1.GetBytes(content.Replace("\\n", "\n", StringComparison.Ordinal).Replace("\\r", "\r", StringComparison.Ordinal)));
            if (words is [_, _, "daemon:daemon"])
                Process.Start("chown", [words[2], path]).WaitForExit();
            File.SetUnixFileMode(path, (UnixFileMode)Convert.ToInt32(words[1], 8));
        }
    }

    public static string Read(string folder)
    {
        using var find = Process.Start(new ProcessStartInfo("find", [folder, "-mindepth", "1", "-printf", "%P|%y|%m|%u:%g|%l\\n"]) { RedirectStandardOutput = true })!;
        var lines = find.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        find.WaitForExit();
        return string.Concat(lines.Select(line => line.Split('|')).OrderBy(parts => parts[0], StringComparer.Ordinal).Select(parts => Line(folder, parts) + "\n"));
    }

    /// <summary>When anything about the folder's content last changed: names with their ctime.</summary>
    public static string ChangeTimes(string folder)
    {
        using var find = Process.Start(new ProcessStartInfo("find", [folder, "-printf", "%p %C@ %T@ %i\\n"]) { RedirectStandardOutput = true })!;
        return find.StandardOutput.ReadToEnd();
    }

    private static string Line(string folder, string[] parts)
    {
        if (parts[1] == "l")
            return $"{parts[0]} -> {parts[4]}";
        var owner = parts[3] == "root:root" ? "" : $" {parts[3]}";
        var content = parts[1] == "d" ? "" : $" \"{Encoding.Latin1.GetString(File.ReadAllBytes(Path.Combine(folder, parts[0]))).Replace("\n", "\\n", StringComparison.Ordinal).Replace("\r", "\\r", StringComparison.Ordinal)}\"";
        return $"{parts[0]} {parts[2].PadLeft(4, '0')}{owner}{content}";
    }
}
