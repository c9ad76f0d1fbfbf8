using JamLab.Tests.Workflows.Runner;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Workflows.RunnerTests;

public sealed class RerunTests
{
    [Fact]
    public async Task Failed_jobs_run_again_with_all_behind_them_and_the_others_keep_outputs_and_artifacts()
    {
        using var repository = new TestRepository(
            """
            on: push
            jobs:
              a:
                runs-on: lab
                outputs: { v: "${{ steps.s.outputs.v }}" }
                steps:
                  - { id: s, run: "echo v=$GITHUB_RUN_ATTEMPT >> $GITHUB_OUTPUT; echo kept > f.txt" }
                  - { uses: actions/upload-artifact@pinned, with: { name: f, path: f.txt } }
              b:
                needs: a
                runs-on: lab
                strategy: { fail-fast: false, matrix: { n: [1, 2] } }
                steps:
                  - uses: actions/download-artifact@pinned
                    with: { name: f }
                  - run: grep kept f.txt
                  - run: echo "$GITHUB_RUN_ATTEMPT" > b.txt
                  - { uses: actions/upload-artifact@pinned, with: { name: "b${{ matrix.n }}", path: b.txt } }
                  - run: test "$GITHUB_RUN_ATTEMPT" = 2 || test ${{ matrix.n }} = 1
              c: { needs: b, runs-on: lab, outputs: { v: "${{ needs.b.result }}" }, steps: [ { run: "test ${{ needs.b.result }} = success" } ] }
              d: { needs: a, runs-on: lab, outputs: { v: "${{ needs.a.outputs.v }}" }, steps: [ { run: "true" } ] }
              e: { needs: b, if: failure(), runs-on: lab, steps: [ { run: "true" } ] }
            """);
        var first = await repository.RunAsync();
        first.Conclusion.ShouldBe(Conclusion.Failure, first.ToString());
        first.Jobs.OrderBy(x => x.Id, StringComparer.Ordinal).Select(x => $"{x.Id} {x.Conclusion} {x.Attempt}")
            .ShouldBe(["a Success 1", "b (1) Success 1", "b (2) Failure 1", "c Skipped 1", "d Success 1", "e Success 1"]);

        var second = await repository.Runner.RerunFailedAsync(first);
        second.Conclusion.ShouldBe(Conclusion.Success, second.ToString());
        second.Number.ShouldBe(first.Number);
        second.Jobs.OrderBy(x => x.Id, StringComparer.Ordinal).Select(x => $"{x.Id} {x.Conclusion} {x.Attempt}")
            .ShouldBe(["a Success 1", "b (1) Success 1", "b (2) Success 2", "c Success 2", "d Success 1", "e Skipped 2"]);
        second.Outputs["d.v"].ShouldBe("1");
        second.Artifacts.Keys.Order().ShouldBe(["b1", "b2", "f"]);
        File.ReadAllText(Path.Combine(second.Artifacts["b2"], "b.txt")).Trim().ShouldBe("2");
        File.ReadAllText(Path.Combine(first.Artifacts["b2"], "b.txt")).Trim().ShouldBe("1");
    }
}
