using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Convergence.Running;
using JamLab.Stages.Configuration.Roles.Nomad;
using JamLab.Tests.Configuration.StandIns;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Configuration.Nomad;

public sealed class NomadTests : IDisposable
{
    private const string Parameters =
        """{ nomad: { host_volumes: { media: { path: /srv/media, read_only: true }, db: { path: /srv/db } }, meta: { rack: one, quoted: 'a "b" \c' } } }""";

    private static readonly JamLab.Stages.Configuration.RolePlan Server = RoleRun.Plan(new NomadRole(), "vb0", Parameters);

    private readonly NomadStandIn _nomad = new();
    private readonly TemporaryFolder _folder = new();

    [Theory]
    [InlineData("vb0")]
    [InlineData("vs0")]
    public void An_agent_is_configured_as_its_documentation_says(string host) =>
        Approved.Match(PlanText.Of(RoleRun.Plan(new NomadRole(), host, Parameters)), host);

    [Fact]
    public void Only_the_first_server_bootstraps_and_tells_Consul()
    {
        Server.Afterwards.Count.ShouldBe(2);
        RoleRun.Plan(new NomadRole(), "vb1", Parameters).Afterwards.ShouldBeEmpty();
        RoleRun.Plan(new NomadRole(), "vs1", Parameters).Afterwards.ShouldBeEmpty();
    }

    [Fact]
    public void No_client_knows_the_management_token()
    {
        var text = PlanText.Of(RoleRun.Plan(new NomadRole(), "vs0", Parameters));
        text.ShouldNotContain("<secret nomad/token/management>");
        text.ShouldNotContain("<secret nomad/gossip-key>");
    }

    [Theory]
    [InlineData("host_volumes: { media: { path: srv } }", "nomad: the host volume media has no absolute path")]
    [InlineData("meta: { rack: '${one}' }", "nomad: ${ cannot stand in Nomad's configuration, as rack has it")]
    [InlineData("podman_driver: { archive: 'https://nas0/nomad-driver-podman_0.6.4_linux_amd64.zip' }", "nomad: an archive needs its hash")]
    public void What_Nomad_would_not_start_with_is_a_mistake(string parameter, string message) =>
        RoleRun.Cluster($"{{ nomad: {{ {parameter} }} }}").Diagnostics.Select(one => one.Message).ShouldBe([message]);

    [Fact]
    public async Task Bootstrapping_waits_for_a_leader_and_a_second_run_changes_nothing()
    {
        _nomad.Leaderless = 2;
        var first = await Bootstrap();
        first.Problem.ShouldBeNull();
        first.Outcome.ShouldBe(HostOutcome.Changed);
        _nomad.Token.ShouldBe("<secret nomad/token/management>");
        var second = await Bootstrap();
        second.Outcome.ShouldBe(HostOutcome.Unchanged);
        second.RoundTrips.ShouldBe(1);
    }

    [Fact]
    public async Task A_Nomad_that_was_bootstrapped_by_somebody_else_is_told()
    {
        _nomad.Token = "another";
        (await Bootstrap()).Problem.ShouldNotBeNull().ShouldContain("Nomad's first token is another one");
    }

    public static TheoryData<string, bool, bool, bool, string> Gates => new()
    {
        { "vb2.global", true, true, true, "" },
        { "vb9.global", true, true, true, "vb2.global is not known" },
        { "vb2.global", false, true, true, "autopilot is not content" },
        { "vb2.global", true, false, true, "vb2.global does not vote" },
        { "vb2.global", true, true, false, "the server has no leader" },
    };

    [Theory]
    [MemberData(nameof(Gates))]
    public async Task The_gate_says_what_is_missing(string third, bool healthy, bool voter, bool content, string missing)
    {
        _nomad.Token = "token";
        _nomad.AgentIsContent = content;
        _nomad.Servers.AddRange([("vb0.global", true, true), ("vb1.global", true, true), (third, healthy, voter)]);
        _folder.With("token", "token\n");
        var said = await Host.RunAsync(Server.Rolling!.Gate, TestContext.Current.CancellationToken);
        (said.ExitCode == 0).ShouldBe(missing.Length == 0);
        said.Output.Trim().ShouldBe(missing);
    }

    [Theory]
    [InlineData(true, 0)]
    [InlineData(false, 1)]
    public async Task A_client_asks_only_itself(bool content, int code)
    {
        _nomad.AgentIsContent = content;
        (await Host.RunAsync(Server.Rolling!.Gate, TestContext.Current.CancellationToken)).ExitCode.ShouldBe(code);
    }

    [Theory]
    [InlineData("192.168.10.120:4647", 0)]
    [InlineData("192.168.10.121:4647", 1)]
    public async Task The_leader_goes_last(string leader, int code)
    {
        _nomad.Leader = leader;
        _folder.With("token", "token\n");
        _folder.With("nomad.hcl", Server.Resources.OfType<JamLab.Convergence.Resources.File>().Single(file => file.Path == NomadCluster.ConfigurationFile).Content.Reveal());
        (await Host.RunAsync(Server.Rolling!.GoesLast!, TestContext.Current.CancellationToken)).ExitCode.ShouldBe(code);
    }

    private StandInHost Host => new("vb0", new Dictionary<string, string>
    {
        [NomadCluster.Api] = _nomad.Address,
        [NomadCluster.TokenFile] = $"'{_folder / "token"}'",
        [NomadCluster.ConfigurationFile] = $"'{_folder / "nomad.hcl"}'",
    });

    public void Dispose()
    {
        _nomad.Dispose();
        _folder.Dispose();
    }

    private async Task<HostReport> Bootstrap() =>
        (await Scripts.ConvergeAsync([(Host, [], [Server.Afterwards.OfType<Command>().Last()])], TestContext.Current.CancellationToken)).Single();
}
