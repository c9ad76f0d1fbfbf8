namespace JamLab.Convergence;

/// <summary>What differs about one resource, and the shell that removes the difference (run as root under <c>set -eu</c>, stdin empty, output kept for messages).</summary>
public sealed record Change(Resource Resource, IReadOnlyList<Difference> Differences, HostText Script)
{
    /// <summary>Shell functions that its script calls; those of several changes are sent once.</summary>
    public IReadOnlyList<string> Functions { get; init; } = [];

    /// <summary>Whole files that it writes, as they will be: resources after it build on them.</summary>
    public IReadOnlyDictionary<string, HostText> Writes { get; init; } = new Dictionary<string, HostText>();

    /// <summary>Whether owner and mode of what it writes stay what the facts say.</summary>
    public bool KeepsRights { get; init; }

    /// <summary>Other paths that it makes, changes or removes.</summary>
    public IReadOnlyList<string> Touches { get; init; } = [];

    /// <summary>Paths below which nothing stays as the facts know it: an archive is unpacked there, a link leads elsewhere.</summary>
    public IReadOnlyList<string> Unsettles { get; init; } = [];

    /// <summary>Files of this computer that the host gets before any change of the run is made; the script finds them at their paths.</summary>
    public IReadOnlyList<SentFile> Sends { get; init; } = [];

    /// <summary>Whether it installs or removes packages.</summary>
    public bool BringsPackages { get; init; }

    /// <summary>Whether something that runs now is stopped, restarted or reloaded for it: such a change is what a rolling role waits its turn for.</summary>
    public bool Interrupts { get; init; }

    /// <summary>Whether it can only be planned once the changes before it are made; it is then planned again from new answers.</summary>
    public bool IsDeferred { get; init; }

    /// <summary>How it is taken back by the host itself when no second connection confirms it in time; null for a change that cannot lock anybody out. Run with <c>set +e</c>; <c>$j_keep</c> is 1 when the change was confirmed and only leftovers must go.</summary>
    public HostText? Undo { get; init; }

    /// <summary>What this computer does once the host has said that the change is made, such as keeping what only the host could make. Never in a dry run; what it throws is the change's failure.</summary>
    public Action? WhenMade { get; init; }

    /// <summary>A change that waits for those before it.</summary>
    public static Change Deferred(Resource resource, string what) => new(resource, [new Difference(what)], "") { IsDeferred = true };
}

/// <summary>One thing that differs: what, the value now and the value wanted; for text a unified diff instead. Never holds a secret.</summary>
public sealed record Difference(string What, string? Now = null, string? Wanted = null)
{
    /// <summary>Unified diff without file headers, LF at line ends; null unless text differs.</summary>
    public string? Text { get; init; }

    public override string ToString() => Text is not null ? $"{What}\n{Text}" : (Now, Wanted) switch
    {
        (null, null) => What,
        (null, _) => $"{What}: {Wanted}",
        (_, null) => $"{What}: {Now}",
        _ => $"{What}: {Now} -> {Wanted}",
    };
}
