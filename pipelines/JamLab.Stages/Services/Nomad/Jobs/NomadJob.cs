using System.Text.Json.Nodes;

namespace JamLab.Stages.Services.Nomad.Jobs;

/// <summary>A job as it goes to Nomad (developer.hashicorp.com/nomad/api-docs/json-jobs), without secrets.</summary>
public sealed record NomadJob(string Id, string Service, JsonObject Specification)
{
    internal const string OwnMeta = "jamlab";
    internal const string LabMeta = "jamlab_lab";
    internal const string ServiceMeta = "jamlab_service";
    internal const string VersionMeta = "jamlab_version";

    /// <summary>How long a deployment may take in all before it is given up watching; Nomad's own limits are shorter.</summary>
    public TimeSpan Limit => JobLimit.Of(Specification);

    /// <summary>What the tasks find in the variable of <see cref="NomadSecrets.PathOf"/>.</summary>
    public NomadSecrets Secrets { get; init; } = NomadSecrets.None;

    /// <summary>The job of a service: one group of one task, both named as the service is.</summary>
    public static NomadJob Of(NomadService service, NomadLab lab)
    {
        var specification = new JsonObject
        {
            ["ID"] = service.Name,
            ["Name"] = service.Name,
            ["Type"] = "service",
            ["Region"] = lab.Region,
            ["Datacenters"] = new JsonArray(lab.Datacenter),
            ["TaskGroups"] = new JsonArray(JobGroup.Of(service)),
        };
        var job = new NomadJob(service.Name, service.Name, specification)
        {
            Secrets = NomadSecrets.Of(service.Secrets),
        };
        return job.Marked(lab, service.Version);
    }

    /// <summary>Writes into the job whose it is, so that it is found again when the inventory no longer has it.</summary>
    internal NomadJob Marked(NomadLab lab, string version)
    {
        if (Specification["Meta"] is not JsonObject meta)
            Specification["Meta"] = meta = [];
        meta[OwnMeta] = "1";
        meta[LabMeta] = lab.Name;
        meta[ServiceMeta] = Service;
        meta[VersionMeta] = version;
        return this;
    }
}
