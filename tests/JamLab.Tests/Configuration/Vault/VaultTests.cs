using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Convergence.Running;
using JamLab.Stages.Configuration;
using JamLab.Stages.Configuration.Reports;
using JamLab.Stages.Configuration.Roles.Vault;
using JamLab.Stages.State;
using JamLab.Tests.Configuration.Secrets;
using JamLab.Tests.Configuration.StandIns;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Configuration.Vault;

/// <summary>Three servers of which only the API is real: initialising, joining, unsealing and what breaks in between.</summary>
public sealed class VaultTests : IDisposable
{
    private static readonly string[] Hosts = ["vb0", "vb1", "vb2"];

    private readonly TemporaryFolder _folder = new();
    private readonly DirectoryInfo _answers = System.IO.Directory.CreateTempSubdirectory("jamlab-vault-");
    private readonly StateSecrets _secrets;
    private List<VaultStandIn> _vaults;

    public VaultTests()
    {
        _secrets = new StateSecrets(new LabPaths(_folder.Path, "test", _folder / "cache"), "nspawn", TimeProvider.System);
        _vaults = Fresh("a2V5");
    }

    [Theory]
    [InlineData("vb0")]
    [InlineData("vb1")]
    public void A_server_is_configured_as_its_documentation_says(string host) =>
        Approved.Match(PlanText.Of(RoleRun.Plan(new VaultRole(), host, "{ vault: { performance_multiplier: 1 } }")), host);

    [Fact]
    public async Task A_new_Vault_is_initialised_once_joined_and_opened_and_a_second_run_changes_nothing()
    {
        (await Run()).ShouldAllBe(report => report.Problem == null);
        _vaults.ShouldAllBe(one => one.IsInitialized && !one.IsSealed);
        _vaults.Sum(one => one.Initialisations).ShouldBe(1);
        new VaultKeys(_secrets).Unseal!.Reveal().ShouldBe("a2V5");
        System.IO.File.Exists(Answer("vb0")).ShouldBeFalse();
        var second = await Run();
        second.ShouldAllBe(report => report.Outcome == HostOutcome.Unchanged && report.RoundTrips == 1);
    }

    [Fact]
    public async Task After_a_reboot_the_next_run_opens_it()
    {
        await Run();
        _vaults[1].IsSealed = true;
        (await Run()).Select(report => report.Outcome).ShouldBe([HostOutcome.Unchanged, HostOutcome.Changed, HostOutcome.Unchanged]);
        _vaults[1].IsSealed.ShouldBeFalse();
    }

    [Fact]
    public async Task A_first_server_that_was_rebuilt_joins_and_founds_no_second_cluster()
    {
        await Run();
        _vaults[0].Forget();
        (await Run()).ShouldAllBe(report => report.Problem == null);
        _vaults.Sum(one => one.Initialisations).ShouldBe(1);
        _vaults[0].IsSealed.ShouldBeFalse();
    }

