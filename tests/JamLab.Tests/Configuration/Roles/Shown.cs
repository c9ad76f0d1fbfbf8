using System.Text;
using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Stages.Configuration;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Tests.Configuration.Roles;

/// <summary>A role's plan as text for approved files: every resource, and whole texts of files and units.</summary>
internal static class Shown
{
    /// <summary>Secrets show as stars, or by name; <see cref="RoleRun"/> gives each secret its own name as value.</summary>
    public static string Plan(RolePlan plan, bool withSecrets = false)
    {
        var text = new StringBuilder();
        foreach (var resource in plan.Resources)
            text.Append(One(resource, withSecrets));
        if (plan.Afterwards.Count > 0)
            text.Append("\nafterwards:\n");
        foreach (var resource in plan.Afterwards)
            text.Append(One(resource, withSecrets));
        return text.ToString();
    }

    private static string One(Resource resource, bool withSecrets)
    {
        string Content(HostText text) => withSecrets || !text.IsSecret ? text.Reveal() : "***\n";
        return resource switch
        {
            File file => $"{file.Name} ({Convert.ToString(file.Mode, 8)} {file.Owner}:{file.Group}{(file.Validate is null ? "" : $", {file.Validate}")})\n{Indented(Content(file.Content))}",
            Unit unit => $"{unit.Name} (restarts on {string.Join(' ', unit.RestartOn)}; reloads on {string.Join(' ', unit.ReloadOn)})\n{(unit.UnitFile is null ? "" : Indented(Content(unit.UnitFile)))}",
            Command command => $"{command.Name}\n  check:\n{Indented(Content(command.Check))}  script:\n{Indented(Content(command.Script))}",
            Package package => $"{package.Name} {package.Version} {package.FromFile}".TrimEnd() + "\n",
            Download download => $"{download.Name} from {download.Url} {download.Sha256[..12]}\n",
            PackageRepository repository => $"{repository.Name} {repository.Address} {repository.Suite}\n",
            _ => $"{resource.Name}\n",
        };
    }

    private static string Indented(string text) => string.Concat(text.TrimEnd('\n').Split('\n').Select(line => line.Length == 0 ? "\n" : $"    {line}\n"));
}
