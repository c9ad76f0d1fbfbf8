using Nuke.Common.IO;

namespace Nuke.Common.Execution;

/// <summary>
/// Where an attempt is noted: one file of this clone, <c>.nuke/temp/build-attempt.log</c>, or with <c>--attempt</c> a file of this run's own in a
/// folder that several runs share. Of those, the targets that a run was asked for always run: what shares an attempt waits for what it needs by itself.
/// </summary>
internal sealed record JournalFiles(AbsolutePath Own, IReadOnlyList<AbsolutePath> Read, bool IsShared)
{
    public static JournalFiles Of(NukeBuild build, BuildContext context)
    {
        if (build.Attempt is not { Length: > 0 } folder)
        {
            var own = context.TemporaryDirectory / "build-attempt.log";
            return new JournalFiles(own, [own], IsShared: false);
        }

        var shared = context.RootDirectory / folder;
        shared.CreateDirectory();
        return new JournalFiles(shared / $"{string.Join('-', build.InvokedTargets.Select(x => x.Name))}-{Guid.NewGuid():n}.log", [.. shared.GlobFiles("*.log")], IsShared: true);
    }
}
