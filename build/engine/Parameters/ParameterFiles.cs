namespace Nuke.Common.Execution;

/// <summary>The parameter files of a run, the one that counts most first.</summary>
internal sealed class ParameterFiles
{
    public required IReadOnlyList<ParameterFile> All { get; init; }

    /// <summary>Profiles that were asked for and have no file.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    public static ParameterFiles Read(string root, IReadOnlyList<string> profiles)
    {
        var files = new List<ParameterFile>();
        var problems = new List<string>();
        var directory = Path.Combine(root, ".nuke");
        foreach (var profile in profiles.Reverse())
        {
            var name = $"parameters.{profile}.json";
            if (ParameterFile.Read(Path.Combine(directory, name), $".nuke/{name}") is { } file)
                files.Add(file);
            else
                problems.Add($"--profile {profile}: there is no .nuke/{name}{Nearest.DidYouMean(profile, Names(directory))}");
        }

        if (ParameterFile.Read(Path.Combine(directory, "parameters.json"), ".nuke/parameters.json") is { } common)
            files.Add(common);
        return new ParameterFiles { All = files, Problems = [.. problems, .. files.SelectMany(x => x.Problems)] };
    }

    private static IEnumerable<string> Names(string directory) => Directory.Exists(directory)
        ? Directory.GetFiles(directory, "parameters.*.json").Select(x => Path.GetFileName(x)["parameters.".Length..^".json".Length])
        : [];
}
