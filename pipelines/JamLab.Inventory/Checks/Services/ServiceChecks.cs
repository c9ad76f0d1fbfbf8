using JamLab.Inventory.Building;
using JamLab.Inventory.Diagnostics;

namespace JamLab.Inventory.Checks.Services;

/// <summary>What is wrong with services beyond single values.</summary>
internal static class ServiceChecks
{
    public static void Check(Document document, Problems problems)
    {
        var services = document.Services.Values.Select(one => new ServiceDraft(document, one)).ToList();
        foreach (var service in services)
        {
            Workloads.Check(service, problems);
            Places.Check(document, service, problems);
            Ports.Check(document, service, problems);
            Variables.Check(service, problems);
            Data.Check(document, service, problems);
            Updates.Check(service, problems);
        }

        HostNames.Check(document, services, problems);
        Ports.CheckShared(services, problems);
        Data.CheckShared(services, problems);
    }
}
