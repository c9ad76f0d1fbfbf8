using JamLab.Tests.Workflows.Runner;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Workflows.RunnerTests;

public sealed class CacheTests
{
    private const string Workflow =
        """
        on: [push, pull_request]
        jobs:
          a:
            runs-on: lab
            outputs: { hit: "${{ steps.c.outputs.cache-hit }}", content: "${{ steps.r.outputs.content }}" }
            steps:
              - uses: actions/checkout@pinned
              - { id: c, uses: actions/cache@pinned, with: { path: kept, key: "k-${{ hashFiles('*.lock') }}", restore-keys: "k-" } }
              - id: r
                run: |
                  echo "content=$(cat kept/f 2>/dev/null)" >> "$GITHUB_OUTPUT"
                  mkdir -p kept && cat a.lock > kept/f
                  test ! -e fail
        """;

    [Fact]
    public async Task A_cache_is_found_by_its_key_then_by_the_beginning_of_others()
    {
        using var repository = new TestRepository(Workflow, ("a.lock", "one"));
        (await HitAsync(repository)).ShouldBe(" ");
        (await HitAsync(repository)).ShouldBe("true one");
        repository.Write("a.lock", "two");
        repository.Commit();
        (await HitAsync(repository)).ShouldBe("false one");
        (await HitAsync(repository)).ShouldBe("true two");
    }

    [Fact]
    public async Task A_failed_job_saves_nothing()
    {
        using var repository = new TestRepository(Workflow, ("a.lock", "one"), ("fail", ""));
        var run = await repository.RunAsync();
        run.Job("a").Steps[^2].Name.ShouldBe("Post actions/cache");
        run.Job("a").Steps[^2].Conclusion.ShouldBe(Conclusion.Skipped);
        (await HitAsync(repository)).ShouldBe(" ");
    }

    [Fact]
    public async Task A_branch_sees_caches_of_the_default_branch_and_not_the_other_way_round()
    {
        using var repository = new TestRepository(Workflow, ("a.lock", "one"));
        (await HitAsync(repository, WorkflowEvent.Push("feature"))).ShouldBe(" ");
        (await HitAsync(repository)).ShouldBe(" ");
        (await HitAsync(repository, WorkflowEvent.PullRequest(7, "other", "feature"))).ShouldBe("true one");
        (await HitAsync(repository, WorkflowEvent.Push("other"))).ShouldBe("true one");
    }

    [Fact]
    public async Task Restore_and_save_are_also_actions_of_their_own()
    {
        var job = await TestRepository.StepsAsync(
            """
            - { id: r1, uses: actions/cache/restore@pinned, with: { path: "~/absent-in-home\nd", key: k1, restore-keys: "k" } }
            - run: test '${{ steps.r1.outputs.cache-hit }}${{ steps.r1.outputs.cache-matched-key }}' = '' && mkdir d && echo x > d/f
            - { uses: actions/cache/save@pinned, with: { path: "~/absent-in-home\nd", key: "${{ steps.r1.outputs.cache-primary-key }}" } }
            - run: rm -r d
            - { id: r2, uses: actions/cache/restore@pinned, with: { path: "~/absent-in-home\nd", key: k2, restore-keys: "k" } }
            - run: test '${{ steps.r2.outputs.cache-hit }}${{ steps.r2.outputs.cache-matched-key }}' = 'falsek1' && test -f d/f
            - { id: other, uses: actions/cache/restore@pinned, with: { path: d, key: k1 } }
            - run: test '${{ steps.other.outputs.cache-hit }}' = ''
            - { id: must, uses: actions/cache/restore@pinned, with: { path: d, key: k9, fail-on-cache-miss: true } }
            """);
        job.Step("must").Conclusion.ShouldBe(Conclusion.Failure, job.ToString());
        job.Steps.SkipLast(1).ShouldAllBe(x => x.Conclusion == Conclusion.Success, job.ToString());
    }

    private static async Task<string> HitAsync(TestRepository repository, WorkflowEvent? @event = null)
    {
        var outputs = (await repository.RunAsync(@event)).Job("a").Outputs;
        return $"{outputs["hit"]} {outputs["content"]}";
    }
}
