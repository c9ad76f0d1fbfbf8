using Nuke.Common.CI.GitHubActions;
using Nuke.Common.Execution;

namespace Nuke.Common.Output;

/// <summary>At the start of a run: writes generated files anew when the build changed; on a CI server, which commits nothing, tells of stale ones.</summary>
internal static class GeneratedFilesStep
{
    public static void Run(BuildContext context, NukeBuild build)
    {
        var files = new GeneratedFiles(build.GetType(), context.RootDirectory, context.TemporaryDirectory);
        if (files.AreCurrent)
            return;
        try
        {
            if (context.IsServerBuild)
                foreach (var file in files.Stale(build.ExecutableTargets, context.Members, ProductsOf))
                    Tell(context, file);
            else
                foreach (var file in files.Write(build.ExecutableTargets, context.Members, ProductsOf).Where(f => f.EndsWith(".yml", StringComparison.Ordinal)))
                    context.World.Error.WriteLine($"wrote {file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // A read-only checkout still builds.
            context.World.Error.WriteLine($"warning: generated files are not kept current: {exception.Message}");
        }
    }

    private static IEnumerable<string> ProductsOf(ExecutableTarget target) => target.Definition?.Products ?? [];

    private static void Tell(BuildContext context, string file)
    {
        const string Message = "is not what the build would write; run ./build.sh on your machine and commit the file";
        context.World.Error.WriteLine(context.Host is GitHubActions
            ? WorkflowCommand.Format("warning", $"{file} {Message}", ("file", file))
            : $"warning: {file} {Message}");
    }
}
