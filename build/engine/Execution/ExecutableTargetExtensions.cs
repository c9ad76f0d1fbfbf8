using Nuke.Common.Execution;

namespace Nuke.Common;

public static class ExecutableTargetExtensions
{
    /// <summary>Whether the target is one of these: <c>InvokedTargets.Contains(Compile)</c>.</summary>
    public static bool Contains(this IEnumerable<ExecutableTarget> targets, Target target) => targets.Any(x => Equals(x.Factory, target));
}
