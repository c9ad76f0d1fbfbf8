using JamLab.Stages.State;

namespace JamLab.Stages.Provisioning.Seeds;

/// <summary>The seed as files, as NoCloud wants them named.</summary>
internal static class SeedFolder
{
    public static void Write(string folder, NoCloudSeed seed)
    {
        PrivateFiles.CreateFolder(folder);
        PrivateFiles.Write(Path.Combine(folder, "meta-data"), seed.MetaData);
        PrivateFiles.Write(Path.Combine(folder, "user-data"), seed.UserData);
        PrivateFiles.Write(Path.Combine(folder, "network-config"), seed.NetworkConfig);
    }
}
