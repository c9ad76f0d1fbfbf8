using JamLab.Benchmarks.Configuration.Contenders;
using JamLab.Benchmarks.Configuration.Fleet;

namespace JamLab.Benchmarks.Configuration;

/// <summary>ConfigureBase beside Ansible, Ansible with mitogen, and the least that OpenSSH's client takes; as whole processes on the same fleet of containers.</summary>
internal sealed class ConfigureBenchmark : IBenchmark
{
    public string Name => "configure";

    public string Title => "Configuring a fleet";

    public async Task<string> RunAsync(string repository, CancellationToken cancellationToken)
    {
        var options = ConfigureOptions.FromEnvironment();
        var session = new Session(options, cancellationToken);
        var missing = await AptPackages.EnsureAsync(["openssh-client"], cancellationToken).ConfigureAwait(false)
            ?? (options.Ansible.Count == 0 ? null : await AptPackages.EnsureAsync(["ansible-core", "ansible-mitogen", "python3-mitogen"], cancellationToken).ConfigureAwait(false));
        if (missing is not null)
            session.Note(missing);

        try
        {
            await using var fleet = await FleetLab.CreateAsync(repository, options.Hosts, new Wanted(options.Size), cancellationToken).ConfigureAwait(false);
            await session.SmallAsync(fleet).ConfigureAwait(false);
            await session.ManyResourcesAsync(fleet).ConfigureAwait(false);
            await session.AnsibleAsync(fleet).ConfigureAwait(false);
            await session.ManyHostsAsync(fleet).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is InvalidOperationException or CliWrap.Exceptions.CommandExecutionException)
        {
            session.Note($"The fleet: {failure.Message.Split('\n')[0]}");
        }

        return session.Report();
    }
}
