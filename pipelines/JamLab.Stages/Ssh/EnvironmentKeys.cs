using JamLab.Stages.State;

namespace JamLab.Stages.Ssh;

/// <summary>
/// Keys, made on first use: one an environment to log in with, and one host key a machine, injected at its first boot so that it is known before
/// the first connection. The same name under another hypervisor is another machine.
/// </summary>
public sealed class EnvironmentKeys(LabPaths paths, string hypervisor)
{
    /// <summary>The account that JamLab logs in as on machines that it made; it may use sudo without a password.</summary>
    public const string AdminUser = "jamlab";

    private string Folder => Path.Combine(paths.State, "keys");

    public string LoginKeyFile => Path.Combine(Folder, "id_ed25519");

    public string KnownHostsFile => Path.Combine(paths.State, hypervisor, "known_hosts");

    private string HostFolder => Path.Combine(paths.State, hypervisor, "host-keys");

    public Ed25519KeyPair Login
    {
        get
        {
            if (field is not null)
                return field;
            PrivateFiles.CreateFolder(Folder);
            return field = Ed25519KeyPair.GetOrCreate(LoginKeyFile, $"jamlab@{paths.Environment}");
        }
    }

    public Ed25519KeyPair Host(string name)
    {
        PrivateFiles.CreateFolder(HostFolder);
        return Ed25519KeyPair.GetOrCreate(Path.Combine(HostFolder, name), name);
    }

    /// <summary>Forgets a destroyed machine's host key, so that a later machine of that name gets one of its own.</summary>
    public void Forget(string name)
    {
        var path = Path.Combine(HostFolder, name);
        File.Delete(path);
        File.Delete($"{path}.pub");
    }

    /// <summary>Writes <c>known_hosts</c> for OpenSSH's tools: hosts by name, whatever port they are forwarded to (<c>HostKeyAlias</c>).</summary>
    public void WriteKnownHosts(IEnumerable<string> names) =>
        PrivateFiles.Write(KnownHostsFile, string.Concat(names.Select(name =>
        {
            var key = Host(name).PublicKey.Split(' ');
            return $"{name} {key[0]} {key[1]}\n";
        })));
}
