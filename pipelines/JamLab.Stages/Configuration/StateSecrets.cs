using System.Collections.Immutable;
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
    private readonly TimeProvider _time;
    private readonly bool _isDryRun;
    private ImmutableHashSet<Secret> _opened = [];
    private SortedDictionary<string, string>? _known;

    /// <summary>Touches nothing until a secret is asked for; what a dry run makes is known to itself only.</summary>
    public StateSecrets(LabPaths paths, string hypervisor, TimeProvider time, bool isDryRun = false)
    {
        (_time, _isDryRun) = (time, isDryRun);
        File = Path.Combine(paths.State, hypervisor, "secrets.json");
    }

    /// <summary>Where they are.</summary>
    public string File { get; }

    public IReadOnlyCollection<Secret> Opened => Volatile.Read(ref _opened);

    public Secret GetOrCreate(string name, Func<Secret> make)
    {
        lock (_lock)
        {
            _known ??= Read();
            if (!_known.TryGetValue(name, out var value))
                value = Create(name, make);
            return Open(value);
        }
    }

    public Secret? Find(string name)
    {
        lock (_lock)
        {
            _known ??= Read();
            if (!_known.TryGetValue(name, out var value))
                return null;
            return Open(value);
        }
    }

    /// <summary>Takes all that are kept already among those that texts are cleaned of: a role that this run does not ask for has put some of them on hosts.</summary>
    public void OpenAll()
    {
        lock (_lock)
        {
            _known ??= Read();
            foreach (var value in _known.Values)
                Open(value);
        }
    }

    public void Note(Secret secret) => ImmutableInterlocked.Update(ref _opened, static (opened, one) => opened.Add(one), secret);

    private Secret Open(string value)
    {
        var secret = new Secret(value);
        Note(secret);
        return secret;
    }

    private string Create(string name, Func<Secret> make)
    {
        if (_isDryRun)
            return _known![name] = make().Reveal();
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
