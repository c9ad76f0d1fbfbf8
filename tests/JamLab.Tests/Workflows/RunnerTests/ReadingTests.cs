using JamLab.Tests.Workflows.Runner;
using JamLab.Tests.Workflows.Runner.Model;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Workflows.RunnerTests;

public sealed class ReadingTests
{
    private const string Job = "jobs: { a: { runs-on: lab, steps: [ { run: x } ] } }";

    /// <summary>A workflow, and what is wrong with it.</summary>
    [Theory]
    [InlineData("on: push", "a workflow needs 'on' and 'jobs'")]
    [InlineData("on: push\njobs: {}", "the workflow has no job")]
    [InlineData("on: push\non: push\n" + Job, "Duplicate key")]
    [InlineData("on: push\nname: [\n" + Job, "w.yml:")]
    [InlineData("on: pushed\n" + Job, "does not know the event 'pushed'")]
    [InlineData("on: { push: { branch: main } }\n" + Job, "'branch' is not known in push")]
    [InlineData("on: { push: { branches: a, branches-ignore: b } }\n" + Job, "both branches and branches-ignore")]
    [InlineData("on: { push: { paths: ['!a'] } }\n" + Job, "takes nothing")]
    [InlineData("on: { schedule: [ { cron: '* * *' } ] }\n" + Job, "no cron expression")]
    [InlineData("on: { workflow_dispatch: { inputs: { a: { type: list } } } }\n" + Job, "'list' is no type of input 'a'")]
    [InlineData("on: { workflow_dispatch: { inputs: { a: { type: choice } } } }\n" + Job, "a choice without options")]
    [InlineData("on: { workflow_dispatch: { inputs: { a: { type: choice, options: [x], default: y } } } }\n" + Job, "none of its options")]
    [InlineData("on: { workflow_dispatch: { inputs: { a: { type: boolean, default: 'yes' } } } }\n" + Job, "is no boolean")]
    [InlineData("on: { workflow_call: { inputs: { a: { default: x } } } }\n" + Job, "'' is no type of input 'a'")]
    [InlineData("on: push\nenvs: {}\n" + Job, "'envs' is not known in the workflow")]
    [InlineData("on: push\nenv: { A: \"${{ env.B }}\" }\n" + Job, "Unrecognized named-value: 'env'")]
    [InlineData("on: push\nname: \"${{ github.ref }}\"\n" + Job, "Unrecognized named-value: 'github'")]
    [InlineData("on: push\npermissions: { content: read }\n" + Job, "'content' is not known in permissions")]
    [InlineData("on: push\npermissions: { contents: yes }\n" + Job, "'yes' is no permission of 'contents'")]
    [InlineData("on: push\nconcurrency: { cancel-in-progress: true }\n" + Job, "concurrency needs a group")]
    [InlineData("on: push\nconcurrency: \"${{ secrets.A }}\"\n" + Job, "Unrecognized named-value: 'secrets'")]
    [InlineData("on: push\njobs: { a: { steps: [ { run: x } ] } }", "needs runs-on and steps")]
    [InlineData("on: push\njobs: { a b: { runs-on: lab, steps: [ { run: x } ] } }", "'a b' is no id of a job")]
    [InlineData("on: push\njobs: { a: { runs-on: lab, needs: b, steps: [ { run: x } ] } }", "needs 'b', which does not exist")]
    [InlineData("on: push\njobs: { a: { runs-on: lab, needs: b, steps: [ { run: x } ] }, b: { runs-on: lab, needs: a, steps: [ { run: x } ] } }", "in a circle: a, b")]
    [InlineData("on: push\njobs: { a: { runs-on: lab, steps: [] } }", "at least one step")]
    [InlineData("on: push\njobs: { a: { runs-on: lab, steps: [ { name: x } ] } }", "needs run or uses")]
    [InlineData("on: push\njobs: { a: { runs-on: lab, steps: [ { run: x, uses: y } ] } }", "'run' is not known in a step")]
    [InlineData("on: push\njobs: { a: { runs-on: lab, steps: [ { run: x, with: {} } ] } }", "'with' is not known in a step")]
    [InlineData("on: push\njobs: { a: { runs-on: lab, steps: [ { run: x, id: s }, { run: x, id: s } ] } }", "may not be used more than once")]
    [InlineData("on: push\njobs: { a: { runs-on: lab, container: debian, steps: [ { run: x } ] } }", "'container' is not known")]
    [InlineData("on: push\njobs: { a: { runs-on: lab, if: \"secrets.X != ''\", steps: [ { run: x } ] } }", "Unrecognized named-value: 'secrets'")]
    [InlineData("on: push\njobs: { a: { runs-on: lab, if: env.X, steps: [ { run: x } ] } }", "Unrecognized named-value: 'env'")]
    [InlineData("on: push\njobs: { a: { runs-on: lab, if: matrix.x, steps: [ { run: x } ] } }", "Unrecognized named-value: 'matrix'")]
    [InlineData("on: push\njobs: { a: { runs-on: lab, if: steps.x, steps: [ { run: x } ] } }", "Unrecognized named-value: 'steps'")]
    [InlineData("on: push\njobs: { a: { runs-on: lab, if: \"hashFiles('x')\", steps: [ { run: x } ] } }", "Unrecognized function: 'hashFiles'")]
    [InlineData("on: push\njobs: { a: { runs-on: \"${{ env.X }}\", steps: [ { run: x } ] } }", "Unrecognized named-value: 'env'")]
    [InlineData("on: push\njobs: { a: { runs-on: lab, strategy: { matrix: { x: \"${{ matrix.y }}\" } }, steps: [ { run: x } ] } }", "Unrecognized named-value: 'matrix'")]
    [InlineData("on: push\njobs: { a: { runs-on: lab, env: { X: \"${{ env.Y }}\" }, steps: [ { run: x } ] } }", "Unrecognized named-value: 'env'")]
    [InlineData("on: push\njobs: { a: { runs-on: lab, steps: [ { run: x, if: \"secrets.X != ''\" } ] } }", "Unrecognized named-value: 'secrets'")]
    [InlineData("on: push\njobs: { a: { runs-on: lab, steps: [ { run: x, if: \"success('a')\" } ] } }", "Too many parameters")]
    [InlineData("on: push\njobs: { a: { runs-on: lab, steps: [ { run: \"${{ success() }}\" } ] } }", "Unrecognized function: 'success'")]
    [InlineData("on: push\njobs: { a: { runs-on: lab, steps: [ { uses: \"${{ github.ref }}\" } ] } }", "Unrecognized named-value: 'github'")]
    [InlineData("on: push\njobs: { a: { runs-on: lab, environment: { url: x }, steps: [ { run: x } ] } }", "environment needs a name")]
    public void A_wrong_workflow_is_refused_with_its_place(string text, string expected)
    {
        var message = Should.Throw<WorkflowException>(() => WorkflowReader.Read("w.yml", text)).Message;
        message.ShouldContain(expected);
        message.ShouldStartWith("w.yml:");
    }