    [Fact]
    public async Task Keys_that_never_reached_the_secrets_are_taken_in_by_the_next_run()
    {
        await Initialise();
        new VaultKeys(_secrets).Unseal.ShouldBeNull();
        System.IO.File.GetUnixFileMode(Answer("vb0")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        (await Run()).ShouldAllBe(report => report.Problem == null);
        new VaultKeys(_secrets).Unseal!.Reveal().ShouldBe("a2V5");
        System.IO.File.Exists(Answer("vb0")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_dry_run_takes_in_no_keys_and_says_that_a_run_would()
    {
        await Initialise();
        _secrets.GetOrCreate("other", NewSecret.Uuid);
        var before = await System.IO.File.ReadAllTextAsync(_secrets.File, TestContext.Current.CancellationToken);
        var reports = await Run(new RunSettings { DryRun = true });
        reports[0].Resources.ShouldContain(one => one.Outcome == ResourceOutcome.WouldChange && one.Resource == "Vault's keys in the environment's secrets");
        System.IO.File.Exists(Answer("vb0")).ShouldBeTrue();
        new VaultKeys(_secrets).Unseal.ShouldBeNull();
        (await System.IO.File.ReadAllTextAsync(_secrets.File, TestContext.Current.CancellationToken)).ShouldBe(before);
    }

    [Fact]
    public async Task Keys_that_were_kept_before_the_run_was_killed_are_forgotten_by_the_host_in_the_next()
    {
        await Initialise();
        new VaultKeys(_secrets).Keep(await System.IO.File.ReadAllTextAsync(Answer("vb0"), TestContext.Current.CancellationToken));
        (await Run()).ShouldAllBe(report => report.Problem == null);
        System.IO.File.Exists(Answer("vb0")).ShouldBeFalse();
        _secrets.Find("vault/init/2").ShouldBeNull();
    }

    [Fact]
    public async Task Keys_that_cannot_be_kept_stay_on_the_host_and_that_is_told()
    {
        // All else is there already; a folder stands where the lock should.
        foreach (var host in Hosts)
            Plan(host);
        System.IO.File.Delete(_secrets.File + ".lock");
        System.IO.Directory.CreateDirectory(_secrets.File + ".lock");
        // The others would wait for the first one to be open.
        var report = (await Run(hosts: "vb0")).Single();
        report.Problem.ShouldNotBeNull().ShouldStartWith("Vault's keys in the environment's secrets: ");
        System.IO.File.Exists(Answer("vb0")).ShouldBeTrue();

        System.IO.Directory.Delete(_secrets.File + ".lock");
        (await Run()).ShouldAllBe(report => report.Problem == null);
        _vaults.Sum(one => one.Initialisations).ShouldBe(1);
        _vaults.ShouldAllBe(one => !one.IsSealed);
    }

    [Fact]
    public async Task A_new_Vault_whose_keys_are_still_on_the_host_is_not_given_those_of_an_old_one()
    {
        await Run();
        _vaults.ForEach(one => one.Dispose());
        _vaults = Fresh("bmV3");
        await Initialise();
        (await Run()).ShouldAllBe(report => report.Problem == null);
        new VaultKeys(_secrets).Unseal!.Reveal().ShouldBe("bmV3");
        _vaults.ShouldAllBe(one => !one.IsSealed);
    }

    [Fact]
    public async Task Machines_made_anew_get_a_new_Vault_and_the_old_keys_are_not_lost()
    {
        await Run();
        _vaults.ForEach(one => one.Dispose());
        _vaults = Fresh("bmV3");
        (await Run()).ShouldAllBe(report => report.Problem == null);
        new VaultKeys(_secrets).Unseal!.Reveal().ShouldBe("bmV3");
        _secrets.Find("vault/init/1")!.Reveal().ShouldContain("a2V5");
    }

    [Fact]
    public async Task A_Vault_of_somebody_else_is_not_opened_and_that_is_told()
    {
        _vaults[0].IsSealed = true;
        await Host("vb0").RunAsync($"curl -sS -X PUT -d '{{\"secret_shares\":1,\"secret_threshold\":1}}' {VaultCluster.Api}/v1/sys/init\n", TestContext.Current.CancellationToken);
        var report = (await Scripts.ConvergeAsync([(Host("vb0"), [], [new Unsealed(new VaultKeys(_secrets), IsLast: true)])], TestContext.Current.CancellationToken)).Single();
        report.Problem.ShouldNotBeNull().ShouldContain("its key is not among the secrets");
    }

    [Fact]
    public async Task A_wrong_key_is_told_with_what_Vault_says()
    {
        await Run();
        _vaults.ForEach(one => one.Dispose());
        _vaults = Fresh("other");
        await Host("vb0").RunAsync($"curl -sS -X PUT -d '{{\"secret_shares\":1,\"secret_threshold\":1}}' {VaultCluster.Api}/v1/sys/init\n", TestContext.Current.CancellationToken);
        var report = (await Scripts.ConvergeAsync([(Host("vb0"), [], [new Unsealed(new VaultKeys(_secrets), IsLast: true)])], TestContext.Current.CancellationToken)).Single();
        report.Problem.ShouldNotBeNull().ShouldContain("message authentication failed");
    }

    [Fact]
    public async Task No_key_shows_in_what_a_run_tells_and_starts()
    {
        _vaults.ForEach(one => one.Dispose());
        var (key, old) = (NewSecret.Base64(32).Reveal(), NewSecret.Base64(32).Reveal());
        _vaults = Fresh(key);
        var seen = new Seen();
        var settings = new RunSettings { Secrets = new OpenedTexts(_secrets), OnEvent = happened => seen.See($"{happened}", $"{happened}") };
        using (seen.Processes())
        {
            See(await Run(settings with { DryRun = true }));
            See(await Run(settings));
            await seen.ProcessAsync("curl ", () => Run(settings));
            // A server that takes another key says what it thinks of ours.
            _vaults.ForEach(one => one.Dispose());
            _vaults = Fresh(old);
            _vaults[0].Repeats = true;
            await Host("vb0").RunAsync($"curl -sS -X PUT -d '{{\"secret_shares\":1,\"secret_threshold\":1}}' {VaultCluster.Api}/v1/sys/init\n", TestContext.Current.CancellationToken);
            var reports = await Run(settings, "vb0");
            reports.Single().Problem.ShouldNotBeNull().ShouldContain("Vault refused the key");
            See(reports);
        }

        seen.Of([("key", key), ("root token", "hvs.cluster")]).ShouldBeEmpty();

        void See(IReadOnlyList<HostReport> reports) =>
            seen.See($"report {seen.Texts.Count}", ReportFiles.Json(reports, "test", DateTimeOffset.UnixEpoch) + ReportPage.Write(reports, "test", DateTimeOffset.UnixEpoch));
    }

    public static TheoryData<bool, bool, int, string> Gates => new()
    {
        { false, true, 46, "" },
        { true, true, 46, "is sealed" },
        { false, false, 46, "no server is active" },
        { false, true, 45, "this server has not caught up" },
    };

    [Theory]
    [MemberData(nameof(Gates))]
    public async Task The_gate_says_what_is_missing(bool isSealed, bool hasLeader, int applied, string missing)
    {
        await Run();
        _vaults[2].IsSealed = isSealed;
        _vaults[1].Applied = applied;
        _vaults.ForEach(one => one.LeaderAddress = hasLeader ? _vaults[0].Address : "");
        var said = await Host("vb1").RunAsync(Plan("vb1").Rolling!.Gate, TestContext.Current.CancellationToken);
        (said.ExitCode == 0).ShouldBe(missing.Length == 0, said.Output + said.Errors);
        said.Output.Trim().ShouldEndWith(missing);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task The_active_server_goes_last(bool isActive, int code)
    {
        _vaults[0].IsActive = isActive;
        (await Host("vb0").RunAsync(Plan("vb0").Rolling!.GoesLast!, TestContext.Current.CancellationToken)).ExitCode.ShouldBe(code);
    }

    public void Dispose()
    {
        _vaults.ForEach(one => one.Dispose());
        _answers.Delete(recursive: true);
        _folder.Dispose();
    }

    private static List<VaultStandIn> Fresh(string key)
    {
        var vaults = Hosts.Select(_ => new VaultStandIn(key, "cluster")).ToList();
        foreach (var vault in vaults)
            vault.Others.AddRange(vaults.Where(other => other != vault));
        return vaults;
    }

    // As if the connection had broken right after Vault answered.
    private Task<ShellResult> Initialise() =>
        Host("vb0").RunAsync(((Command)Plan("vb0").Afterwards.Single(one => one.Name == "command initialise Vault")).Script, TestContext.Current.CancellationToken);

    private Task<IReadOnlyList<HostReport>> Run(RunSettings? settings = null, params string[] hosts) =>
        Scripts.ConvergeAsync([.. (hosts is [] ? Hosts : hosts).Select(host => (Host(host), (IReadOnlyList<Resource>)[.. Plan(host).Resources.OfType<Unsealed>()], (IReadOnlyList<Resource>)[.. Plan(host).Afterwards.Where(one => !one.Name.EndsWith("in Consul", StringComparison.Ordinal))]))], settings ?? new RunSettings(), TestContext.Current.CancellationToken);

    private RolePlan Plan(string host) => RoleRun.Plan(new VaultRole(), host, secrets: _secrets);

    // Scripts name the real one as a bare word.
    private string Answer(string host) => Path.Combine(_answers.FullName, $"{host}-init.json");

    private StandInHost Host(string host)
    {
        var instead = new Dictionary<string, string> { [VaultCluster.Api] = _vaults[Array.IndexOf(Hosts, host)].Address, [VaultCluster.AnswerFile] = Answer(host), ["https://*"] = "http*" };
        for (var i = 0; i < Hosts.Length; i++)
            instead[$"https://192.168.10.12{i}:8200"] = _vaults[i].Address;
        return new StandInHost(host, instead);
    }
}
