using JamLab.Inventory;
using JamLab.Stages.Processes;
using Serilog;

namespace JamLab.Stages.Tools;

/// <summary>Installs Debian packages, all in one apt-get; waits for whoever holds dpkg's lock (unattended upgrades do so on fresh machines).</summary>
internal sealed class AptPackages(Workstation here, ProcessRunner runner, ILogger log)
{
    private static readonly Dictionary<string, Secret> Unattended = new()
    {
        ["DEBIAN_FRONTEND"] = new Secret("noninteractive"),
        ["LC_ALL"] = new Secret("C"),
    };

    private readonly string? _aptGet = here.Find("apt-get");

    /// <summary>Debian or Ubuntu, with apt-get at hand; whether one may install is another question.</summary>
    public bool AreHere => _aptGet is not null && here.IsDebianLike;

    /// <summary>Installs those of the packages that the system's sources have; the others are left to the caller, who looks again.</summary>
    public async Task InstallAsync(IReadOnlyList<string> packages, CancellationToken cancellation)
    {
        var available = await AvailableAsync(packages, cancellation).ConfigureAwait(false);
        var updated = available.Count < packages.Count;
        if (updated)
        {
            await UpdateAsync(cancellation).ConfigureAwait(false);
            available = await AvailableAsync(packages, cancellation).ConfigureAwait(false);
        }

        if (available.Count == 0)
            return;
        log.Information("Installing {Packages:l}", string.Join(", ", available));
        var install = AptGet(["install", "--yes", "--no-install-recommends", .. available]);
        var result = await runner.TryRunAsync(install, cancellation).ConfigureAwait(false);
        if (result.ExitCode != 0 && !updated)
        {
            // Lists older than the mirror name files that are gone from it.
            await UpdateAsync(cancellation).ConfigureAwait(false);
            result = await runner.TryRunAsync(install, cancellation).ConfigureAwait(false);
        }

        if (result.ExitCode != 0)
            throw new ToolFailedException(install, result);
    }

    private async Task UpdateAsync(CancellationToken cancellation)
    {
        log.Information("Updating the lists of packages");
        await runner.RunAsync(AptGet(["update"]), cancellation).ConfigureAwait(false);
    }

    /// <summary>Those of the packages for which the lists on this computer name a version; all of them where that cannot be asked.</summary>
    public async Task<IReadOnlyList<string>> AvailableAsync(IReadOnlyList<string> packages, CancellationToken cancellation)
    {
        if (here.Find("apt-cache") is not { } aptCache)
            return packages;
        var policy = await runner.RunAsync(new ToolCommand(aptCache, ["policy", .. packages]) { Environment = Unattended }, cancellation).ConfigureAwait(false);
        var candidates = ReadCandidates(policy.Output);
        return [.. packages.Where(candidates.Contains)];
    }

    /// <summary>The packages for which <c>apt-cache policy</c> names a version to install; unknown ones it leaves out or gives <c>(none)</c>.</summary>
    internal static IReadOnlySet<string> ReadCandidates(string policy)
    {
        var candidates = new HashSet<string>();
        var package = "";
        foreach (var line in policy.Split('\n'))
        {
            if (line.Length > 0 && line[0] != ' ')
                package = line.TrimEnd(':');
            else if (line.Trim() is var entry && entry.StartsWith("Candidate: ", StringComparison.Ordinal) && !entry.EndsWith("(none)", StringComparison.Ordinal))
                candidates.Add(package);
        }

        return candidates;
    }

    private ToolCommand AptGet(IReadOnlyList<string> arguments) => new(_aptGet!, ["-q", "-o", "DPkg::Lock::Timeout=120", .. arguments])
    {
        Environment = Unattended,
        // Of the packages that were asked for; they bring sixty others along.
        Shown = line => line.Split(' ') is ["Setting", "up", var package, ..] && arguments.Contains(package.Split(':')[0]) ? line.Split(" ...")[0] : null,
    };
}
