using JamLab.Inventory.Building;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Format;
using JamLab.Inventory.Model;
using S = JamLab.Inventory.Format.ServiceFormat;

namespace JamLab.Inventory.Checks.Services;

/// <summary>What runs, said once, and by a runtime that can run it.</summary>
internal static class Workloads
{
    private static readonly Key[] JobSays = [S.Group, S.Host, S.Count, S.Constraints, S.Packages, S.Files, S.Port, S.Ports, S.Environment, S.Secrets, S.Volumes, S.Resources, S.Update, S.Backup];

    public static void Check(ServiceDraft service, Problems problems)
    {
        var section = service.Section;
        var said = ServiceDraft.Workloads.Where(section.Mentions).OrderBy(key => section.PlaceOf(key)!.Value.Line).ToList();
        if (said.Count == 0)
            problems.Error(Codes.ServiceKind, service.Name.Source, $"the service {service.Shown} does not say what runs", "add one of image, command, unit (of a package) and job (for Nomad)");
        foreach (var second in said.Skip(1))
            problems.Error(Codes.ServiceKind, section.PlaceOf(second)!.Value, $"the service {service.Shown} has both {said[0].Name} (line {section.PlaceOf(said[0])!.Value.Line}) and {second.Name}", "keep one of them, or make it two services");

        if (service.IsJob && said.Count == 1)
        {
            foreach (var key in JobSays.Where(section.Mentions))
                problems.Error(Codes.SaidByTheJob, section.PlaceOf(key)!.Value, $"the service {service.Shown} has {key.Name}, but its job (line {section.PlaceOf(S.Job)!.Value.Line}) says all that itself", $"write it into the job, and delete {key.Name}");
        }

        if (section.PlaceOf(S.Packages) is { } packages && section.PlaceOf(S.Image) is { } image)
            problems.Error(Codes.Contradiction, packages, $"the service {service.Shown} has packages, but runs in a container (line {image.Line})", "the image holds all that it needs; delete packages");
        CheckRuntime(service, problems);
    }

    private static void CheckRuntime(ServiceDraft service, Problems problems)
    {
        var section = service.Section;
        if (service.Runtime == ServiceRuntime.Nomad)
        {
            Tell(S.Unit, "a unit of a package is run by systemd", "write runtime: systemd, or give an image or a command");
            if (!section.Mentions(S.Unit))
                Tell(S.Packages, "Nomad installs no packages", "give an image, or write runtime: systemd");
        }
        else
        {
            Tell(S.Job, "a job is run by Nomad", "write runtime: nomad, or delete the line: a job implies it");
            if (service.Constraints?.Get(S.Distinct) is { Value: false } distinct)
                problems.Error(Codes.RuntimeCannot, distinct.Source, $"the service {service.Shown} may have two instances on one host, but systemd runs one at most", "write runtime: nomad, or delete distinct");
        }

        void Tell(Key key, string why, string help)
        {
            if (section.PlaceOf(key) is { } place)
                problems.Error(Codes.RuntimeCannot, place, $"the service {service.Shown} has {key.Name}, but its runtime is {(service.Runtime == ServiceRuntime.Nomad ? "nomad" : "systemd")}: {why}", help);
        }
    }
}
