using System.Globalization;

namespace JamLab.Stages.Processes;

/// <summary>A process that cannot be mistaken for a later one with the same id: the kernel's start time goes with it (proc(5), field 22 of stat).</summary>
public sealed record ProcessIdentity(int Pid, long StartTicks)
{
    /// <summary>Who has this id now, or null. A zombie counts as gone.</summary>
    public static ProcessIdentity? Of(int pid)
    {
        try
        {
            var stat = File.ReadAllText($"/proc/{pid.ToString(CultureInfo.InvariantCulture)}/stat");
            // The second field is the command in parentheses and may hold anything, also spaces and parentheses.
            var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return fields[0] is "Z" or "X" ? null : new ProcessIdentity(pid, long.Parse(fields[19], CultureInfo.InvariantCulture));
        }
        catch (IOException)
        {
            return null;
        }
        catch (UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>How long the process has run: ticks of 1/100 s (USER_HZ, the same on all of Linux's platforms that .NET runs on) against /proc/uptime.</summary>
    public TimeSpan Uptime
    {
        get
        {
            var sinceBoot = double.Parse(File.ReadAllText("/proc/uptime").Split(' ')[0], CultureInfo.InvariantCulture);
            return TimeSpan.FromSeconds(Math.Max(0, sinceBoot - StartTicks / 100.0));
        }
    }

    public bool IsAlive => Of(Pid) == this;
}
