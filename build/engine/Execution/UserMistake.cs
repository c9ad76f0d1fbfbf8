namespace Nuke.Common.Execution;

/// <summary>Mistakes of whoever called or wrote the build: printed as they are, one a line, with exit code 2 and no stack trace.</summary>
internal sealed class UserMistake(params IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    public IReadOnlyList<string> Problems { get; } = problems;
}
