using System.Text.RegularExpressions;
using CliWrap;
using JamLab.Benchmarks.Configuration.Fleet;

namespace JamLab.Benchmarks.Configuration.Contenders;

/// <summary>Debian's ansible-core on the same fleet, as it is installed and as it is tuned.</summary>
internal static partial class Ansible
{
    /// <summary>Its names in <see cref="ConfigureOptions.Ansible"/>.</summary>
    public static readonly IReadOnlyDictionary<string, Func<FleetLab, Contender>> All = new Dictionary<string, Func<FleetLab, Contender>>
    {
        ["forks5"] = fleet => Of(fleet, "forks5", "ansible-core, as it is: forks 5", "forks = 5", ""),
        ["tuned"] = fleet => Of(fleet, "tuned", "ansible-core, forks 50, pipelining, ControlPersist, no facts", Tuned, Pipelining),
        ["mitogen"] = fleet => Of(fleet, "mitogen", "the same with mitogen", $"{Tuned}\nstrategy = mitogen_linear\nstrategy_plugins = {MitogenFolder}", Pipelining),
    };

    // Where Debian's package puts it.
    private const string MitogenFolder = "/usr/lib/python3/dist-packages/ansible_mitogen/plugins/strategy";

    // The playbook uses no facts, so that gathering them is a choice.
    private const string Tuned = "forks = 50\ngathering = explicit\ninterpreter_python = /usr/bin/python3";

    private const string Pipelining = "pipelining = True\nssh_args = -C -o ControlMaster=auto -o ControlPersist=60s";

    private static Contender Of(FleetLab fleet, string name, string label, string defaults, string connection)
    {
        var settings = Path.Combine(fleet.Work, $"{name}.cfg");
        var sockets = Path.Combine(fleet.Work, "cp");
        File.WriteAllText(settings, $"""
            [defaults]
            inventory = {Path.Combine(fleet.Work, "hosts")}
            local_tmp = {Path.Combine(fleet.Work, "tmp")}
            {defaults}
            [ssh_connection]
            ssh_common_args = -F {fleet.SshConfigFile}
            control_path_dir = {sockets}
            {connection}

            """);
        // A run starts without connections that an earlier one left open.
        var close = Cli.Wrap("sh").WithArguments(["-c", $"for one in {sockets}/*; do [ ! -S $one ] || ssh -S $one -O exit x 2>/dev/null || :; done; rm -rf {sockets}"]);
        var play = Cli.Wrap("ansible-playbook").WithArguments(["playbook.yml"]).WithWorkingDirectory(fleet.Work).WithEnvironmentVariables(variables => variables
            .Set("ANSIBLE_CONFIG", settings).Set("ANSIBLE_NOCOLOR", "1").Set("LC_ALL", "C.UTF-8"));
        return new Contender(label, () => play)
        {
            First = () => play,
            Before = () => close,
            After = () => close,
            HasChanged = output => Changed().IsMatch(output),
        };
    }

    [GeneratedRegex(@"ok=\d+\s+changed=[1-9]")]
    private static partial Regex Changed();
}
