using System.Linq.Expressions;
using Nuke.Common.CI;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Common.Tooling;

namespace Nuke.Common;

/// <summary>What components (interfaces with default implementations) see of the build that they are part of.</summary>
public interface INukeBuild
{
    IReadOnlyCollection<ExecutableTarget> ExecutionPlan { get; }
    IReadOnlyCollection<ExecutableTarget> InvokedTargets { get; }
    IReadOnlyCollection<ExecutableTarget> SkippedTargets { get; }
    IReadOnlyCollection<ExecutableTarget> ScheduledTargets { get; }
    IReadOnlyCollection<ExecutableTarget> RunningTargets { get; }
    IReadOnlyCollection<ExecutableTarget> AbortedTargets { get; }
    IReadOnlyCollection<ExecutableTarget> FailedTargets { get; }
    IReadOnlyCollection<ExecutableTarget> SucceededTargets { get; }
    IReadOnlyCollection<ExecutableTarget> FinishedTargets { get; }

    bool IsSucceeding { get; }
    bool IsFailing { get; }
    bool IsFinished { get; }
    int? ExitCode { get; set; }

    // Without nullable annotations from here on, as in NUKE: builds that enable nullable compile against both.
#nullable disable
    AbsolutePath RootDirectory { get; }
    AbsolutePath TemporaryDirectory { get; }
    AbsolutePath BuildAssemblyFile { get; }
    AbsolutePath BuildAssemblyDirectory { get; }
    AbsolutePath BuildProjectFile { get; }
    AbsolutePath BuildProjectDirectory { get; }

    Verbosity Verbosity { get; }
    Host Host { get; }
    bool Plan { get; }
    bool Help { get; }
    bool NoLogo { get; }
    bool IsLocalBuild { get; }
    bool IsServerBuild { get; }
    bool Continue { get; }
    Partition Partition { get; }

    void ReportSummary(Configure<IDictionary<string, string>> configurator = null);

    /// <summary>The value of the parameter that the expression names, or null: <c>[Parameter] string Who =&gt; TryGetValue(() =&gt; Who);</c></summary>
    T TryGetValue<T>(Expression<Func<T>> parameterExpression)
        where T : class;

    /// <inheritdoc cref="TryGetValue{T}(Expression{Func{T}})"/>
    T TryGetValue<T>(Expression<Func<object>> parameterExpression);
#nullable restore
}
