using Nuke.Common.Output;

namespace Nuke.Common.Execution;

/// <summary>Where the engine meets what shows it.</summary>
internal static class Views
{
    public static IRunOutput CreateOutput(BuildContext context) =>
        context.World.CreateOutput?.Invoke(context) ?? RunOutputs.Create(context.Host, context.Verbosity, context.Redactor);

    public static int ShowHelp(BuildContext context, NukeBuild build)
    {
        foreach (var target in build.ExecutableTargets)
            context.World.Out.WriteLine(target.Name);
        return 0;
    }

    public static int ShowPlan(BuildContext context, NukeBuild build)
    {
        foreach (var target in build.ExecutionPlan)
            context.World.Out.WriteLine(target.Name);
        return 0;
    }
}
