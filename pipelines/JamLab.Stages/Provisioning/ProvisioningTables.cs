using Spectre.Console;
using Spectre.Console.Rendering;

namespace JamLab.Stages.Provisioning;

/// <summary>The tables of the provisioning targets.</summary>
public static class ProvisioningTables
{
    public static IRenderable Plan(ProvisioningPlan plan)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Machine", "Change", "Why");
        foreach (var change in plan.Changes)
        {
            var word = change.Action.ToString().ToLowerInvariant() + (change.LosesData ? " (its disks are lost)" : "");
            table.AddRow(new Text(change.Machine), new Text(word, Colour(change)), new Text(change.Reason));
        }

        return table;
    }

    public static IRenderable Machines(IReadOnlyList<MachineState> states, bool withDrift)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("Machine", "State", "Address", "SSH", "Uptime", "Template");
        if (withDrift)
            table.AddColumn("Drift");
        foreach (var state in states)
        {
            List<IRenderable> cells =
            [
                new Text(state.Name),
                new Text(state.State, state.State == "ready" ? Color.Green : Color.Yellow),
                new Text(state.Address),
                new Text(state.Ssh),
                new Text(state.Uptime is { } uptime ? Duration(uptime) : ""),
                new Text(state.Template),
            ];
            if (withDrift)
                cells.Add(new Text(state.Drift.Length > 0 ? state.Drift : "none"));
            table.AddRow(cells);
        }

        return table;
    }

    /// <summary>The word for a change that has happened.</summary>
    public static string Past(MachineAction action) => action switch
    {
        MachineAction.Create => "created",
        MachineAction.Heal => "healed",
        MachineAction.Restart => "restarted",
        MachineAction.Replace => "replaced",
        _ => "destroyed",
    };

    private static string Duration(TimeSpan time) =>
        time.TotalDays >= 1 ? $"{time:%d}d {time:%h}h" : time.TotalHours >= 1 ? $"{time:%h}h {time:%m}m" : $"{time:%m}m {time:%s}s";

    private static Color Colour(MachineChange change) =>
        change.LosesData ? Color.Red : change.Action == MachineAction.Create ? Color.Green : Color.Yellow;
}
