namespace JamLab.Inventory.Model;

/// <summary>What <c>defaults:</c> says of machines, for those that no entry describes; null where it says nothing.</summary>
public sealed record MachineDefaults(Sourced<string>? Template, Sourced<int>? Cores, Sourced<ByteSize>? Memory, Sourced<ByteSize>? Disk);
