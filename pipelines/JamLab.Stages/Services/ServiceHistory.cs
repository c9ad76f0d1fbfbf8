using System.Text.Json;
using System.Text.Json.Serialization;
using JamLab.Stages.State;

namespace JamLab.Stages.Services;

/// <summary>What was deployed when, and each good version's definition: <c>services/&lt;name&gt;/history.json</c> and <c>&lt;version&gt;.json</c> in the state folder. Secrets are in it by name only.</summary>
internal sealed class ServiceHistory(string folder, TimeProvider time)
{
    /// <summary>Services that were ever deployed from here.</summary>
    public IReadOnlyList<string> Services => Directory.Exists(folder) ? [.. Directory.GetDirectories(folder).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)] : [];

    public ServiceRecord Of(string service)
    {
        var file = RecordFile(service);
        return System.IO.File.Exists(file) ? JsonSerializer.Deserialize(System.IO.File.ReadAllText(file), ServiceJson.Default.ServiceRecord)! : new ServiceRecord([], []);
    }

    /// <summary>The definition of a good version; null when it is not known here.</summary>
    public ServiceDefinition? Definition(string service, string version)
    {
        var file = Path.Combine(folder, service, $"{version}.json");
        return System.IO.File.Exists(file) ? ServiceDefinition.FromJson(System.IO.File.ReadAllText(file)) : null;
    }

    /// <summary>Notes a version that came to its hosts and is well.</summary>
    public void Deployed(Deployment deployment)
    {
        var record = Of(deployment.Name);
        var hosts = deployment.Hosts.Select(host => host.Name.Value).ToList();
        if (record.Present == deployment.Version && record.Hosts.SequenceEqual(hosts))
            return;
        PrivateFiles.CreateFolder(Path.Combine(folder, deployment.Name));
        PrivateFiles.Write(Path.Combine(folder, deployment.Name, $"{deployment.Version}.json"), deployment.Definition.ToJson() + "\n");
        Write(deployment.Name, record with { Good = [.. record.Good.Where(version => version != deployment.Version), deployment.Version], Hosts = hosts }, deployment.Version, "deployed");
    }

    /// <summary>Notes hosts before anything is sent to them, so that they are asked again whatever becomes of it.</summary>
    public void Begins(Deployment deployment)
    {
        var record = Of(deployment.Name);
        var hosts = record.Hosts.Union(deployment.Hosts.Select(host => host.Name.Value)).ToList();
        if (hosts.Count == record.Hosts.Count)
            return;
        PrivateFiles.CreateFolder(Path.Combine(folder, deployment.Name));
        WriteFile(deployment.Name, record with { Hosts = hosts });
    }

    /// <summary>Notes a version that did not become well.</summary>
    public void Failed(Deployment deployment) => Write(deployment.Name, Of(deployment.Name), deployment.Version, "failed");

    /// <summary>Notes that the version before took its place again by the user's wish.</summary>
    public void RolledBack(Deployment deployment)
    {
        var record = Of(deployment.Name);
        var place = record.Good.ToList().IndexOf(deployment.Version);
        Write(deployment.Name, record with { Good = [.. record.Good.Take(place + 1)] }, deployment.Version, "rolled back");
    }

    public void Removed(string service)
    {
        if (Directory.Exists(Path.Combine(folder, service)))
            Directory.Delete(Path.Combine(folder, service), recursive: true);
    }

    private string RecordFile(string service) => Path.Combine(folder, service, "history.json");

    private void Write(string service, ServiceRecord record, string version, string outcome)
    {
        PrivateFiles.CreateFolder(Path.Combine(folder, service));
        WriteFile(service, record with { Entries = [.. record.Entries, new ServiceEntry(version, time.GetUtcNow(), outcome)] });
    }

    private void WriteFile(string service, ServiceRecord record) => PrivateFiles.Write(RecordFile(service), JsonSerializer.Serialize(record, ServiceJson.Default.ServiceRecord) + "\n");
}

/// <summary>A service's past: good versions, the present one last; everything that was tried; and the hosts that may have something of it.</summary>
internal sealed record ServiceRecord(IReadOnlyList<string> Good, IReadOnlyList<ServiceEntry> Entries)
{
    public IReadOnlyList<string> Hosts { get; init; } = [];

    /// <summary>The good version that was deployed last; null before the first.</summary>
    [JsonIgnore]
    public string? Present => Good is [.., var last] ? last : null;
}

internal sealed record ServiceEntry(string Version, DateTimeOffset At, string Outcome);
