namespace JamLab.Stages.Updates;

/// <summary>A pin that a newer version takes the place of.</summary>
/// <param name="What">The tool, action, image or service.</param>
/// <param name="File">Below the root, with slashes.</param>
/// <param name="From">The version until now.</param>
/// <param name="To">The version from now on.</param>
/// <param name="Link">Where the publisher tells of it.</param>
public sealed record Update(string What, string File, string From, string To, string Link);

/// <summary>A pin that no program moves, since nobody publishes what comes after it: an archive by its address.</summary>
public sealed record HandPin(string What, string File, int Line, string Address);

/// <summary>What could not be found out, and why.</summary>
public sealed record Unasked(string What, string Problem);
