using JamLab.Tests.Workflows.Runner;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Workflows.RunnerTests;

public sealed class JobOrderTests
{
    [Fact]
    public async Task A_diamond_runs_in_the_order_of_its_needs_and_hands_outputs_down()
    {
        using var repository = new TestRepository(
            """
            on: push
            jobs:
              d:
                needs: [b, c]
                runs-on: lab
                outputs: { all: "${{ needs.b.outputs.v }}+${{ needs.c.outputs.v }}" }
                steps: [ { run: "true" } ]
              b: { needs: a, runs-on: lab, outputs: { v: "${{ steps.s.outputs.v }}" }, steps: [ { id: s, run: 'echo "v=b${{ needs.a.outputs.v }}" >> "$GITHUB_OUTPUT"' } ] }
              c: { needs: [a], runs-on: lab, outputs: { v: "${{ steps.s.outputs.v }}" }, steps: [ { id: s, run: 'echo "v=c${{ needs.a.outputs.v }}" >> "$GITHUB_OUTPUT"' } ] }
              a: { runs-on: lab, outputs: { v: "${{ steps.s.outputs.v }}" }, steps: [ { id: s, run: 'echo v=a >> "$GITHUB_OUTPUT"' } ] }
            """);
        var run = await repository.RunAsync();
        run.Conclusion.ShouldBe(Conclusion.Success, run.ToString());
        run.Jobs[0].Id.ShouldBe("a");
        run.Jobs[^1].Id.ShouldBe("d");
        run.Outputs["d.all"].ShouldBe("ba+ca");
    }

    /// <summary>`a` ends as told; then each job with its `if`, and how it ends.</summary>
    [Theory]
    [InlineData("exit 1", "", Conclusion.Skipped)]
    [InlineData("exit 1", "always()", Conclusion.Success)]
    [InlineData("exit 1", "failure()", Conclusion.Success)]
    [InlineData("exit 1", "!failure()", Conclusion.Skipped)]
    [InlineData("exit 1", "!cancelled()", Conclusion.Success)]
    [InlineData("exit 1", "success()", Conclusion.Skipped)]
    [InlineData("exit 1", "needs.a.result == 'failure'", Conclusion.Skipped)]
    [InlineData("exit 1", "always() && needs.a.result == 'failure'", Conclusion.Success)]
    [InlineData("exit 1", "${{ always() && needs.a.result == 'success' }}", Conclusion.Skipped)]
    [InlineData("exit 1", "failure('a')", Conclusion.Success)]
    [InlineData("true", "", Conclusion.Success)]
    [InlineData("true", "failure()", Conclusion.Skipped)]
    [InlineData("true", "false", Conclusion.Skipped)]
    [InlineData("true", "${{ false }} text", Conclusion.Success)]
    [InlineData("true", "needs.a.outputs.absent", Conclusion.Skipped)]
    [InlineData("true", "github.event_name == 'PUSH'", Conclusion.Success)]
    public async Task A_job_behind_another_runs_as_its_condition_says(string script, string condition, Conclusion expected)
    {
        using var repository = new TestRepository(
            $"""
            on: push
            jobs:
              a: {"{"} runs-on: lab, steps: [ {"{"} run: "{script}" {"}"} ] {"}"}
              b:
                needs: a
                runs-on: lab
                if: "{condition}"
                steps: [ {"{"} run: "true" {"}"} ]
            """);
        var run = await repository.RunAsync();
        run.Job("b").Conclusion.ShouldBe(expected, run.ToString());
        run.Conclusion.ShouldBe(script == "true" ? Conclusion.Success : Conclusion.Failure);
    }

    [Fact]
    public async Task What_stands_behind_a_skipped_job_is_skipped_even_two_jobs_later()
    {
        using var repository = new TestRepository(
            """
            on: push
            jobs:
              a: { if: "false", runs-on: lab, steps: [ { run: "true" } ] }
              b: { needs: a, if: always(), runs-on: lab, steps: [ { run: "true" } ] }
              c: { needs: b, runs-on: lab, steps: [ { run: "true" } ] }
              d: { needs: b, if: "!failure() && !cancelled()", runs-on: lab, steps: [ { run: "true" } ] }
              e: { needs: a, runs-on: lab, steps: [ { run: "true" } ] }
            """);
        var run = await repository.RunAsync();
        run.Jobs.ToDictionary(x => x.Id, x => x.Conclusion).OrderBy(x => x.Key).Select(x => $"{x.Key} {x.Value}")
            .ShouldBe(["a Skipped", "b Success", "c Skipped", "d Success", "e Skipped"]);
        run.Conclusion.ShouldBe(Conclusion.Success);
    }

    [Fact]
    public async Task A_failure_that_does_not_count_lets_the_others_run()
    {
        using var repository = new TestRepository(
            """
            on: push
            jobs:
              a: { continue-on-error: true, runs-on: lab, steps: [ { run: exit 3 } ] }
              b: { needs: a, runs-on: lab, outputs: { r: "${{ needs.a.result }}" }, steps: [ { run: "true" } ] }
            """);
        var run = await repository.RunAsync();
        run.Conclusion.ShouldBe(Conclusion.Success);
        run.Job("a").Conclusion.ShouldBe(Conclusion.Failure);
        run.Job("a").Steps[0].ExitCode.ShouldBe(3);
        run.Job("b").Outputs["r"].ShouldBe("success");
    }
}
