using JamLab.Inventory.Building;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Format;
using S = JamLab.Inventory.Format.ServiceFormat;

namespace JamLab.Inventory.Checks.Services;

/// <summary>Updates of more instances than there are: probably the count is what was forgotten.</summary>
internal static class Updates
{
    public static void Check(ServiceDraft service, Problems problems)
    {
        if (service.Section.Get(S.Update)?.Value is not { } update || (service.Section.Mentions(S.Count) && service.Section.Get(S.Count) is null))
            return;
        var count = service.Section.Get(S.Count)?.Value ?? 1;
        Tell(S.Canary);
        Tell(S.Parallel);

        void Tell(Key<int> key)
        {
            if (update.Get(key) is { } many && many.Value > count)
                problems.Error(Codes.UpdateOfTooMany, many.Source, $"the service {service.Shown} changes {many.Value} instances at once, but has {count}", $"write {key.Name}: {count}, or raise count");
        }
    }
}
