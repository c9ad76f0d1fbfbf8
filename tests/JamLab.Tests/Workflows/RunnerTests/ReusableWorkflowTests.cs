using JamLab.Tests.Workflows.Runner;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Workflows.RunnerTests;

public sealed class ReusableWorkflowTests
{
    private const string Called =
        """
        name: Called
        on:
          workflow_call:
            inputs:
              who: { type: string, required: true }
              count: { type: number, default: 3 }
              loud: { type: boolean }
            secrets: { KEY: { required: true }, OTHER: { required: false } }
            outputs: { said: { value: "${{ jobs.say.outputs.said }}!" }, number: { value: "${{ inputs.count }}" } }
        permissions: { contents: read }
        jobs:
          say:
            runs-on: lab
            outputs: { said: "${{ steps.s.outputs.said }}" }
            steps:
              - id: s
                run: |
                  test "$KEY" = top-secret
                  test "$OTHER$OF_CALLER$REPO_SECRET" = ""
                  echo "said=hello ${{ inputs.who }} ${{ inputs.count + 0 == 3 && 'x' }}" >> "$GITHUB_OUTPUT"
                env: { KEY: "${{ secrets.KEY }}", OTHER: "${{ secrets.OTHER }}", REPO_SECRET: "${{ secrets.REPO }}", OF_CALLER: "${{ env.OF_CALLER }}" }
        """;

    [Fact]
    public async Task A_call_hands_inputs_and_secrets_down_and_outputs_up()
    {
        using var repository = new TestRepository(
            """
            on: push
            env: { OF_CALLER: x }
            jobs:
              call:
                strategy: { matrix: { who: [a, b] } }
                uses: ./.github/workflows/called.yml
                with: { who: "${{ matrix.who }}", loud: true }
                secrets: { KEY: "${{ secrets.REPO }}" }
              after:
                needs: call
                runs-on: lab
                steps: [ { run: "test '${{ needs.call.outputs.said }} ${{ needs.call.outputs.number }}' = 'hello b! 3'" } ]
            """, (".github/workflows/called.yml", Called.Replace(" ${{ inputs.count + 0 == 3 && 'x' }}", "", StringComparison.Ordinal)));
        repository.Options = repository.Options with { Secrets = new Dictionary<string, string> { ["REPO"] = "top-secret" } };
        var run = await repository.RunAsync();
        run.Conclusion.ShouldBe(Conclusion.Success, run.ToString());
        run.Jobs.Select(x => x.Id).Order().ShouldBe(["after", "call (a) / say", "call (b) / say"]);
        run.Job("call (a) / say").Permissions.ShouldBe(new Dictionary<string, string> { ["contents"] = "read" });
    }

    /// <summary>The job that calls, and what is wrong with it.</summary>
    [Theory]
    [InlineData("uses: ./.github/workflows/absent.yml", "there is no such workflow")]
    [InlineData("uses: ./.github/workflows/w.yml", "cannot call itself")]
    [InlineData("uses: ./.github/workflows/plain.yml", "has no workflow_call")]
    [InlineData("uses: owner/repo/.github/workflows/x.yml@main", "calls only workflows of this repository")]
    [InlineData("{ uses: ./.github/workflows/called.yml, secrets: inherit }", "Input who is required")]
    [InlineData("{ uses: ./.github/workflows/called.yml, with: { who: x } }", "Secret KEY is required")]
    [InlineData("{ uses: ./.github/workflows/called.yml, with: { who: x, why: y }, secrets: inherit }", "Invalid input, why is not defined")]
    [InlineData("{ uses: ./.github/workflows/called.yml, with: { who: x }, secrets: { KEY: x, LOCK: y } }", "Invalid secret, LOCK is not defined")]
    [InlineData("{ uses: ./.github/workflows/called.yml, with: { who: x }, secrets: inherit, permissions: {} }", "requesting 'contents: read', but is only allowed 'contents: none'")]
    [InlineData("{ uses: ./.github/workflows/called.yml, with: { who: x }, secrets: inherit, env: { A: b } }", "'env' is not known in job 'call'")]
    [InlineData("{ uses: ./.github/workflows/called.yml, with: { who: x }, secrets: inherit, runs-on: lab }", "'runs-on' is not known in job 'call'")]
    [InlineData("{ uses: ./.github/workflows/called.yml, with: { who: \"${{ secrets.X }}\" }, secrets: inherit }", "Unrecognized named-value: 'secrets'")]
    [InlineData("{ uses: ./.github/workflows/called.yml, with: { who: \"${{ env.X }}\" }, secrets: inherit }", "Unrecognized named-value: 'env'")]
    public async Task A_wrong_call_does_not_start(string call, string expected)
    {
        var text = Called.Replace(" ${{ inputs.count + 0 == 3 && 'x' }}", "", StringComparison.Ordinal);
        using var repository = new TestRepository(
            $"on: push\njobs:\n  call:\n{TestRepository.Indent(call, 4)}\n", (".github/workflows/called.yml", text), (".github/workflows/plain.yml", "on: push\njobs: { a: { runs-on: lab, steps: [ { run: x } ] } }"));
        (await Should.ThrowAsync<WorkflowException>(() => repository.RunAsync())).Message.ShouldContain(expected);
    }

