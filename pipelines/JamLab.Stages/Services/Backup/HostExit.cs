using JamLab.Convergence;

namespace JamLab.Stages.Services.Backup;

/// <summary>How scripts about volumes end where something is wrong, in words.</summary>
internal static class HostExit
{
    public const int NoFolder = 65, NotHere = 66, Hook = 70, Tar = 71, Busy = 75, WrongBytes = 76, NoShare = 77, Ill = 78;

    public const int BusySeconds = 120;

    /// <summary>Throws <see cref="HostFailedException"/> for what did not go well; <paramref name="said"/> is free of secrets.</summary>
    public static void Check(int code, string host, string said)
    {
        if (code != 0)
            throw Failure(code, host, said);
    }

    private static HostFailedException Failure(int code, string host, string said) => code switch
    {
        _ when said.Contains("No space left on device", StringComparison.Ordinal) =>
            new HostFailedException($"{host} has no room: {said}", "make room there (df -h): a restore needs room for what was and what comes, a backup to an export room there; then run again"),
        NoFolder => new HostFailedException($"{host}: {said}", "deploy the service first (DeployServices), so that its volumes are made"),
        NotHere => new HostFailedException($"it does not run on {host}", "deploy it first: ./build.sh DeployServices"),
        Hook => new HostFailedException($"the hook backup.command failed on {host}: {said}", "set it right in the inventory, or what it needs on the host; no backup was made"),
        Busy => new HostFailedException($"on {host} another backup or restore of it has been at work for {BusySeconds} s", "wait until it is done, then run again"),
        WrongBytes => new HostFailedException("the archive is not what it was when it was made: its SHA-256 differs from the one beside it", "take another backup: ./build.sh Backups lists them"),
        NoShare => new HostFailedException($"{host}: {said}", "look whether the server is up, exports that path to the host, and nfs-common is installed there"),
        Ill => new HostFailedException($"the service did not become well on {host} with what was restored, and has back what it had: {said}", "take another backup, or set right what the service says"),
        _ => new HostFailedException($"{host}: {(said.Length == 0 ? $"exit code {code}" : said)}", "set right what it says, then run again"),
    };
}
