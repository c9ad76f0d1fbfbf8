namespace JamLab.Stages.State;

/// <summary>Where things lie. State is per environment and private (0700, ignored by git); the cache is per user and shared by all clones.</summary>
public sealed record LabPaths(string Root, string Environment, string Cache)
{
    public string Images => Path.Combine(Root, "images");

    public string TerraformModules => Path.Combine(Root, "terraform");

    public string EnvironmentFolder => Path.Combine(Root, "environments", Environment);

    public string InventoryFile => Path.Combine(EnvironmentFolder, "inventory.yml");

    /// <summary>Terraform state, keys, seeds, disks, pids and logs of this environment; <c>git clean -fdX</c> would lose the machines.</summary>
    public string State => StateFolder is null ? Path.Combine(EnvironmentFolder, ".state") : Path.Combine(StateFolder, Environment);

    /// <summary><c>$JAMLAB_STATE</c>: where all environments' state lies that no clean checkout may take away; null for the environments' own folders.</summary>
    public string? StateFolder { get; init; }

    public string Artifacts => Path.Combine(Root, "artifacts", Environment);

    /// <summary>Finished templates, one folder each, named by image and fingerprint.</summary>
    public string Templates => Path.Combine(Cache, "templates");

    public string Downloads => Path.Combine(Cache, "downloads");

    /// <summary><c>$JAMLAB_CACHE</c>, else <c>$XDG_CACHE_HOME/jamlab</c>, else <c>~/.cache/jamlab</c> (XDG base directory specification).</summary>
    public static LabPaths For(string root, string environment, Func<string, string?> variable)
    {
        var cache = variable("JAMLAB_CACHE") is { Length: > 0 } own ? own
            : Path.Combine(variable("XDG_CACHE_HOME") is { Length: > 0 } xdg ? xdg : Path.Combine(variable("HOME") ?? "/root", ".cache"), "jamlab");
        return new LabPaths(root, environment, cache) { StateFolder = variable("JAMLAB_STATE") is { Length: > 0 } state ? Path.GetFullPath(state, root) : null };
    }
}
