using Nuke.Common.Execution;

namespace Nuke.Common.Output;

/// <summary>What <c>--plan</c> does: prints the plan and writes it as a page.</summary>
internal static class PlanView
{
    /// <summary>Writes <c>execution-plan.html</c> into <paramref name="directory"/> (made if missing) and prints the text with the page's address.</summary>
    public static void Show(
        string title,
        IReadOnlyList<ExecutableTarget> all,
        IReadOnlyList<ExecutableTarget> plan,
        string directory,
        OutputSettings settings,
        Func<ExecutableTarget, IReadOnlyList<string>>? requirementsOf = null)
    {
        Directory.CreateDirectory(directory);
        var page = Path.Combine(directory, "execution-plan.html");
        File.WriteAllText(page, settings.Redactor.Redact(PlanHtml.Create(title, all, plan, requirementsOf)));
        settings.Out.Write(settings.Redactor.Redact(PlanText.Create(plan, settings.Width(), settings.Colors)));
        settings.Out.Write($"\n{new Uri(page).AbsoluteUri}\n");
        settings.Out.Flush();
    }
}
