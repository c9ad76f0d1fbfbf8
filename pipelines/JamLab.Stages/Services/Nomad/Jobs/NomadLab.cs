namespace JamLab.Stages.Services.Nomad.Jobs;

/// <summary>What all jobs of a lab have in common. Jobs bear the lab's name, so that two labs on one Nomad leave each other's alone.</summary>
public sealed record NomadLab(string Name, string Region, string Datacenter);
