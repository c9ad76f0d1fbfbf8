using JamLab.Stages.Processes;
using JamLab.Tests.Machines.Lab.Support;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Machines.Configuration;

/// <summary>An environment with two hosts that have no roles, only files: what ConfigureBase does as a command, without waiting for packages.</summary>
public sealed class CommandLab(Repository repository) : IAsyncLifetime
{
    private const string Inventory =
        """
        schema: 1
        lab:
          name: commands
          domain: commands.internal
          networks:
            lab:
              cidr: 10.78.0.0/24
        hypervisor: nspawn
        defaults:
          template: debian-12
          cores: 1
          memory: 256MiB
          disk: 8GiB
        groups:
          left: {}
        vms:
          alpha:
            address: 10.78.0.10
            groups: [left]
          beta:
            address: 10.78.0.11

        """;

    private TestLab? _lab;

    internal TestLab Lab => _lab!;

    public string Artifacts => Path.Combine(repository.Root, "artifacts", Lab.Name);

    public async ValueTask InitializeAsync()
    {
        _lab = Create(repository);
        await _lab.SucceedAsync("ProvisionVms");
    }

    public ValueTask DisposeAsync() => _lab?.DisposeAsync() ?? ValueTask.CompletedTask;

    /// <summary>The environment before anything of it is made.</summary>
    internal static TestLab Create(Repository repository)
    {
        var lab = TestLab.Nspawn(repository);
        File.WriteAllText(lab.Inventory, Inventory);
        Write(lab, "all/etc/managed", "by the lab\n");
        Write(lab, "left/etc/side", "left\n");
        return lab;
    }

    /// <summary>Sets what a host, a group or all hosts should have.</summary>
    public void Want(string file, string text) => Write(Lab, file, text);

    public string Inside(string machine, string script) => Container.Inside(Process(machine).Pid, script);

    /// <summary>Lets the next change of a file on the host wait for a word, in the middle of an apply.</summary>
    public void Hold(string machine) => Inside(machine,
        """
        rm -f /run/waiting /run/word; mkfifo /run/word
        printf '#!/bin/sh\n: > /run/waiting\nread -r word < /run/word\nexec /bin/mv "$@"\n' > /usr/local/sbin/mv; chmod 755 /usr/local/sbin/mv
        """);

    public Task HoldsAsync(string machine) =>
        Eventually.So(() => Inside(machine, "ls /run/waiting 2>/dev/null").Length > 0, TimeSpan.FromSeconds(60));

    /// <summary>Gives the word.</summary>
    public void LetGo(string machine) => Inside(machine, "rm -f /usr/local/sbin/mv; [ ! -e /run/waiting ] || echo go > /run/word; rm -f /run/waiting");

    private ProcessIdentity Process(string machine) => Lab.Process(machine).ShouldNotBeNull($"{machine} does not run");

    private static void Write(TestLab lab, string file, string text)
    {
        var path = Path.Combine(lab.Folder, "files", file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}

/// <summary>The tests that share the machines of <see cref="CommandLab"/>, one after the other.</summary>
[CollectionDefinition("commands")]
public sealed class CommandCollection : ICollectionFixture<CommandLab>;
