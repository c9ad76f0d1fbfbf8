using JamLab.Tests.Workflows.Runner;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Workflows.RunnerTests;

public sealed class StepTests
{
    [Theory]
    [InlineData("run: 'false; true'", Conclusion.Failure)]
    [InlineData("run: 'false | true'", Conclusion.Success)]
    [InlineData("{ shell: bash, run: 'false | true' }", Conclusion.Failure)]
    [InlineData("{ shell: sh, run: 'false; true' }", Conclusion.Failure)]
    [InlineData("{ shell: 'cat {0}', run: 'exit 1' }", Conclusion.Success)]
    [InlineData("{ shell: fish, run: 'exit 1' }", Conclusion.Failure)]
    [InlineData("{ working-directory: absent, run: 'true' }", Conclusion.Failure)]
    [InlineData("{ uses: actions/checkout@v4 }", Conclusion.Failure)]
    [InlineData("{ uses: someone/else@pinned }", Conclusion.Failure)]
    [InlineData("{ uses: actions/checkout@pinned, with: { fetch-dept: 0 } }", Conclusion.Failure)]
    [InlineData("{ run: 'exit 1', continue-on-error: true }", Conclusion.Success)]
    [InlineData("{ run: 'exit 1', continue-on-error: \"${{ github.ref == 'x' }}\" }", Conclusion.Failure)]
    [InlineData("run: 'echo \"::set-env name=A::b\"'", Conclusion.Failure)]
    [InlineData("run: 'echo nothing >> $GITHUB_OUTPUT'", Conclusion.Failure)]
    [InlineData("run: 'printf \"a<<E\\nx\\n\" >> $GITHUB_OUTPUT'", Conclusion.Failure)]
    [InlineData("run: 'echo NODE_OPTIONS=x >> $GITHUB_ENV'", Conclusion.Failure)]
    public async Task A_step_ends_as_on_GitHub(string step, Conclusion expected)
    {
        var job = await TestRepository.StepsAsync("- " + step);
        job.Conclusion.ShouldBe(expected, job.ToString());
    }

    [Theory]
    [InlineData("", Conclusion.Skipped)]
    [InlineData("always()", Conclusion.Success)]
    [InlineData("failure()", Conclusion.Success)]
    [InlineData("cancelled()", Conclusion.Skipped)]
    [InlineData("true", Conclusion.Skipped)]
    [InlineData("failure() && steps.bad.outcome == 'failure' && job.status == 'failure'", Conclusion.Success)]
    [InlineData("always() && env.OF_STEP == 'x'", Conclusion.Success)]
    [InlineData("!cancelled() && steps.never.outcome == ''", Conclusion.Success)]
    public async Task A_step_behind_a_failed_one_runs_as_its_condition_says(string condition, Conclusion expected)
    {
        var job = await TestRepository.StepsAsync($"- {{ id: bad, run: exit 7 }}\n- {{ id: next, if: \"{condition}\", run: 'true', env: {{ OF_STEP: x }} }}");
        job.Step("next").Conclusion.ShouldBe(expected);
        job.Step("bad").ExitCode.ShouldBe(7);
        job.Conclusion.ShouldBe(Conclusion.Failure);
    }

    [Fact]
    public async Task A_forgiven_step_has_two_results()
    {
        var job = await TestRepository.StepsAsync("- { id: bad, run: exit 1, continue-on-error: true }\n- run: test '${{ steps.bad.outcome }} ${{ steps.bad.conclusion }} ${{ job.status }}' = 'failure success success'");
        job.Conclusion.ShouldBe(Conclusion.Success, job.ToString());
        job.Step("bad").Outcome.ShouldBe(Conclusion.Failure);
    }

    [Fact]
    public async Task Variables_come_from_the_workflow_the_job_the_files_and_the_step_and_no_others()
    {
        using var repository = new TestRepository(
            """
            on: push
            env: { A: workflow, B: workflow, C: workflow, D: 1.10, E: "yes", F: yes }
            defaults: { run: { shell: bash } }
            jobs:
              a:
                runs-on: lab
                env: { B: job, C: "${{ github.event_name }}" }
                defaults: { run: { working-directory: sub } }
                steps:
                  - { run: mkdir sub, working-directory: . }
                  - run: |
                      test "$A $B $C $D $E $F" = "workflow job push 1.1 yes yes"
                      test "$(basename "$PWD")" = sub
                      test "$GITHUB_WORKSPACE/sub" = "$PWD"
                      echo "A=file" >> "$GITHUB_ENV"
                      echo "GITHUB_JOB=other" >> "$GITHUB_ENV"
                      echo "$PWD" >> "$GITHUB_PATH"
                      printf '#!/bin/sh\necho found' > tool-of-mine && chmod +x tool-of-mine
                  - run: test "$A $B $GITHUB_JOB ${{ env.A }} ${{ env.B }} $(tool-of-mine)" = "file step a file step found"
                    env: { B: step }
                  - run: test "$B" = job
                  - { run: 'env | cut -d= -f1 | grep -v -E "^(GITHUB_|RUNNER_|[A-F]$|CI|HOME|LANG|PATH|PWD|OLDPWD|SHLVL|_$)" && exit 1 || true' }
                  - run: |
                      test "$CI $GITHUB_ACTIONS $RUNNER_OS $GITHUB_REPOSITORY $GITHUB_REF_NAME" = "true true Linux octocat/lab main"
                      test "$GITHUB_SHA" = '${{ github.sha }}'
                      test -d "$RUNNER_TEMP" && grep -q full_name "$GITHUB_EVENT_PATH"
            """);
        var job = (await repository.RunAsync()).Job("a");
        job.Conclusion.ShouldBe(Conclusion.Success, job.ToString());
    }

