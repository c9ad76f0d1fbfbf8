using System.Text;
using System.Text.Json;

namespace Nuke.Common.IO;

public static partial class AbsolutePathExtensions
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static string ReadAllText(this AbsolutePath path, Encoding? encoding = null) =>
        File.ReadAllText(Present(path), encoding ?? Encoding.UTF8);

    public static string[] ReadAllLines(this AbsolutePath path, Encoding? encoding = null) =>
        File.ReadAllLines(Present(path), encoding ?? Encoding.UTF8);

    public static byte[] ReadAllBytes(this AbsolutePath path) => File.ReadAllBytes(Present(path));

    /// <summary>Replaces the file in one step, so that no reader and no crash ever meets half of it; the text ends with one line break unless told otherwise.</summary>
    public static AbsolutePath WriteAllText(this AbsolutePath path, string content, Encoding? encoding = null, bool? eofLineBreak = null)
    {
        if (eofLineBreak ?? true)
            content = content.TrimEnd('\r', '\n') + (content.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n");
        return Replace(path, temporary => File.WriteAllText(temporary, content, encoding ?? Utf8));
    }

    /// <summary>Replaces the file in one step; the last line is ended too unless told otherwise.</summary>
    public static AbsolutePath WriteAllLines(
        this AbsolutePath path,
        IEnumerable<string> lines,
        Encoding? encoding = null,
        PlatformFamily? platformFamily = null,
        bool? eofLineBreak = null)
    {
        var lineBreak = (platformFamily ?? EnvironmentInfo.Platform) == PlatformFamily.Windows ? "\r\n" : "\n";
        var text = string.Join(lineBreak, lines) + (eofLineBreak ?? true ? lineBreak : "");
        return path.WriteAllText(text, encoding, eofLineBreak: false);
    }

    /// <summary>Replaces the file in one step.</summary>
    public static AbsolutePath WriteAllBytes(this AbsolutePath path, byte[] bytes) =>
        Replace(path, temporary => File.WriteAllBytes(temporary, bytes));

    public static AbsolutePath AppendAllText(this AbsolutePath path, string content, Encoding? encoding = null)
    {
        path.Parent.CreateDirectory();
        File.AppendAllText(path, content, encoding ?? Utf8);
        return path;
    }

    public static AbsolutePath AppendAllLines(this AbsolutePath path, IEnumerable<string> lines, Encoding? encoding = null)
    {
        path.Parent.CreateDirectory();
        File.AppendAllLines(path, lines, encoding ?? Utf8);
        return path;
    }

    /// <summary>Rewrites the file with what the function makes of its text.</summary>
    public static AbsolutePath UpdateText(this AbsolutePath path, Func<string, string> update, Encoding? encoding = null) =>
        path.WriteAllText(update(path.ReadAllText(encoding)), encoding);

    public static T ReadJson<T>(this AbsolutePath path, JsonSerializerOptions? options = null) =>
        JsonSerializer.Deserialize<T>(path.ReadAllText(), options) ?? throw new JsonException($"'{path}' holds null");

    /// <summary>Writes indented JSON unless the options say otherwise.</summary>
    public static AbsolutePath WriteJson<T>(this AbsolutePath path, T value, JsonSerializerOptions? options = null) =>
        path.WriteAllText(JsonSerializer.Serialize(value, options ?? Indented));

    private static AbsolutePath Present(AbsolutePath path)
    {
        Assert.FileExists(path);
        return path;
    }

    private static AbsolutePath Replace(AbsolutePath path, Action<string> write)
    {
        path.Parent.CreateDirectory();
        // A rename would replace a link by a file; what it points to is meant.
        var file = new FileInfo(path);
        var target = file.LinkTarget is null ? path.ToString() : file.ResolveLinkTarget(returnFinalTarget: true)!.FullName;
        var temporary = $"{target}.{Environment.ProcessId}-{Environment.CurrentManagedThreadId}.tmp";
        try
        {
            write(temporary);
            if (!OperatingSystem.IsWindows() && File.Exists(target))
                File.SetUnixFileMode(temporary, File.GetUnixFileMode(target));
            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }

        return path;
    }
}
