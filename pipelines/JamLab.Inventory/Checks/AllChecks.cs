using JamLab.Inventory.Building;
using JamLab.Inventory.Checks.Services;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Parameters;

namespace JamLab.Inventory.Checks;

internal static class AllChecks
{
    public static void Run(Document document, Problems problems, IReadOnlyCollection<string> images, IReadOnlyCollection<string> knownRoles)
    {
        References.Check(document, problems, images, knownRoles);
        UniqueNames.Check(document, problems);
        Completeness.Check(document, problems);
        Networks.Check(document, problems);
        Addresses.Check(document, problems);
        MacsAndIds.Check(document, problems);
        Cycles.Check(document, problems);
        ServiceChecks.Check(document, problems);
        CiCheck.Check(document, problems);
        ParameterChecks.Unread(document, problems);
        Consensus.Check(document, problems);
        Promises.Check(document, problems);
    }
}
