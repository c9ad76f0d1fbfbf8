using System.Text;
using JamLab.Convergence;
using JamLab.Convergence.Scripts;

namespace JamLab.Stages.Services.Systemd;

/// <summary>The steps that scripts for an instance are made of; they run in a subshell of their own and want <see cref="ServiceFunctions"/>.</summary>
internal abstract class ServiceScript(ServiceInstance instance)
{
    protected ServiceInstance Instance => instance;

    protected bool HasConsul => instance.Site.HasConsul;

    protected bool IsUnit => instance.Definition.Kind == ServiceKind.Unit;

    public HostText Text
    {
        get
        {
            var text = new StringBuilder("(\n");
            Steps(text);
            return HostText.Secret(text.Append(")\n").ToString());
        }
    }

    protected abstract void Steps(StringBuilder text);

    protected int Seconds => (int)Math.Ceiling(instance.HealthyWithin.TotalSeconds);

    protected string UnitOf(SlotText slot) => IsUnit ? instance.Definition.Program : slot.Slot.UnitName;

    protected string Id(SlotText slot) => Sh.Quote(slot.Slot.ConsulId(instance.Site.Host));

    protected string ServiceWord => Sh.Quote(instance.Definition.Name);

    protected string ActiveFile => $"{instance.A.Slot.ServiceFolder}/active";

    /// <summary>Defines <c>j_check</c> for a slot.</summary>
    protected string Check(SlotText slot) =>
        $"j_check() {{ {ServiceHealthCheck.Shell(instance.Definition, slot.Slot, instance.Site) ?? ":"}; }}\n";

    /// <summary>The slot's files as they should be, from nothing.</summary>
    protected static string Write(SlotText slot)
    {
        var text = new StringBuilder($"rm -rf {slot.Slot.Folder}\numask 022\nmkdir -p {slot.Slot.Folder}\n");
        var folders = slot.Files.Select(file => file.Path[..file.Path.LastIndexOf('/')]).Distinct().Where(folder => folder.StartsWith($"{slot.Slot.Folder}/", StringComparison.Ordinal)).ToList();
        if (folders.Count > 0)
            text.Append($"mkdir -p {Sh.Words(folders)}\n");
        foreach (var file in slot.Files.Skip(1).Append(slot.Files[0]))
            text.Append(WriteFile(file));
        return text.ToString();
    }

    protected static string WriteFile(SlotFile file) =>
        $"file={Sh.Quote($"{file.Path}.new")}\numask 077\n{Sh.Write(file.Content, "\"$file\"")}umask 022\nchmod {Convert.ToString(file.Mode, 8)} \"$file\"\nmv -f \"$file\" {Sh.Quote(file.Path)}\n";

    /// <summary>Makes the instance known to Consul and waits until its servers list it.</summary>
    protected string Enlist(SlotText slot) => slot.Registration is not { } registration ? "" :
        WriteFile(registration).Replace("mv -f \"$file\"", "chgrp consul \"$file\"\nmv -f \"$file\"", StringComparison.Ordinal) +
        $"j_reread {Folders(slot)}\nj_enlist {ServiceWord} {Id(slot)}\n";

    /// <summary>Takes an instance out of Consul, if it is in, and waits until nobody sends it anything more.</summary>
    protected string Delist(SlotText slot) => !HasConsul ? "" :
        $"""
        if [ -e {slot.Slot.Registration} ]; then
          mv -f {slot.Slot.Registration} {slot.Slot.Folder}/registration.json 2>/dev/null || rm -f {slot.Slot.Registration}
          j_reread {Folders(slot)}
          j_delist {ServiceWord} {Id(slot)}
          j_say waiting until nobody asks {slot.Slot.Name} any more
          sleep {ServiceFunctions.ProxiesFollowSeconds}
        fi

        """;

    /// <summary>Makes an instance known again as it was when <see cref="Delist"/> took it out.</summary>
    protected string Relist(SlotText slot) => !HasConsul ? "" :
        $"if [ -e {slot.Slot.Folder}/registration.json ]; then mv -f {slot.Slot.Folder}/registration.json {slot.Slot.Registration}; j_reread {Folders(slot)}; j_enlist {ServiceWord} {Id(slot)}; fi\n";

    /// <summary>Removes a slot that nobody is sent to any more. A packaged unit is not the slot's own.</summary>
    protected string Clear(SlotText slot) =>
        (IsUnit ? "" : $"systemctl stop -- {slot.Slot.UnitName} 2>/dev/null || :\nsystemctl -q --no-reload disable -- {slot.Slot.UnitName} 2>/dev/null || :\nsystemctl reset-failed -- {slot.Slot.UnitName} 2>/dev/null || :\nrm -f {slot.Slot.UnitFile}\n") +
        $"rm -rf {slot.Slot.Folder}\nrmdir {slot.Slot.ServiceFolder} 2>/dev/null || :\n";

    /// <summary>Starts what is in the slot; a packaged unit gets the slot's additions.</summary>
    protected string Start(SlotText slot, string verb = "start")
    {
        var unit = UnitOf(slot);
        var link = IsUnit ? Place(slot) : $"j_known {unit}\n";
        return $"{link}systemctl reset-failed -- {unit} 2>/dev/null || :\ntimeout {Seconds} systemctl {(IsUnit ? "restart" : verb)} -- {unit} || :\n";
    }

    // The slot whose turn it was before may have had other files: what it has stands in it.
    private string Place(SlotText slot) =>
        $"""
        if [ -e {slot.TargetsFile} ]; then
          while read -r index target; do
            if [ -d {slot.Slot.Folder}/files/$index ]; then
              mkdir -p "$target"; cp -Rp {slot.Slot.Folder}/files/$index/. "$target/"
            else
              mkdir -p "${"{target%/*}"}"; cp -p {slot.Slot.Folder}/files/$index "$target"
            fi
          done < {slot.TargetsFile}
        fi
        echo {UnitOf(slot)} > {slot.Slot.ServiceFolder}/unit
        mkdir -p /etc/systemd/system/{UnitOf(slot)}.d
        ln -sfn {slot.DropIn} /etc/systemd/system/{UnitOf(slot)}.d/jamlab.conf
        systemctl daemon-reload

        """;

    protected string Enable(SlotText slot) => $"systemctl -q --no-reload enable -- {UnitOf(slot)}\n";

    private static string Folders(SlotText slot) => $"{slot.Slot.Registration[..slot.Slot.Registration.LastIndexOf('/')]} {slot.Slot.Registration}";
}
