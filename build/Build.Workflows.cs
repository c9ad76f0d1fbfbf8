using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using JamLab.Stages.Workflows;
using Nuke.Common;
using Serilog;

// The same graph on GitHub.
partial class Build
{
    [Parameter("GenerateWorkflows writes nothing and fails when a file is not as it would be made")]
    readonly bool Check;

    [Parameter("Lets GenerateWorkflows replace files that were changed by hand")]
    readonly bool Overwrite;

    [Parameter("The repository's default branch, for GenerateWorkflows")]
    readonly string DefaultBranch = "main";

    [Parameter("What SelectRehearsals chooses: an environment, or all; those that changed unless given")]
    readonly string Rehearse = "";

    [Parameter("The commit that a change starts from, for SelectRehearsals")]
    readonly string Since = "";

    Target GenerateWorkflows => _ => _
        .Description("Writes .github/workflows from this graph and all environments' inventories; --check only compares")
        .Executes(() => Run(_ => Task.FromResult(Check ? Workflows.Check() : Workflows.Generate(Overwrite))));

    Target SelectRehearsals => _ => _
        .Unlisted()
        .Description("Tells a workflow which environments a change is to be rehearsed for")
        .Executes(() => Run(async cancellation => JobOutputs.Set("rehearsals", await new RehearsalChoice(RootDirectory, Workflows.Labs(), Log.Logger).JsonAsync(Rehearse, Since, cancellation))));

    static JobOutput JobOutputs => new(Environment.GetEnvironmentVariable);

    WorkflowStage Workflows => new(RootDirectory, Pipeline(), DefaultBranch, Log.Logger);

    // The targets that are jobs, and over what each can be spread; what stands between them in the graph runs with the next.
    List<PipelineTarget> Pipeline()
    {
        var graph = TargetGraph.Of(this);
        var jobs = new (string Name, FanOut Fan, bool WorksOnLab)[]
        {
            (nameof(ValidateInventory), FanOut.None, false),
            (nameof(BuildTemplates), FanOut.Templates, true),
            (nameof(ProvisionVms), FanOut.None, true),
            (nameof(ConfigureBase), FanOut.Hosts, true),
            (nameof(DeployServices), FanOut.Services, true),
            (nameof(Smoke), FanOut.None, true),
        };
        var names = jobs.Select(job => job.Name).ToHashSet();
        return jobs.Select(job => new PipelineTarget(job.Name, graph.Nearest(job.Name, names), job.Fan) { WorksOnLab = job.WorksOnLab }).ToList();
    }

    /// <summary>What depends on what, read from the definitions: a run's plan holds only what that run needs.</summary>
    sealed class TargetGraph
    {
        readonly Dictionary<string, List<string>> dependencies = [];

        public static TargetGraph Of(NukeBuild build)
        {
            var targets = build.GetType().GetProperties(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic)
                .Where(property => property.PropertyType == typeof(Target))
                .ToDictionary(property => property.Name, property => (Target)property.GetValue(build)!);
            var graph = new TargetGraph();
            foreach (var (name, target) in targets)
            {
                var definition = DispatchProxy.Create<ITargetDefinition, Recorder>();
                target(definition);
                graph.dependencies[name] = ((Recorder)definition).DependsOn.Select(other => targets.First(one => one.Value == other).Key).ToList();
            }

            return graph;
        }

        /// <summary>Of these, the ones that the target needs with none of them in between.</summary>
        public List<string> Nearest(string target, ISet<string> names) =>
            dependencies[target].SelectMany(name => names.Contains(name) ? [name] : Nearest(name, names)).Distinct().ToList();
    }

    /// <summary>A definition that only takes down what it is told to depend on.</summary>
    public class Recorder : DispatchProxy
    {
        public List<Target> DependsOn { get; } = [];

        protected override object? Invoke(MethodInfo? method, object?[]? arguments)
        {
            if (method!.Name == nameof(ITargetDefinition.DependsOn) && arguments![0] is Target[] targets)
                DependsOn.AddRange(targets);
            return this;
        }
    }
}
