using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>Finds the root directory as NUKE does: <c>--root PATH</c>, the working directory for <c>--root</c> alone, else the nearest one upwards with <c>.nuke</c>.</summary>
internal static class RootDirectory
{
    public static AbsolutePath Find(RawValue? given, string workingDirectory)
    {
        if (given != null)
        {
            var named = given.Values.Count == 0 ? workingDirectory : Path.GetFullPath(given.Values[0], workingDirectory);
            return Directory.Exists(named) ? AbsolutePath.Create(named) : throw new UserMistake($"{given.Place}: there is no directory '{named}'");
        }

        for (var directory = workingDirectory; directory != null; directory = Path.GetDirectoryName(directory))
        {
            if (Path.Exists(Path.Combine(directory, ".nuke")))
                return AbsolutePath.Create(directory);
        }

        throw new UserMistake($"no directory from '{workingDirectory}' upwards holds '.nuke': create one in the root directory, or give --root PATH");
    }
}
