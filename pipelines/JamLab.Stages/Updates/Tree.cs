using System.Text;
using JamLab.Stages.State;

namespace JamLab.Stages.Updates;

/// <summary>The files below the root, byte for byte: a mark of the byte order and carriage returns stay.</summary>
internal sealed class Tree(string root)
{
    private static readonly UTF8Encoding Exact = new(encoderShouldEmitUTF8Identifier: false);

    /// <summary>Null for a file that is not there.</summary>
    public string? Read(string file) => File.Exists(At(file)) ? Exact.GetString(File.ReadAllBytes(At(file))) : null;

    /// <summary>Files of one name in the folders of a folder, in order.</summary>
    public IReadOnlyList<string> Find(string folder, string name) => !Directory.Exists(At(folder)) ? [] :
        [.. Directory.GetDirectories(At(folder)).Select(one => $"{folder}/{Path.GetFileName(one)}/{name}").Where(one => File.Exists(At(one))).Order(StringComparer.Ordinal)];

    /// <summary>Writes it beside its place and renames it there; it keeps its mode.</summary>
    public void Write(string file, string text) => PrivateFiles.WriteNew(At(file), stream => stream.Write(Exact.GetBytes(text)), File.GetUnixFileMode(At(file)));

    private string At(string file) => Path.Combine(root, file);
}
