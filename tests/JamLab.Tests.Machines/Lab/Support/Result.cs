namespace JamLab.Tests.Machines.Lab.Support;

/// <summary>What a run of the command left: its exit code and what it printed.</summary>
internal sealed record Result(int ExitCode, string Out, string Error)
{
    /// <summary>Everything, for the message of a failed check.</summary>
    public string All => $"exit code {ExitCode}\n{Out}{Error}";

    public IEnumerable<string> Lines => Out.Split('\n').Select(line => line.TrimEnd());
}
