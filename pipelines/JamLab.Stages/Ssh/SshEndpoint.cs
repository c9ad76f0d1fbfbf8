namespace JamLab.Stages.Ssh;

/// <summary>Where a host's sshd is reached from here.</summary>
public sealed record SshEndpoint(string Host, int Port)
{
    public override string ToString() => $"{Host}:{Port}";
}
