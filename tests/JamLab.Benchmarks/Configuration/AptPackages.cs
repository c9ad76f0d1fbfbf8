using CliWrap;
using CliWrap.Buffered;

namespace JamLab.Benchmarks.Configuration;

/// <summary>Installs what the peers need, where Debian's packages have it.</summary>
internal static class AptPackages
{
    /// <summary>What went wrong; null when all are there.</summary>
    public static async Task<string?> EnsureAsync(IReadOnlyList<string> packages, CancellationToken cancellation)
    {
        if (await RunAsync($"dpkg-query -W -f '${{db:Status-Status}}\\n' {string.Join(' ', packages)} | grep -cx installed | grep -qx {packages.Count}", cancellation).ConfigureAwait(false) is null)
            return null;
        var failure = await RunAsync($"export DEBIAN_FRONTEND=noninteractive; timeout 300 apt-get -qq update && timeout 600 apt-get -qq -o DPkg::Lock::Timeout=120 install --no-install-recommends -y {string.Join(' ', packages)}", cancellation).ConfigureAwait(false);
        return failure is null ? null : $"apt-get could not install {string.Join(", ", packages)}: {failure}";
    }

    private static async Task<string?> RunAsync(string script, CancellationToken cancellation)
    {
        var result = await Cli.Wrap("sh").WithArguments(["-c", script]).WithValidation(CommandResultValidation.None).ExecuteBufferedAsync(cancellation).ConfigureAwait(false);
        return result.ExitCode == 0 ? null : $"exit code {result.ExitCode} {(result.StandardError + result.StandardOutput).Trim().Split('\n')[^1]}";
    }
}
