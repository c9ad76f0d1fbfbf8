using System.Net;
using JamLab.Convergence;
using JamLab.Convergence.Resources;
using Directory = JamLab.Convergence.Resources.Directory;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Stages.Configuration.Roles;

/// <summary>A service's certificate, its key and the authority in a folder that only root and the service's group can read.</summary>
internal sealed record TlsFiles(string Folder, string Group)
{
    public string Authority => $"{Folder}/ca.crt";

    public string Certificate => $"{Folder}/agent.crt";

    public string Key => $"{Folder}/agent.key";

    /// <summary>The certificate is for these names, the host's own, localhost and the host's address.</summary>
    public IEnumerable<Resource> For(RoleContext context, string service, params string[] names)
    {
        var host = context.Host;
        var certificate = context.Authority.For($"{service}-{host.Name}", [.. names, host.Fqdn, "localhost"], [host.Address, IPAddress.Loopback]);
        yield return new Directory(Folder) { Mode = FileModes.PrivateFolder, Group = Group };
        yield return new File(Authority, context.Authority.AuthorityCertificate);
        yield return new File(Key, SecretText.Of($"{certificate.Key}")) { Mode = FileModes.Private, Group = Group };
        yield return new File(Certificate, certificate.Pem);
    }
}

/// <summary>Permission bits that say who may look: root, and the service's group.</summary>
internal static class FileModes
{
    public const int Private = 0b110_100_000;
    public const int PrivateFolder = 0b111_101_000;
}
