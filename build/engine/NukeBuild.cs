using System.Linq.Expressions;
using Nuke.Common.CI;
using Nuke.Common.Execution;
using Nuke.Common.Tooling;

namespace Nuke.Common;

/// <summary>The base of build classes. Their <c>Main</c> returns what <see cref="Execute{T}"/> returns.</summary>
public abstract partial class NukeBuild : INukeBuild
{
    private const string TargetSeparator = "+";

    [Parameter("Shows the execution plan in the terminal and as HTML")]
    public bool Plan { get; }

    [Parameter("Shows this help")]
    public bool Help { get; }

    [Parameter("Leaves out the logo")]
    public bool NoLogo { get; set; }

    [Parameter("Resumes the previous attempt: what succeeded with the same inputs is not run again")]
    public bool Continue { get; internal set; }

    [Parameter("One of several runs that share a graph, such as the jobs of a workflow: what succeeded is read from the journals in this folder, and noted there")]
    internal string? Attempt { get; set; }

    [Parameter("Parameters that may differ between the runs of an attempt, such as the share of a matrix job", Separator = " ")]
    internal string[] Varying { get; set; } = [];

    [Parameter("Which part of partitioned targets to run: 1/3", List = false)]
    public Partition Partition { get; internal set; } = Partition.Single;

    [Parameter("How many targets may run side by side; 1 runs them in the plan's order. Default is the number of cores", Name = BuiltIn.Parallel)]
    internal int? Parallelism { get; set; }

    /// <summary>When set, what <see cref="Execute{T}"/> returns; otherwise 0, or 1 when a target failed.</summary>
    public int? ExitCode { get; set; }

    /// <summary>Runs what the command line asks for, or the default targets; returns the process's exit code.</summary>
    protected static int Execute<T>(params Expression<Func<T, Target>>[] defaultTargetExpressions)
        where T : NukeBuild, new() => BuildEntry.Run(defaultTargetExpressions, BuildWorld.OfThisProcess());

    /// <summary>Adds pairs to the running target's line of the summary; the same key again replaces the value.</summary>
    public void ReportSummary(Configure<IDictionary<string, string>>? configurator = null)
    {
        if (TargetScope.Current is { } target)
            target.Report(configurator);
    }

#nullable disable
    T INukeBuild.TryGetValue<T>(Expression<Func<T>> parameterExpression)
        where T : class => BuildContext.Current.Injection.ValueOf(MemberExpressions.MemberOf(parameterExpression), this) as T;

    T INukeBuild.TryGetValue<T>(Expression<Func<object>> parameterExpression)
        => BuildContext.Current.Injection.ValueOf(MemberExpressions.MemberOf(parameterExpression), this) is T value ? value : default;
#nullable restore
}
