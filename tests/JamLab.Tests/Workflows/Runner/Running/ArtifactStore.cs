using System.Globalization;

namespace JamLab.Tests.Workflows.Runner.Running;

/// <summary>The artifacts of a run; a later attempt sees those of the earlier ones and may use their names again.</summary>
internal sealed class ArtifactStore
{
    private readonly Lock _lock = new();
    private readonly string _folder;
    private readonly HashSet<string> _ofThisAttempt;
    private readonly Dictionary<string, string> _all;
    private readonly List<string> _ids = [];

    public ArtifactStore(string folder, IReadOnlyDictionary<string, string> earlier)
    {
        _folder = folder;
        _all = new Dictionary<string, string>(earlier);
        _ofThisAttempt = [.. earlier.Where(x => x.Value.StartsWith(folder + "/", StringComparison.Ordinal)).Select(x => x.Key)];
    }

    public IReadOnlyDictionary<string, string> All
    {
        get
        {
            lock (_lock)
                return new Dictionary<string, string>(_all);
        }
    }

    /// <summary>An empty folder for the artifact; null when the name is taken.</summary>
    public string? Create(string name, bool overwrite)
    {
        lock (_lock)
        {
            if (!_ofThisAttempt.Add(name) && !overwrite)
                return null;
            var folder = Path.Combine(_folder, name);
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            Directory.CreateDirectory(folder);
            _ids.Add(name);
            return _all[name] = folder;
        }
    }

    public string Id(string name)
    {
        lock (_lock)
            return (_ids.LastIndexOf(name) + 1).ToString(CultureInfo.InvariantCulture);
    }
}
