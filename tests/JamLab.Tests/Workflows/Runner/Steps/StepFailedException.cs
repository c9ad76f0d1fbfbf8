using System.Diagnostics.CodeAnalysis;

namespace JamLab.Tests.Workflows.Runner.Steps;

/// <summary>A step failed for a reason other than its exit code; an action says so with this too.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It never goes without a message.")]
public sealed class StepFailedException(string message) : Exception(message);
