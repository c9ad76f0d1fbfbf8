using System.Diagnostics.CodeAnalysis;

namespace JamLab.Tests.Workflows.Runner.Expressions;

/// <summary>An expression that GitHub would not take, or that failed while it was evaluated.</summary>
[SuppressMessage("Design", "CA1032:Implement standard exception constructors", Justification = "It never goes without a message.")]
public sealed class ExpressionException(string message) : Exception(message);
