using JamLab.Convergence;

namespace JamLab.Stages.Services.Systemd;

/// <summary>A file that a slot is made of.</summary>
internal sealed record SlotFile(string Path, HostText Content, int Mode = 0b110_100_100);
