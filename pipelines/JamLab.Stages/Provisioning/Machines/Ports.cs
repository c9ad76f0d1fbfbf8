using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using JamLab.Stages.State;

namespace JamLab.Stages.Provisioning.Machines;

/// <summary>
/// The loopback ports that machines' SSH is forwarded to: given once, kept in a file, and only given anew to a machine that
/// does not run while somebody else sits on its port.
/// </summary>
internal sealed class Ports(string file)
{
    private const int First = 22000;
    private const int Last = 29999;

    public IReadOnlyDictionary<string, int> Assign(IReadOnlyList<string> names, Func<string, bool> runs)
    {
        var known = File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllText(file), StateJson.Default.DictionaryStringInt32)! : [];
        var assigned = new Dictionary<string, int>(known);
        // Another clone of the same lab starts elsewhere, so that both can run.
        var next = First + (int)(StableHash.Of(Path.GetFullPath(file)) % (Last - First));
        foreach (var name in names)
        {
            if (assigned.TryGetValue(name, out var port) && (runs(name) || IsFree(port)))
                continue;
            assigned.Remove(name);
            do
                next = next == Last ? First : next + 1;
            while (assigned.ContainsValue(next) || !IsFree(next));
            assigned[name] = next;
        }

        PrivateFiles.Write(file, JsonSerializer.Serialize(assigned, StateJson.Default.DictionaryStringInt32));
        return assigned;
    }

    private static bool IsFree(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            socket.Bind(new IPEndPoint(IPAddress.Loopback, port));
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
