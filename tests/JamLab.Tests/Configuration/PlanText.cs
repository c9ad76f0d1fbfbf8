using System.Text;
using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Stages.Configuration;

namespace JamLab.Tests.Configuration;

/// <summary>A role's plan as text to read: every resource, and whole what it writes and runs.</summary>
internal static class PlanText
{
    public static string Of(RolePlan plan)
    {
        var text = new StringBuilder();
        Append(text, plan.Resources);
        text.Append("== afterwards\n");
        Append(text, plan.Afterwards);
        if (plan.Rolling is { } rolling)
            text.Append($"== rolling: {rolling.AtOnce} at once\n{rolling.Gate.Reveal()}\n== goes last\n{rolling.GoesLast?.Reveal()}\n");
        return text.ToString();
    }

    private static void Append(StringBuilder text, IReadOnlyList<Resource> resources)
    {
        foreach (var resource in resources)
        {
            text.Append($"-- {resource.Name}{Rights(resource)}\n");
            text.Append(resource switch
            {
                JamLab.Convergence.Resources.File file => file.Content.Reveal(),
                Unit unit => $"restarts on {string.Join(' ', unit.RestartOn)}; reloads on {string.Join(' ', unit.ReloadOn)}\n{unit.UnitFile?.Reveal()}",
                Link link => $"to {link.Target}\n",
                Package { Version: { } version } => $"version {version}\n",
                Command { Title: var title } when title.EndsWith("in Consul", StringComparison.Ordinal) => "",
                Command command => $"unless\n{command.Check.Reveal().TrimEnd()}\ndo\n{command.Script.Reveal().TrimEnd()}\n",
                _ => "",
            });
        }
    }

    private static string Rights(Resource resource) => resource switch
    {
        JamLab.Convergence.Resources.File file => $" {Convert.ToString(file.Mode, 8)} {file.Owner}:{file.Group}",
        JamLab.Convergence.Resources.Directory folder => $" {Convert.ToString(folder.Mode, 8)} {folder.Owner}:{folder.Group}",
        _ => "",
    };
}
