using System.Net;
using System.Net.Sockets;
using JamLab.Stages.Processes;
using JamLab.Stages.Templates;
using Renci.SshNet;

namespace JamLab.Tests.Machines.Templates;

/// <summary>One machine from a template with a NoCloud seed, gone when disposed.</summary>
internal sealed class Booted : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("jamlab-boot-").FullName;
    private readonly CancellationTokenSource _stop = new();
    private readonly int _port = FreePort();
    private Task? _qemu;
    private SshClient? _ssh;

    public string Serial => File.ReadAllText(Path.Combine(_folder, "serial.log"));

    public static async Task<Booted> StartAsync(TemplateArtifact template, CancellationToken cancellation)
    {
        var machine = new Booted();
        try
        {
            await machine.BootAsync(template, cancellation);
            return machine;
        }
        catch
        {
            await machine.DisposeAsync();
            throw;
        }
    }

    /// <summary>Output of a command run as the seed's user.</summary>
    public string Run(string command)
    {
        using var executed = _ssh!.RunCommand(command);
        return (executed.Result + executed.Error).Trim();
    }

    public async ValueTask DisposeAsync()
    {
        _ssh?.Dispose();
        await _stop.CancelAsync();
        if (_qemu is not null)
            await Task.WhenAny(_qemu);
        _stop.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private async Task BootAsync(TemplateArtifact template, CancellationToken cancellation)
    {
        var key = Path.Combine(_folder, "key");
        var seed = Directory.CreateDirectory(Path.Combine(_folder, "seed")).FullName;
        await File.WriteAllTextAsync(Path.Combine(seed, "meta-data"), "instance-id: one\n", cancellation);
        await File.WriteAllTextAsync(Path.Combine(seed, "user-data"), $"""
            #cloud-config
            hostname: vb0
            fqdn: vb0.lab.internal
            timezone: Europe/Tallinn
            users:
              - {"{"}name: jam, sudo: "ALL=(ALL) NOPASSWD:ALL", shell: /bin/bash, ssh_authorized_keys: ["{TemporaryKey.Write(key)}"]{"}"}
            runcmd: [touch /run/ran]
            """, cancellation);
        await File.WriteAllTextAsync(Path.Combine(seed, "network-config"),
            "{version: 2, ethernets: {eth0: {match: {macaddress: '52:54:00:00:00:01'}, set-name: eth0, addresses: [10.0.2.15/24], routes: [{to: 0.0.0.0/0, via: 10.0.2.2}], nameservers: {addresses: [10.0.2.3]}}}}\n", cancellation);
        var tools = await Lab.ToolsAsync();
        var runner = await Leftovers.RunnerAsync();
        var disk = Path.Combine(_folder, "disk.qcow2");
        await runner.RunAsync(new ToolCommand(tools.QemuImg, "create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", template.Disk, disk, "6G"), cancellation);

        string[] kernel = template.Kernel is null ? [] : ["-kernel", template.Kernel, "-initrd", template.Initrd!, "-append", template.KernelCommandLine!];
        _qemu = runner.TryRunAsync(new ToolCommand(tools.QemuSystem,
        [
            "-machine", "q35", "-accel", tools.Accelerator, "-cpu", tools.Accelerator == "tcg" ? "max" : "host",
            "-smp", "2", "-m", "1024", "-display", "none", "-nodefaults",
            .. kernel,
            "-drive", $"file={disk},if=none,id=root,format=qcow2,cache=unsafe", "-device", "virtio-blk-pci,drive=root",
            "-blockdev", $"driver=vvfat,node-name=seed,dir={seed},label=CIDATA,read-only=on", "-device", "virtio-blk-pci,drive=seed",
            "-netdev", $"user,id=n0,hostfwd=tcp:127.0.0.1:{_port}-:22", "-device", "virtio-net-pci,netdev=n0,mac=52:54:00:00:00:01", "-device", "virtio-rng-pci",
            "-device", "virtio-serial", "-chardev", "null,id=agent", "-device", "virtserialport,chardev=agent,name=org.qemu.guest_agent.0",
            "-serial", $"file:{Path.Combine(_folder, "serial.log")}",
        ]), _stop.Token);

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(6));
        _ssh = await ConnectAsync(key, limit.Token);
        using var wait = _ssh.CreateCommand("cloud-init status --wait");
        await wait.ExecuteAsync(limit.Token);
    }

    private async Task<SshClient> ConnectAsync(string key, CancellationToken cancellation)
    {
        for (; ; )
        {
            var client = new SshClient("127.0.0.1", _port, "jam", new PrivateKeyFile(key)) { ConnectionInfo = { Timeout = TimeSpan.FromSeconds(30) } };
            try
            {
                await client.ConnectAsync(cancellation);
                return client;
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                client.Dispose();
                if (_qemu!.IsCompleted)
                    throw new InvalidOperationException("the machine ended: " + string.Join('\n', ((Task<ProcessResult>)_qemu).Result.LastLines), exception);
                await Task.Delay(500, cancellation);
            }
        }
    }

    private static int FreePort()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }
}
