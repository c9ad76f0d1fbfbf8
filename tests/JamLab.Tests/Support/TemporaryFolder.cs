using Nuke.Common.IO;

namespace JamLab.Tests.Support;

/// <summary>An empty folder with a space in its name, gone after the test.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public AbsolutePath Path { get; } = Directory.CreateTempSubdirectory("jamlab test ").FullName;

    public static AbsolutePath operator /(TemporaryFolder folder, string name) => folder.Path / name;

    public AbsolutePath With(string name, string content = "") => (Path / name).WriteAllText(content, eofLineBreak: false);

    public void Dispose() => Path.DeleteDirectory();
}