    [Fact]
    public void All_problems_come_together() =>
        Should.Throw<WorkflowException>(() => WorkflowReader.Read("w.yml", "on: push\nx: 1\njobs: { a: { runs-on: lab, y: 2, steps: [ { run: x, z: 3 } ] } }")).Problems.Count.ShouldBe(3);

    [Fact]
    public void At_most_25_inputs_are_taken()
    {
        Read(25).On.DispatchInputs.Count.ShouldBe(25);
        Should.Throw<WorkflowException>(() => Read(26)).Message.ShouldContain("at most 25");

        static WorkflowModel Read(int count) =>
            WorkflowReader.Read("w.yml", $"on:\n  workflow_dispatch:\n    inputs:\n{string.Concat(Enumerable.Range(1, count).Select(x => $"      i{x}: {{ type: string }}\n"))}{Job}");
    }

    /// <summary>Filters, what happened, and whether the workflow starts.</summary>
    [Theory]
    [InlineData("push", "push main", true)]
    [InlineData("[push, pull_request]", "pull main", true)]
    [InlineData("pull_request", "push main", false)]
    [InlineData("{ push: { branches: [main] } }", "push main", true)]
    [InlineData("{ push: { branches: [main] } }", "push feature/x", false)]
    [InlineData("{ push: { branches: ['feature/*'] } }", "push feature/x", true)]
    [InlineData("{ push: { branches: ['feature/*'] } }", "push feature/x/y", false)]
    [InlineData("{ push: { branches: ['feature/**'] } }", "push feature/x/y", true)]
    [InlineData("{ push: { branches: ['**', '!main'] } }", "push main", false)]
    [InlineData("{ push: { branches-ignore: [main] } }", "push other", true)]
    [InlineData("{ push: { branches: ['v[12].[0-9]+'] } }", "push v1.25", true)]
    [InlineData("{ push: { branches: ['v[12].[0-9]+'] } }", "push v3.1", false)]
    [InlineData("{ push: { tags: ['v*'] } }", "push main", false)]
    [InlineData("{ push: { tags: ['v*'] } }", "tag v1", true)]
    [InlineData("{ push: { branches: [main] } }", "tag v1", false)]
    [InlineData("{ push: { paths: ['environments/**'] } }", "push main environments/home/inventory.yml", true)]
    [InlineData("{ push: { paths: ['environments/**'] } }", "push main docs/a.md", false)]
    [InlineData("{ push: { paths: ['**.md'] } }", "push main docs/a.md", true)]
    [InlineData("{ push: { paths: ['*.md'] } }", "push main docs/a.md", false)]
    [InlineData("{ push: { paths: ['docs/**', '!docs/a.md'] } }", "push main docs/a.md", false)]
    [InlineData("{ push: { paths: ['docs/**', '!docs/a.md'] } }", "push main docs/a.md docs/b.md", true)]
    [InlineData("{ push: { paths-ignore: ['docs/**'] } }", "push main docs/a.md", false)]
    [InlineData("{ push: { paths-ignore: ['docs/**'] } }", "push main docs/a.md x", true)]
    [InlineData("{ push: { paths: ['**/src/**'] } }", "push main src/a.cs", true)]
    [InlineData("{ pull_request: { branches: [main] } }", "pull main", true)]
    [InlineData("{ pull_request: { branches: [main] } }", "pull develop", false)]
    [InlineData("{ pull_request: { types: [closed] } }", "pull main", false)]
    [InlineData("{ schedule: [ { cron: '0 3 * * *' } ] }", "schedule", true)]
    public void An_event_starts_a_workflow_as_its_filters_say(string on, string happened, bool expected)
    {
        using var repository = new TestRepository($"on: {on}\n{Job}");
        var words = happened.Split(' ');
        var @event = words[0] switch
        {
            "push" => WorkflowEvent.Push(words[1], words[2..]),
            "tag" => WorkflowEvent.Push("x") with { Ref = $"refs/tags/{words[1]}" },
            "pull" => WorkflowEvent.PullRequest(1, "head", words[1], words[2..]),
            _ => WorkflowEvent.Schedule("0 3 * * *"),
        };
        repository.Runner.IsTriggered("w.yml", @event).ShouldBe(expected);
    }

