using Nuke.Common.Output;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>Where the engine meets what shows it.</summary>
internal static class Views
{
    public static IRunOutput CreateOutput(BuildContext context) =>
        context.World.CreateOutput?.Invoke(context) ?? RunOutputs.Create(context.Host, context.Verbosity, context.Redactor);

    /// <summary>Null when the words are no request of a shell's completion.</summary>
    public static int? TryComplete(BuildWorld world) => world.Arguments is [[':', ..], ..]
        ? CompletionCommand.TryRun([.. world.Arguments], () => RootDirectory.Find(null, world.WorkingDirectory), world.Out, world.Error)
        : null;

    public static int ShowHelp(BuildContext context, NukeBuild build)
    {
        var settings = SettingsOf(context);
        var text = HelpText.Create(build, build.ExecutableTargets, context.Members, settings.Width(), settings.Colors);
        context.World.Out.Write(context.Redactor.Redact(text));
        return 0;
    }

    public static int ShowPlan(BuildContext context, NukeBuild build)
    {
        PlanView.Show(
            build.GetType().Name,
            build.ExecutableTargets,
            [.. build.ExecutionPlan],
            context.TemporaryDirectory,
            SettingsOf(context),
            target => [.. target.Definition!.Requirements.Select(MemberExpressions.Text)]);
        return 0;
    }

    /// <summary>Writes the schema and the workflows when the build was compiled anew; what cannot be written hinders no run.</summary>
    public static void WriteGeneratedFiles(BuildContext context, NukeBuild build)
    {
        var files = Generated(context, build);
        if (context.IsServerBuild || files.AreCurrent)
            return;
        try
        {
            foreach (var file in files.Write(build.ExecutableTargets, context.Members, ProductsOf).Where(x => !x.StartsWith(".nuke/", StringComparison.Ordinal)))
                context.World.Error.WriteLine($"wrote {file}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            context.World.Error.WriteLine($"warning: {exception.Message}");
        }
    }

    /// <summary>On a server nothing is written: a stale workflow is told, since the one that runs is not the one that the build describes.</summary>
    public static void WarnOfStaleFiles(BuildContext context, NukeBuild build)
    {
        if (!context.IsServerBuild)
            return;
        foreach (var file in Generated(context, build).Stale(build.ExecutableTargets, context.Members, ProductsOf).Where(x => !x.StartsWith(".nuke/", StringComparison.Ordinal)))
            Log.Warning("{File} is not what the build describes: run the build on your machine and commit the file", file);
    }

    private static GeneratedFiles Generated(BuildContext context, NukeBuild build) =>
        new(build.GetType(), context.RootDirectory, context.TemporaryDirectory);

    private static IEnumerable<string> ProductsOf(ExecutableTarget target) => target.Definition!.Products;

    private static OutputSettings SettingsOf(BuildContext context) =>
        OutputSettings.Detect(context.Host, context.Verbosity, context.Redactor) with { Out = context.World.Out };
}
