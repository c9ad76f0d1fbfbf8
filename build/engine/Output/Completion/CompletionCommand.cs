namespace Nuke.Common.Output;

/// <summary><c>:complete "line"</c> prints candidates, one a line, as NUKE's tool does; <c>:completion shell</c> prints what a shell has to load.</summary>
internal static class CompletionCommand
{
    public static IReadOnlyList<string> Shells { get; } = ["bash", "fish", "pwsh", "zsh"];

    /// <summary>Null when <paramref name="arguments"/> are something else; else the exit code.</summary>
    /// <param name="root">The directory that holds <c>.nuke</c>; asked only by <c>:complete</c>.</param>
    public static int? TryRun(string[] arguments, Func<string> root, TextWriter output, TextWriter error)
    {
        switch (arguments)
        {
            case [":complete", .. var line]:
                var schema = Path.Combine(root(), ".nuke", "build.schema.json");
                if (File.Exists(schema) && CompletionModel.Parse(File.ReadAllText(schema)) is { } model)
                    foreach (var candidate in Completion.Candidates(model, string.Join(' ', line)))
                        output.Write(candidate + "\n");
                return 0;
            case [":completion", var shell] when Shells.Contains(shell, StringComparer.Ordinal):
                output.Write(Script(shell));
                return 0;
            case [":completion", ..]:
                error.Write($":completion needs the name of a shell: {string.Join(", ", Shells)}\n");
                return 2;
            default:
                return null;
        }
    }

    private static string Script(string shell)
    {
        using var stream = typeof(CompletionCommand).Assembly.GetManifestResourceStream($"Nuke.Common.Output.completion.{shell}")!;
        return new StreamReader(stream).ReadToEnd().ReplaceLineEndings("\n");
    }
}
