using JamLab.Tests.Support;
using Shouldly;
using Xunit;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Tests.Configuration.Roles;

public class ParameterTests
{
    private const string Lab = """
        schema: 1
        lab:
          name: test
          domain: lab.example
          time_zone: Europe/Tallinn
          networks:
            lan: { cidr: 192.168.10.0/24, gateway: 192.168.10.1, dns: [192.168.10.53, 192.168.10.2] }
            storage: { cidr: 192.168.20.0/24 }
        hypervisor: { kind: proxmox, storage: local-lvm }
        users:
          ada: { sudo: true, groups: [docker, video], keys: [ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGAGjEdxZXL12uFYD5GkTGiEWj16TYlr75tyFoFs+Lp7 ada@desk] }
          bob: { shell: /bin/sh }
        hosts:
          ns0:
            kind: other
            address: 192.168.10.53
            users: [ada, bob]
            roles: [base, dns, node-exporter, nfs, podman]
            parameters:
              base:
                tools: [vim]
                hosts_file: lab
                extra_hosts: { printer: 192.168.10.9, cloud.example.org: 192.168.10.8 }
                time_service: chrony
                time_servers: [time.example.org]
                removed_users: [pi, bob]
                root_login: prohibit-password
                password_login: true
                sshd_options: [AllowTcpForwarding no]
                automatic_upgrades: all
                reboot_at: "04:00"
                motd: Hello.
                journal_size: 1GiB
                journal_kept: 7d
                sysctl: { vm.swappiness: "10" }
              dns:
                upstreams: [9.9.9.9, 1.1.1.1]
                records: { printer: 192.168.10.9, www: vb0, "*.apps": 192.168.10.120, cloud.example.org: 192.168.10.8 }
                forward: { corp.example: 10.1.1.1 }
                forward_own_domain: true
                cache_size: 5000
                options: [log-queries]
              node-exporter: { address: 192.168.10.53, port: 9200, collectors: [systemd], without_collectors: [arp] }
              nfs:
                exports:
                  /srv/media: { mode: "2775", group: users }
                  /srv/backup: { clients: [192.168.10.120, vb0], options: "rw,no_root_squash" }
                mounts:
                  /mnt/other: { from: "nas0:/srv/other", options: ro }
              podman:
                search_registries: [docker.io]
                mirrors: { docker.io: "mirror.lab.example:5000" }
                insecure_registries: ["mirror.lab.example:5000"]
                storage: /srv/containers
                log_size: 10MiB
                socket: true
                auto_update: true
                rootless_users: [ada]
          pve0:
            kind: node
            nics: [ { address: 192.168.10.100 }, { network: storage, address: 192.168.20.100 } ]
            roles: [base, proxmox]
            parameters:
              base: { manage_resolver: false, automatic_upgrades: none, time_service: none }
              proxmox: { release: trixie, repository: enterprise, accounts: false, snippets: "" }
        services:
          wiki:
            host: ns0
            host_names: [wiki, docs.lab.example]
            image: docker.io/library/nginx:1.29
            port: 80
        """;

    private static readonly RoleLab Roles = RoleLab.Of(Lab);

    [Theory]
    [InlineData("ns0", "base")]
    [InlineData("ns0", "dns")]
    [InlineData("ns0", "node-exporter")]
    [InlineData("ns0", "nfs")]
    [InlineData("ns0", "podman")]
    [InlineData("pve0", "base")]
    [InlineData("pve0", "proxmox")]
    public void Every_parameter_shows(string host, string role) =>
        Approved.Match(RoleText.Of(Roles.Plan(role, host)), $"parameters-{host}-{role}");

    [Fact]
    public void A_lab_without_a_name_server_leaves_the_resolver_alone_and_names_its_hosts_in_etc_hosts()
    {
        var plan = RoleLab.Of(WithoutDns).Plan("base", "a");
        plan.Resources.ShouldNotContain(resource => resource.Name == "file /etc/resolv.conf");
        plan.Resources.OfType<File>().Single(file => file.Path == "/etc/hosts").Content.Reveal().ShouldContain("192.168.10.11 b.lab.example b\n");
    }

    [Fact]
    public void A_name_server_that_is_not_up_yet_keeps_nobody_from_names()
    {
        RoleLab.Environment("home").File("base", "head", "/etc/resolv.conf").ShouldContain("nameserver 192.168.10.53\nnameserver 192.168.10.1\n");
        RoleLab.Environment("local").File("base", "vb0", "/etc/resolv.conf").ShouldContain("nameserver 10.77.0.53\nnameserver 10.0.2.3\n");
    }

    [Fact]
    public void A_name_server_asks_no_name_server_of_the_lab()
    {
        var text = RoleLab.Environment("home").File("dns", "rpi0", "/etc/dnsmasq.d/jamlab.conf");
        text.ShouldContain("no-resolv\n");
        text.ShouldNotContain("server=192.168.10.53");
    }

    private const string WithoutDns = """
        schema: 1
        lab:
          name: test
          domain: lab.example
          networks:
            lan: { cidr: 192.168.10.0/24, gateway: 192.168.10.1, dns: [192.168.10.2] }
        hypervisor: { kind: proxmox, storage: local-lvm }
        hosts:
          a: { kind: other, address: 192.168.10.10, roles: [base] }
          b: { kind: other, address: 192.168.10.11, roles: [base] }
        """;
}
