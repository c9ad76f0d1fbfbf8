using System.Text.Json.Nodes;
using JamLab.Tests.Support;
using JamLab.Tests.Workflows.Runner.Expressions;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Workflows.RunnerTests;

public sealed class PlaceTests
{
    /// <summary>A place of ours, and its name in the schema of GitHub's own parser.</summary>
    public static TheoryData<Place, string> Places => new()
    {
        { Place.RunName, "run-name" },
        { Place.WorkflowEnv, "workflow-env" },
        { Place.WorkflowConcurrency, "workflow-concurrency" },
        { Place.InputDefault, "workflow-call-input-default" },
        { Place.WorkflowOutput, "workflow-output-context" },
        { Place.JobIf, "job-if" },
        { Place.Strategy, "strategy" },
        { Place.Job, "string-strategy-context" },
        { Place.Job, "runs-on" },
        { Place.Job, "job-environment-name" },
        { Place.Job, "job-concurrency" },
        { Place.JobEnv, "job-env" },
        { Place.JobDefaults, "job-defaults-run" },
        { Place.JobSecrets, "scalar-needs-context-with-secrets" },
        { Place.Job, "scalar-needs-context" },
        { Place.EnvironmentUrl, "string-runner-context-no-secrets" },
        { Place.JobOutput, "string-runner-context" },
        { Place.StepIf, "step-if" },
        { Place.StepValue, "string-steps-context" },
        { Place.StepValue, "step-env" },
        { Place.StepValue, "step-with" },
    };

    [Theory]
    [MemberData(nameof(Places))]
    public void A_place_has_the_contexts_and_functions_that_GitHubs_parser_gives_it(Place place, string name)
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Npm.Folder(), "node_modules", "@actions", "workflow-parser", "dist", "workflow-v1.0.min.json")))!;
        var all = schema["definitions"]![name]!["context"]!.AsArray().Select(x => (string)x!).ToList();
        place.Contexts.Order().ShouldBe(all.Where(x => !x.Contains('(', StringComparison.Ordinal)).Order());
        foreach (var function in new[] { "always", "cancelled", "success", "failure", "hashFiles" })
        {
            var theirs = all.Find(x => x.StartsWith(function + "(", StringComparison.Ordinal));
            place.Arguments(function).ShouldBe(theirs is null ? null : Range(theirs), function);
        }
    }

    private static (int Least, int Most) Range(string function)
    {
        var numbers = function.Split('(', ',', ')');
        return (int.Parse(numbers[1]), numbers[2] == "MAX" ? int.MaxValue : int.Parse(numbers[2]));
    }
}
