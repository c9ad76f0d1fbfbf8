using System.Text.Json;
using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages.State;

namespace JamLab.Stages.Configuration;

/// <summary>
/// Secrets in a file of the state folder (<c>secrets.json</c>, mode 0600), made on first use. Each hypervisor has its own, so that a rehearsal never knows the real lab's.
/// </summary>
public sealed class StateSecrets : ISecrets
{
    private static readonly StateJson Readable = new(new JsonSerializerOptions { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    private readonly Lock _lock = new();
    private readonly HashSet<Secret> _opened = [];
    private readonly TimeProvider _time;
    private SortedDictionary<string, string>? _known;

    /// <summary>Touches nothing until a secret is asked for.</summary>
    public StateSecrets(LabPaths paths, string hypervisor, TimeProvider time)
    {
        _time = time;
        File = Path.Combine(paths.State, hypervisor, "secrets.json");
    }

    /// <summary>Where they are.</summary>
    public string File { get; }

    public IReadOnlyCollection<Secret> Opened
    {
        get
        {
            lock (_lock)
                return [.. _opened];
        }
    }

    public Secret GetOrCreate(string name, Func<Secret> make)
    {
        lock (_lock)
        {
            _known ??= Read();
            if (!_known.TryGetValue(name, out var value))
                value = Create(name, make);
            var secret = new Secret(value);
            _opened.Add(secret);
            return secret;
        }
    }

    public Secret? Find(string name)
    {
        lock (_lock)
        {
            _known ??= Read();
            if (!_known.TryGetValue(name, out var value))
                return null;
            var secret = new Secret(value);
            _opened.Add(secret);
            return secret;
        }
    }

    /// <summary>Takes a secret that is kept elsewhere, such as a certificate's key, among those that texts are cleaned of.</summary>
    public void Note(Secret secret)
    {
        lock (_lock)
            _opened.Add(secret);
    }

    private string Create(string name, Func<Secret> make)
    {
        PrivateFiles.CreateFolder(Path.GetDirectoryName(File)!);
        return HeldLock.Run($"{File}.lock", _time, () =>
        {
            // Another run may have made it since this one read the file.
            _known = Read();
            if (!_known.TryGetValue(name, out var value))
            {
                _known[name] = value = make().Reveal();
                PrivateFiles.Write(File, JsonSerializer.Serialize(_known, Readable.SortedDictionaryStringString) + "\n");
            }

            return value;
        });
    }

    private SortedDictionary<string, string> Read()
    {
        if (!System.IO.File.Exists(File))
            return new(StringComparer.Ordinal);
        try
        {
            return new(JsonSerializer.Deserialize(System.IO.File.ReadAllText(File), StateJson.Default.DictionaryStringString)!, StringComparer.Ordinal);
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentNullException)
        {
            // Made anew they would lock everybody out of clusters that know the old ones.
            throw new DiagnosticException("JAM0421", $"{File} is no JSON object of texts any more: the environment's secrets cannot be read",
                "bring it back from a backup; delete it only if the machines that know its secrets are gone too");
        }
    }
}