    [Theory]
    [InlineData(10, true)]
    [InlineData(11, false)]
    public async Task Calls_are_nested_to_ten_levels(int levels, bool allowed)
    {
        using var repository = new TestRepository("on: push\njobs: { j: { uses: ./.github/workflows/l2.yml } }");
        for (var level = 2; level <= levels; level++)
        {
            var job = level < levels ? $"uses: ./.github/workflows/l{level + 1}.yml" : "{ runs-on: lab, steps: [ { run: 'true' } ] }";
            repository.Write($".github/workflows/l{level}.yml", $"on: workflow_call\njobs:\n  j:\n    {job}\n");
        }

        if (!allowed)
        {
            (await Should.ThrowAsync<WorkflowException>(() => repository.RunAsync())).Message.ShouldContain("at most 10 levels");
            return;
        }

        var run = await repository.RunAsync();
        run.Job(string.Join(" / ", Enumerable.Repeat("j", levels))).Conclusion.ShouldBe(Conclusion.Success);
    }

    [Fact]
    public async Task Inherited_secrets_include_those_of_an_environment_and_others_must_be_declared()
    {
        const string called = "on: { workflow_call: { secrets: { DECLARED: {} } } }\njobs: { j: { runs-on: lab, environment: home, steps: [ { run: 'test \"${{ secrets.DECLARED }} ${{ secrets.ENV }}\" = \"$WANT\"', env: { WANT: \"${{ github.event_name == 'push' && 'd e' || 'd ' }}\" } } ] } }";
        using var repository = new TestRepository("on: [push]\njobs: { a: { uses: ./.github/workflows/c.yml, secrets: inherit } }", (".github/workflows/c.yml", called));
        repository.Options.Environments["home"] = new EnvironmentOptions { Secrets = new Dictionary<string, string> { ["DECLARED"] = "d", ["ENV"] = "e" } };
        (await repository.RunAsync()).Conclusion.ShouldBe(Conclusion.Success);
        repository.Write(".github/workflows/w.yml", "on: push\njobs: { a: { uses: ./.github/workflows/c.yml } }");
        (await repository.RunAsync()).Job("a / j").Log.ShouldContain("test \"*** \"");
    }

    [Fact]
    public async Task Failed_jobs_of_a_called_workflow_run_again_alone()
    {
        using var repository = new TestRepository(
            "on: push\njobs:\n  first: { runs-on: lab, steps: [ { run: 'true' } ] }\n  call: { needs: first, uses: ./.github/workflows/c.yml }\n  last: { needs: call, runs-on: lab, steps: [ { run: 'true' } ] }\n",
            (".github/workflows/c.yml", "on: workflow_call\njobs:\n  good: { runs-on: lab, steps: [ { run: 'true' } ] }\n  bad: { needs: good, runs-on: lab, steps: [ { run: 'test $GITHUB_RUN_ATTEMPT = 2' } ] }\n"));
        var first = await repository.RunAsync();
        first.Job("last").Conclusion.ShouldBe(Conclusion.Skipped);
        var second = await repository.Runner.RerunFailedAsync(first);
        second.Conclusion.ShouldBe(Conclusion.Success, second.ToString());
        second.Jobs.OrderBy(x => x.Id, StringComparer.Ordinal).Select(x => $"{x.Id} {x.Attempt}").ShouldBe(["call / bad 2", "call / good 1", "first 1", "last 2"]);
    }
}
