using System.Text.Json;
using JamLab.Tests.Support;
using JamLab.Tests.Workflows.Runner;
using JamLab.Tests.Workflows.RunnerTests;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Workflows;

/// <summary>What strangers choose (inputs, branch names, titles), put through the emitted workflows: the build gets it to the byte, and no shell obeys it.</summary>
public sealed class HostileTests : IDisposable
{
    // In place of the build: it keeps what it was told, and answers what later jobs ask for.
    private const string Build = """
        #!/usr/bin/env bash
        env -0 > "$DUMPS/$GITHUB_JOB-$RANDOM$RANDOM"
        echo "$NUKE_LIMIT"
        if [[ $1 == SelectRehearsals ]]; then echo 'rehearsals=[{"environment":"home","hypervisor":"nspawn"}]' >> "$GITHUB_OUTPUT"; fi
        mkdir -p artifacts/attempt artifacts/home && echo '{}' | tee artifacts/attempt/a.log > artifacts/home/plan.json

        """;

    private readonly TemporaryFolder _folder = new();
    private readonly TestRepository _repository = new();

    public HostileTests()
    {
        foreach (var (file, text) in SampleLabs.Texts("everything"))
            _repository.Write($".github/workflows/{file}", text);
        _repository.Write("build.sh", Build.ReplaceLineEndings("\n"));
        File.SetUnixFileMode(Path.Combine(_repository.Folder, "build.sh"), (UnixFileMode)0b111_101_101);
        _repository.Write("global.json", "{}");
        _repository.Commit();
    }

    public static TheoryData<string> Texts =>
    [
        "$(touch \"$DUMPS/obeyed\") `touch \"$DUMPS/obeyed\"` '; touch \"$DUMPS/obeyed\"; '\" && touch \"$DUMPS/obeyed\" #",
        "${{ github.token }} ${{ secrets.JAMLAB_VAULT_PASSWORD }} }} 'quoted' {{ ::set-output name=branch::x",
        "a\r\nNUKE_TARGET=DestroyVms\nx<<EOF\nEOF\ny=z\n::set-output name=branch::x\n::add-mask::home",
        "--allow-destroy true 𝕏 😀 \u202eevil\u202c",
    ];

    public void Dispose()
    {
        _repository.Dispose();
        _folder.Dispose();
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task An_input_reaches_every_job_as_it_is(string text)
    {
        var run = await RunAsync("apply.yml", WorkflowEvent.Dispatch(("environment", "home"), ("limit", text)));
        run.Conclusion.ShouldBe(Conclusion.Success, run.ToString());
        var dumps = Dumps();
        dumps.Count.ShouldBeGreaterThan(6);
        dumps.ShouldAllBe(one => one["NUKE_LIMIT"] == text);
        dumps.ShouldAllBe(one => one["NUKE_ALLOW_DESTROY"] == "false" && !one.ContainsKey("NUKE_TARGET"));
    }

    [Theory]
    [MemberData(nameof(Texts))]
    public async Task The_names_and_words_of_a_pull_request_are_only_words(string text)
    {
        var happened = WorkflowEvent.PullRequest(7, text, "main", "environments/home/inventory.yml") with
        {
            Payload = JsonSerializer.Serialize(new
            {
                number = 7,
                pull_request = new { number = 7, title = text, body = text, @base = new { sha = _repository.Git("rev-parse", "HEAD") }, head = new { @ref = text, sha = _repository.Git("rev-parse", "HEAD"), repo = new { full_name = "octocat/lab" } } },
            }),
        };
        foreach (var workflow in new[] { "rehearse.yml", "plan.yml" })
        {
            var run = await RunAsync(workflow, happened);
            run.Conclusion.ShouldBe(Conclusion.Success, run.ToString());
            run.Jobs.Count.ShouldBe(workflow == "plan.yml" ? 3 : 2);
        }

        Dumps().Count.ShouldBe(5);
    }

    [Fact]
    public async Task A_fork_is_rehearsed_and_reaches_no_lab()
    {
        var happened = WorkflowEvent.PullRequest(7, "change", "main", "environments/home/inventory.yml") with
        {
            Payload = """{ "number": 7, "pull_request": { "number": 7, "base": { "sha": "" }, "head": { "sha": "", "repo": { "full_name": "mallory/lab" } } } }""",
        };
        (await RunAsync("rehearse.yml", happened)).Conclusion.ShouldBe(Conclusion.Success);
        var plan = await RunAsync("plan.yml", happened);
        plan.Jobs.ShouldAllBe(job => job.Conclusion == Conclusion.Skipped);
    }

    [Fact]
    public async Task Secrets_reach_only_the_steps_that_need_them()
    {
        await RunAsync("apply.yml", WorkflowEvent.Dispatch(("environment", "home")));
        Dumps().ShouldAllBe(one => !one.ContainsKey("JAMLAB_VAULT_PASSWORD") && !one.Values.Contains("hunter2hunter2"));
    }

    private async Task<WorkflowRun> RunAsync(string workflow, WorkflowEvent happened)
    {
        var options = _repository.Options with
        {
            Event = happened,
            MachineEnv = new Dictionary<string, string> { ["DUMPS"] = _folder.Path },
            Secrets = new Dictionary<string, string> { ["JAMLAB_VAULT_PASSWORD"] = "hunter2hunter2" },
        };
        var run = await new WorkflowRunner(options).RunAsync(workflow, TestContext.Current.CancellationToken);
        File.Exists(Path.Combine(_folder.Path, "obeyed")).ShouldBeFalse();
        return run;
    }

    private List<Dictionary<string, string>> Dumps() =>
    [
        .. Directory.GetFiles(_folder.Path).Select(file => File.ReadAllText(file).Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1])),
    ];
}
