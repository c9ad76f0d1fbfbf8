using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Stages.Configuration;
using Directory = JamLab.Convergence.Resources.Directory;

namespace JamLab.Benchmarks.Configuration.Fleet;

/// <summary>The measured fleet as a role. It is added to a copy of the repository, which is all that a role needs; the plain files come from the environment's folder.</summary>
internal sealed class FleetRole : Role<FleetRole.Settings>
{
    public override string Name => "fleet";

    public override string Summary => "A host that is there to be measured.";

    protected override RolePlan Declare(RoleContext context, Settings parameters) => new(Resources(new Wanted(parameters.Size)));

    /// <summary>All but the plain files.</summary>
    public static IReadOnlyList<Resource> Resources(Wanted wanted) =>
    [
        .. wanted.Groups.Select(group => new Group(group)),
        .. wanted.Users.Select(user => new User(user.Name) { Id = user.Uid, Shell = "/bin/bash", Groups = [wanted.Groups[0]] }),
        .. wanted.Directories.Select(path => new Directory(path) { Mode = 0b111_101_000, Group = wanted.Groups[0] }),
        .. wanted.Lines.Select(line => new Line(Wanted.LinesFile, line)),
        .. wanted.Sysctls.Select(one => new Sysctl(one.Key, one.Value)),
        .. wanted.Units.Select(unit => new Unit(unit.Name) { UnitFile = unit.Text }),
    ];

    public sealed class Settings
    {
        [Parameter("How many resources a host has")]
        public int Size { get; set; } = 40;
    }
}
