using JamLab.Tests.Workflows.Runner;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Workflows.RunnerTests;

public sealed class ArtifactTests
{
    private const string Tree = "mkdir -p a/b a/.hidden c && echo 1 > a/b/1.txt && echo 2 > a/2.log && echo 3 > a/.hidden/3.txt && echo 4 > a/.4 && echo 5 > c/5.txt && chmod 755 a/2.log";

    /// <summary>What is uploaded, and the paths that the artifact has.</summary>
    [Theory]
    [InlineData("a/b/1.txt", "1.txt")]
    [InlineData("a", "2.log b/1.txt")]
    [InlineData("a/", "2.log b/1.txt")]
    [InlineData("a/*", "2.log b/1.txt")]
    [InlineData("a/**/*.txt", "b/1.txt")]
    [InlineData("**/*.txt", "a/b/1.txt c/5.txt")]
    [InlineData("a\nc/5.txt", "a/2.log a/b/1.txt c/5.txt")]
    [InlineData("a/b/1.txt\na/2.log", "2.log b/1.txt")]
    [InlineData("a\n!a/b", "2.log")]
    [InlineData("a\n!**/*.log", "b/1.txt")]
    [InlineData("!a/b\na", "2.log b/1.txt")]
    [InlineData("a/[0-9].log", "2.log")]
    [InlineData("a/?.log\nc", "a/2.log c/5.txt")]
    [InlineData("a/b/1.txt\nabsent.txt", "a/b/1.txt")]
    public async Task An_artifact_has_the_paths_below_the_least_common_folder(string path, string expected)
    {
        using var repository = new TestRepository($$$"""
            on: push
            jobs:
              a:
                runs-on: lab
                steps:
                  - run: {{{Tree}}}
                  - uses: actions/upload-artifact@pinned
                    with:
                      path: |
            {{{TestRepository.Indent(path, 12)}}}
            """);
        var run = await repository.RunAsync();
        run.Conclusion.ShouldBe(Conclusion.Success, run.ToString());
        Paths(run.Artifacts["artifact"]).ShouldBe(expected);
    }

    [Theory]
    [InlineData("{ path: a, include-hidden-files: true }", ".4 .hidden/3.txt 2.log b/1.txt")]
    [InlineData("{ path: absent }", "")]
    [InlineData("{ path: a/.hidden/3.txt }", "3.txt")]
    [InlineData("{ path: a/.hidden }", "")]
    [InlineData("{ path: a/.hidden/* }", "")]
    [InlineData("{ path: a/.4 }", "")]
    [InlineData("{ path: absent, if-no-files-found: error }", null)]
    [InlineData("{ path: a, name: 'a/b' }", null)]
    [InlineData("{ path: a, name: 'a:b' }", null)]
    [InlineData("{ path: a, retention-days: 91 }", null)]
    [InlineData("{ path: a, retention_days: 9 }", null)]
    [InlineData("{ name: x }", null)]
    public async Task Options_of_an_upload_do_what_they_say(string with, string? expected)
    {
        using var repository = new TestRepository($"on: push\njobs:\n  a:\n    runs-on: lab\n    steps:\n      - run: {Tree}\n      - uses: actions/upload-artifact@pinned\n        with: {with}\n");
        var run = await repository.RunAsync();
        run.Conclusion.ShouldBe(expected is null ? Conclusion.Failure : Conclusion.Success, run.ToString());
        string.Join("; ", run.Artifacts.Values.Select(Paths)).ShouldBe(expected ?? "");
    }

    [Theory]
    [InlineData("overwrite: false", Conclusion.Failure)]
    [InlineData("overwrite: true", Conclusion.Success)]
    public async Task A_name_is_given_once_in_a_run(string option, Conclusion expected)
    {
        var job = await TestRepository.StepsAsync(
            $"- run: echo 1 > 1 && echo 2 > 2\n- {{ uses: actions/upload-artifact@pinned, with: {{ name: n, path: 1 }} }}\n- {{ uses: actions/upload-artifact@pinned, with: {{ name: n, path: 2, {option} }} }}");
        job.Conclusion.ShouldBe(expected, job.ToString());
        if (expected == Conclusion.Failure)
            job.Log.ShouldContain("(409) Conflict: an artifact with this name already exists on the workflow run");
    }

    [Fact]
    public async Task A_file_with_a_colon_in_its_name_cannot_be_uploaded()
    {
        var job = await TestRepository.StepsAsync("- run: mkdir d && touch 'd/a:b'\n- { uses: actions/upload-artifact@pinned, with: { path: d } }");
        job.Conclusion.ShouldBe(Conclusion.Failure);
        job.Log.ShouldContain("/a:b");
    }

    [Fact]
    public async Task Downloads_come_alone_in_folders_or_merged_and_without_their_modes()
    {
        using var repository = new TestRepository(
            """
            on: push
            jobs:
              a:
                runs-on: lab
                strategy: { matrix: { n: [1, 2] } }
                steps:
                  - run: echo ${{ matrix.n }} > f${{ matrix.n }} && chmod 755 f${{ matrix.n }}
                  - { uses: actions/upload-artifact@pinned, with: { name: "part-${{ matrix.n }}", path: "f*" } }
              b:
                needs: a
                runs-on: lab
                steps:
                  - { uses: actions/download-artifact@pinned, with: { name: part-1 } }
                  - run: test -f f1 && test ! -x f1
                  - { id: all, uses: actions/download-artifact@pinned, with: { path: all } }
                  - run: test -f all/part-1/f1 && test -f all/part-2/f2 && test '${{ steps.all.outputs.download-path }}' = "$PWD/all"
                  - { uses: actions/download-artifact@pinned, with: { path: merged, pattern: part-*, merge-multiple: true } }
                  - run: test "$(ls merged | xargs)" = "f1 f2"
                  - { uses: actions/download-artifact@pinned, with: { path: none, pattern: absent-* } }
                  - { id: absent, uses: actions/download-artifact@pinned, with: { name: absent } }
            """);
        var run = await repository.RunAsync();
        run.Job("b").Step("absent").Log.ShouldContain("Artifact not found for name: absent");
        run.Job("b").Steps.SkipLast(1).ShouldAllBe(x => x.Conclusion == Conclusion.Success, run.ToString());
    }

    [Fact]
    public async Task Another_runner_in_the_same_folder_leaves_the_artifacts_of_the_first()
    {
        using var repository = new TestRepository("on: push\njobs: { a: { runs-on: lab, steps: [ { run: 'echo $GITHUB_RUN_NUMBER > f' }, { uses: actions/upload-artifact@pinned, with: { path: f } } ] } }");
        var first = await repository.RunAsync();
        var second = await new WorkflowRunner(repository.Options).RunAsync("w.yml");
        second.Number.ShouldBe(2);
        File.ReadAllText(Path.Combine(first.Artifacts["artifact"], "f")).ShouldBe("1\n");
        File.ReadAllText(Path.Combine(second.Artifacts["artifact"], "f")).ShouldBe("2\n");
    }

    private static string Paths(string folder) =>
        string.Join(' ', Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(x => Path.GetRelativePath(folder, x)).Order(StringComparer.Ordinal));
}
