using Nuke.Common.Output;

namespace Nuke.Common.Execution;

/// <summary>Where the engine meets what shows it.</summary>
internal static class Views
{
    public static IRunOutput CreateOutput(BuildContext context) =>
        context.World.CreateOutput?.Invoke(context) ?? RunOutputs.Create(context.Host, context.Verbosity, context.Redactor);

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

    private static OutputSettings SettingsOf(BuildContext context) =>
        OutputSettings.Detect(context.Host, context.Verbosity, context.Redactor) with { Out = context.World.Out };
}
