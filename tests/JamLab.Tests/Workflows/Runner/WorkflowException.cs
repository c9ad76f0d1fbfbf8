using System.Diagnostics.CodeAnalysis;

namespace JamLab.Tests.Workflows.Runner;

/// <summary>GitHub would not start the run, or the file asks for something that this runner does not do; all problems together, each with its place.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It never goes without a message.")]
public sealed class WorkflowException(IReadOnlyList<string> problems) : Exception(string.Join('\n', problems))
{
    public WorkflowException(string problem)
        : this([problem])
    {
    }

    public IReadOnlyList<string> Problems { get; } = problems;
}
