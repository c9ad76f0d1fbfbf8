using System.Text.Json;
using CliWrap;
using JamLab.Benchmarks.Lab;
using JamLab.Stages.Ssh;

namespace JamLab.Benchmarks.Configuration.Fleet;

/// <summary>An environment of containers in a copy of the repository, with the role that makes them what is wanted; the machines go with it, however the measuring ends.</summary>
internal sealed class FleetLab : IAsyncDisposable
{
    private const string Environment = "fleet";
    private static readonly TimeSpan ScriptLimit = TimeSpan.FromMinutes(2);

    // A user adds a role by adding a file; so does the fleet.
    private static readonly string[] RoleFiles = ["Wanted.cs", "FleetRole.cs"];

    private readonly LabCopy _copy;
    private string[] _settings = [];
    private Wanted _most;

    private FleetLab(LabCopy copy, Wanted wanted)
    {
        (_copy, Wanted, _most) = (copy, wanted, wanted);
        Work = Path.Combine(copy.Root, "work");
        Directory.CreateDirectory(Work);
        Owner.Sign(Work);
    }

    /// <summary>A folder for what contenders need and leave.</summary>
    public string Work { get; }

    public Wanted Wanted { get; private set; }

    public IReadOnlyList<string> Names { get; private set; } = [];

    public string SshConfigFile => Path.Combine(Work, "ssh_config");

    private string Folder => Path.Combine(_copy.Root, "environments", Environment);

    private string State => Path.Combine(Folder, ".state");

    public static async Task<FleetLab> CreateAsync(string repository, int hosts, Wanted wanted, CancellationToken cancellation)
    {
        foreach (var root in Owner.Abandoned())
            await new FleetLab(LabCopy.At(root), wanted).DisposeAsync().ConfigureAwait(false);
        var copy = await LabCopy.CreateAsync(repository, cancellation, AddRole).ConfigureAwait(false);
        var fleet = new FleetLab(copy, wanted);
        try
        {
            await fleet.BecomeAsync(hosts, cancellation).ConfigureAwait(false);
            return fleet;
        }
        catch
        {
            await fleet.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Another number of machines; those that are there stay.</summary>
    public async Task BecomeAsync(int hosts, CancellationToken cancellation)
    {
        Names = [.. Enumerable.Range(0, hosts).Select(i => $"n{i:00}")];
        Declare(Wanted);
        await Trial.RunAsync(Build("ProvisionVms --install-tools true"), TimeSpan.FromMinutes(20), cancellation).ConfigureAwait(false);
        var endpoints = JsonSerializer.Deserialize<Dictionary<string, SshEndpoint>>(await File.ReadAllTextAsync(Path.Combine(State, "nspawn", "endpoints.json"), cancellation).ConfigureAwait(false))!;
        await File.WriteAllTextAsync(SshConfigFile, SshConfig.Text(State, EnvironmentKeys.AdminUser, Names.Select(name => (name, endpoints[name].Port))), cancellation).ConfigureAwait(false);
        await File.WriteAllLinesAsync(Path.Combine(Work, "hosts"), Names, cancellation).ConfigureAwait(false);
        if (_settings.Length == 0)
        {
            var first = (await AskAsync("settings", FleetScripts.Settings(new Wanted(1000)), cancellation).ConfigureAwait(false))[Names[0]];
            _settings = first.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
    }

    /// <summary>What the hosts should be from now on, for every contender.</summary>
    public void Declare(Wanted wanted)
    {
        Wanted = wanted;
        if (wanted.Size > _most.Size)
            _most = wanted;
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "inventory.yml"), FleetInventory.Text(Names.Count, wanted));
        FleetInventory.WriteFiles(wanted, Path.Combine(Folder, "files", "all"));
        Playbook.Write(wanted, Work);
        File.WriteAllText(Path.Combine(Work, "check.sh"), FleetScripts.Check(wanted));
        File.WriteAllText(Path.Combine(Work, "write.sh"), FleetScripts.Write(wanted));
    }

    public Command Build(string arguments) => _copy.Build($"{arguments} --environment {Environment}");

    /// <summary>All hosts as they were before anybody configured them, by a script that takes everything back.</summary>
    public Task ResetAsync(CancellationToken cancellation) => AskAsync("undo", FleetScripts.Undo(_most, _settings), cancellation);

    /// <summary>What each host says of everything that is wanted, in an order that does not depend on how it came about.</summary>
    public async Task<IReadOnlyDictionary<string, string>> LookAsync(CancellationToken cancellation)
    {
        var answers = await AskAsync("look", FleetScripts.Check(Wanted), cancellation).ConfigureAwait(false);
        return answers.ToDictionary(answer => answer.Key, answer => string.Join('\n', answer.Value.Split('\n').Order(StringComparer.Ordinal)));
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            if (Directory.Exists(State))
                await Trial.RunAsync(Build("DestroyVms --allow-destroy --wait"), TimeSpan.FromMinutes(10), CancellationToken.None).ConfigureAwait(false);
        }
        catch (InvalidOperationException left)
        {
            Console.Error.WriteLine($"The machines of the fleet could not be destroyed; they are in {_copy.Root}: {left.Message}");
            return;
        }

        await _copy.DisposeAsync().ConfigureAwait(false);
    }

    private async Task<Dictionary<string, string>> AskAsync(string name, string script, CancellationToken cancellation)
    {
        var file = Path.Combine(Work, $"{name}.sh");
        await File.WriteAllTextAsync(file, script, cancellation).ConfigureAwait(false);
        await Trial.RunAsync(OverSsh.Everywhere(this, $"sudo -n sh -s <{file}", name), ScriptLimit, cancellation).ConfigureAwait(false);
        return Names.ToDictionary(host => host, host => File.ReadAllText(OverSsh.Output(this, name, host)));
    }

    private static void AddRole(string root)
    {
        var (from, to) = (Path.Combine(root, "tests", "JamLab.Benchmarks", "Configuration", "Fleet"), Path.Combine(root, "pipelines", "JamLab.Stages", "Configuration", "Roles"));
        Directory.CreateDirectory(to);
        foreach (var file in RoleFiles)
            File.Copy(Path.Combine(from, file), Path.Combine(to, file));
    }
}