    [Theory]
    [InlineData("", "Required input 'environment' not provided")]
    [InlineData("environment=home", "home|plan|false|5")]
    [InlineData("environment=home,mode=apply,dry=true,count=2", "home|apply|true|2")]
    [InlineData("environment=home,mode=destroy", "not in the list of allowed values")]
    [InlineData("environment=home,dry=perhaps", "Unexpected value 'perhaps' for input 'dry'")]
    [InlineData("environment=home,typo=x", "Unexpected inputs provided: [\"typo\"]")]
    public async Task Inputs_of_a_dispatch_are_checked_and_typed(string inputs, string expected)
    {
        using var repository = new TestRepository(
            """
            on:
              workflow_dispatch:
                inputs:
                  environment: { type: environment, required: true }
                  mode: { type: choice, options: [plan, apply], default: plan }
                  dry: { type: boolean }
                  count: { type: number, default: 5 }
            run-name: "${{ inputs.environment }}|${{ inputs.mode }}|${{ inputs.dry }}|${{ inputs.count }}"
            jobs:
              a: { if: inputs.dry, runs-on: lab, steps: [ { run: "test '${{ github.event.inputs.dry == 'true' }}' = true" } ] }
            """);
        var @event = WorkflowEvent.Dispatch([.. inputs.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(x => (x.Split('=')[0], x.Split('=')[1]))]);
        if (expected.Contains('|', StringComparison.Ordinal))
        {
            var run = await repository.RunAsync(@event);
            run.Title.ShouldBe(expected);
            run.Job("a").Conclusion.ShouldBe(inputs.Contains("dry=true", StringComparison.Ordinal) ? Conclusion.Success : Conclusion.Skipped);
        }
        else
            (await Should.ThrowAsync<WorkflowException>(() => repository.RunAsync(@event))).Message.ShouldContain(expected);
    }
}