    [Fact]
    public async Task Outputs_survive_whatever_they_hold()
    {
        var hostile = "::set-output name=x::y\r\n$(touch owned) `touch owned` ${{ github.token }}\n\U0001F600 'quotes' \"double\" \\ %0A\nEOF \n EOF\n";
        using var repository = new TestRepository(
            """
            on: push
            jobs:
              a:
                runs-on: lab
                outputs: { v: "${{ steps.s.outputs.v }}", e: "${{ steps.s.outputs.e }}" }
                steps:
                  - uses: actions/checkout@pinned
                  - id: s
                    run: |
                      { echo 'v<<EOF'; cat hostile; echo; echo EOF; } >> "$GITHUB_OUTPUT"
                      printf 'e<<X=Y\nX=Y\nplain=a=b<<c\n' >> "$GITHUB_OUTPUT"
                  - run: test "$P" = 'a=b<<c'
                    env: { P: "${{ steps.s.outputs.plain }}" }
              b:
                needs: a
                runs-on: lab
                steps:
                  - { uses: actions/checkout@pinned }
                  - run: |
                      printf %s "$V" > received
                      cmp received hostile
                      test ! -e owned
                    env: { V: "${{ needs.a.outputs.v }}" }
            """, ("hostile", hostile));
        var run = await repository.RunAsync();
        run.Conclusion.ShouldBe(Conclusion.Success, run.ToString());
        run.Job("a").Outputs["v"].ShouldBe(hostile);
        run.Job("a").Outputs["e"].ShouldBe("");
    }

    [Fact]
    public async Task Commands_become_annotations_and_stop_when_told()
    {
        var job = await TestRepository.StepsAsync(
            """
            - run: |
                echo '::error file=a%2Cb.yml,line=3,endLine=4,col=5,title=Bad%3A thing::first%0Asecond 100%25'
                echo '  ::warning::careful'
                echo 'text ::error::not at the beginning'
                echo '::stop-commands::tok3n'
                echo '::error::not now'
                echo '::tok3n::'
                echo '::notice::again'
                echo '::group::Folded'
                echo '::unknown::x'
                printf 'part\r::error::behind a carriage return\n'
                echo '# Summary' >> "$GITHUB_STEP_SUMMARY"
            - run: echo '::set-output name=x::y'
              id: old
            - run: test '${{ steps.old.outputs.x }}' = ''
            """);
        job.Conclusion.ShouldBe(Conclusion.Success, job.ToString());
        job.Annotations.Select(x => x.ToString()).ShouldBe(
        [
            new Annotation("error", "first\nsecond 100%", "Bad: thing", "a,b.yml", 3, 4, 5, null).ToString(),
            new Annotation("warning", "careful", null, null, null, null, null, null).ToString(),
            new Annotation("notice", "again", null, null, null, null, null, null).ToString(),
            new Annotation("error", "behind a carriage return", null, null, null, null, null, null).ToString(),
            new Annotation("warning", "The `set-output` command is ignored: use Environment Files", null, null, null, null, null, null).ToString(),
        ]);
        job.Summary.ShouldBe("# Summary\n");
        job.Log.ShouldContain("::unknown::x");
    }

    [Fact]
    public async Task Secrets_are_masked_and_dropped_from_the_jobs_outputs()
    {
        var lines = new List<string>();
        using var repository = new TestRepository(
            """
            on: push
            jobs:
              a:
                runs-on: lab
                permissions: { contents: read, issues: write }
                outputs: { s: "x${{ steps.s.outputs.s }}", fine: fine }
                steps:
                  - id: s
                    run: |
                      echo "$S"; echo "$S" | base64 -w0; echo
                      echo "one of second-line-of-key here"
                      echo '::add-mask::made-later'; echo "made-later"
                      echo "::error::with hunter2-secret"
                      echo "s=hunter2-secret" >> "$GITHUB_OUTPUT"
                      test "$T" = token:contents=read,issues=write && test '${{ secrets.absent }}' = ''
                      echo "a hunter2-secret" >> "$GITHUB_STEP_SUMMARY"
                    env: { S: "${{ secrets.S }}", T: "${{ github.token }}" }
            """);
        repository.Options = repository.Options with { Secrets = new Dictionary<string, string> { ["S"] = "hunter2-secret", ["K"] = "first-line-of-key\nsecond-line-of-key\n" }, Log = lines.Add };
        var job = (await repository.RunAsync()).Job("a");
        job.Conclusion.ShouldBe(Conclusion.Success, job.ToString());
        var all = string.Join('\n', lines) + job + job.Log + job.Summary + job.Annotations[0];
        foreach (var secret in new[] { "hunter2", "second-line", "made-later\n", Convert.ToBase64String("hunter2-secret"u8) })
            all.Replace("::add-mask::made-later", "", StringComparison.Ordinal).ShouldNotContain(secret);
        all.ShouldContain("one of *** here");
        job.Outputs.ShouldBe(new Dictionary<string, string> { ["fine"] = "fine" });
        job.Annotations.ShouldContain(x => x.Message == "Skip output 's' since it may contain secret.");
    }
}
