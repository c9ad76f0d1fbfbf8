using JamLab.Convergence.Resources;
using JamLab.Stages.Configuration;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Tests.Docs;

// docs/configuration.md shows what follows, to the end.
public sealed class ChronyRole : Role<ChronyRole.Settings>
{
    public sealed class Settings
    {
        [Parameter("Time servers to follow.", Example = "pool.ntp.org")]
        public IReadOnlyList<string> Servers { get; set; } = ["pool.ntp.org"];
    }

    public override string Name => "chrony";

    public override string Summary => "Follows time servers with chrony.";

    protected override RolePlan Declare(RoleContext context, Settings parameters) => new(
    [
        new Package("chrony"),
        new File("/etc/chrony/conf.d/jamlab.conf", string.Concat(parameters.Servers.Select(one => $"pool {one} iburst\n"))),
        new Unit("chrony.service") { RestartOn = ["/etc/chrony/conf.d/jamlab.conf"] },
    ]);
}
