using JamLab.Inventory.Model;
using JamLab.Tests.Support;
using Xunit;

namespace JamLab.Tests.Configuration.Roles;

/// <summary>What the labs of this repository get, whole.</summary>
public class LabRolesTests
{
    [Theory]
    [InlineData("local", "base", "dns0")]
    [InlineData("local", "dns", "dns0")]
    [InlineData("local", "podman", "vs0")]
    [InlineData("home", "base", "head")]
    [InlineData("home", "dns", "rpi0")]
    [InlineData("home", "node-exporter", "head")]
    [InlineData("home", "nfs", "nas0")]
    [InlineData("home", "podman", "logmon")]
    [InlineData("home", "proxmox", "pve0")]
    public void A_host_of_the_lab_gets_this(string environment, string role, string host) =>
        Approved.Match(RoleText.Of(RoleLab.Environment(environment).Plan(role, host)), $"{environment}-{host}-{role}");

    [Theory]
    [InlineData("dns", "rpi0")]
    [InlineData("proxmox", "pve0")]
    public void A_rehearsed_host_of_the_lab_gets_this(string role, string host) =>
        Approved.Match(RoleText.Of(RoleLab.Environment("home", HypervisorKind.Nspawn).Plan(role, host)), $"home-rehearsed-{host}-{role}");
}
