using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using JamLab.Stages.Provisioning.Machines;
using JamLab.Tests.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Provisioning;

public sealed class PortsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_machine_keeps_its_port()
    {
        var first = Assign(["dns0", "vb0"]);
        Assign(["new0", "vb0", "dns0"])["vb0"].ShouldBe(first["vb0"]);
    }

    [Fact]
    public void Every_machine_has_a_port_of_its_own()
    {
        var names = Enumerable.Range(0, 200).Select(number => $"vb{number}").ToList();
        Assign(names).Values.Distinct().Count().ShouldBe(200);
    }

    [Fact]
    public void A_machine_that_left_and_comes_back_has_its_port_again()
    {
        var first = Assign(["dns0", "vb0"]);
        Assign(["dns0"]);
        Assign(["dns0", "vb0"])["vb0"].ShouldBe(first["vb0"]);
    }

    [Fact]
    public void A_machine_that_does_not_run_gives_way_to_somebody_else_on_its_port()
    {
        var port = Assign(["vb0"])["vb0"];
        using var somebody = Listen(port);
        Assign(["vb0"])["vb0"].ShouldNotBe(port);
    }

    [Fact]
    public void A_machine_that_runs_is_who_sits_on_its_port()
    {
        var port = Assign(["vb0"])["vb0"];
        using var forwarding = Listen(port);
        Assign(["vb0"], "vb0")["vb0"].ShouldBe(port);
    }

    [Fact]
    public void A_port_that_is_taken_is_not_given()
    {
        var port = Assign(["vb0"])["vb0"];
        File.Delete(PortsFile);
        using var somebody = Listen(port);
        Assign(["vb0"])["vb0"].ShouldNotBe(port);
    }

    [Fact]
    public void Another_clone_of_the_same_lab_starts_elsewhere()
    {
        using var clone = new TemporaryFolder();
        new Ports(clone / "ports.json").Assign(["vb0"], _ => false)["vb0"].ShouldNotBe(Assign(["vb0"])["vb0"]);
    }

    [Fact]
    public void The_file_tells_others_where_a_machine_is() =>
        Assign(["vb0"]).ShouldBe(JsonSerializer.Deserialize<Dictionary<string, int>>(File.ReadAllText(PortsFile)));

    private string PortsFile => _folder / "ports.json";

    private IReadOnlyDictionary<string, int> Assign(IReadOnlyList<string> names, params string[] running) =>
        new Ports(PortsFile).Assign(names, running.Contains);

    private static TcpListener Listen(int port)
    {
        var listener = new TcpListener(IPAddress.Loopback, port);
        listener.Start();
        return listener;
    }
}
