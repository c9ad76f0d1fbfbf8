using System.Text.Json;
using JamLab.Stages.Ssh;
using JamLab.Stages.State;

namespace JamLab.Stages.Provisioning.Machines;

/// <summary>Where machines are reached, as the module's output <c>machines</c> says; kept in a file, so that a run with nothing to change need not ask Terraform.</summary>
internal sealed class Endpoints(string file)
{
    private Dictionary<string, SshEndpoint>? _known;

    public SshEndpoint? Find(string machine) => (_known ??= Kept()).GetValueOrDefault(machine);

    /// <param name="outputs">What <c>terraform output -json</c> printed; a state in which nothing was made yet has no outputs.</param>
    public void Keep(JsonDocument outputs)
    {
        _known = Read(outputs);
        PrivateFiles.Write(file, JsonSerializer.Serialize(_known, StateJson.Default.DictionaryStringSshEndpoint));
    }

    private Dictionary<string, SshEndpoint> Kept() =>
        File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllText(file), StateJson.Default.DictionaryStringSshEndpoint)! : [];

    internal static Dictionary<string, SshEndpoint> Read(JsonDocument outputs) =>
        outputs.RootElement.TryGetProperty("machines", out var machines)
            ? machines.GetProperty("value").EnumerateObject().ToDictionary(
                machine => machine.Name,
                machine => new SshEndpoint(machine.Value.GetProperty("ssh_host").GetString()!, machine.Value.GetProperty("ssh_port").GetInt32()))
            : [];
}
