using JamLab.Convergence;
using JamLab.Convergence.Scripts;
using JamLab.Stages.Services.Systemd;

namespace JamLab.Stages.Services.Backup;

/// <summary>Shell for the volumes of one instance, each script complete. What a script says about itself goes to stderr.</summary>
internal sealed class VolumeScripts(ServiceInstance instance, IReadOnlyList<VolumePlace> volumes)
{
    private const string Tar = "tar --numeric-owner";
    private const int ShownLines = 10;

    private ServiceDefinition Definition => instance.Definition;

    private string Name => Definition.Name;

    /// <summary>Prints <c>here</c> where the service was deployed.</summary>
    public HostText Here => Script("[ ! -e \"$root/active\" ] || echo here\n", needsInstance: false);

    /// <summary>Prints <c>filled NAME</c> for each volume that has something in it.</summary>
    public HostText Look => Script("j_each j_filled\n", heals: false);

    /// <summary>Prints the volumes as one archive.</summary>
    public HostText Pack(string? hook) => Script(
        $$"""
        {{Hook(hook)}}rm -f "$at/code"
        exec 3<&0 4>&1
        { {{Read}} -f - -C "$at/volumes" {{Members}} 2>"$at/said" </dev/null || echo $? > "$at/code"; } | j_push
        {{Packed}}
        """);

    /// <summary>The same into a file of an export, described only when it is whole and on the disk; prints the description.</summary>
    public HostText PackOnShare(string? hook, string export, BackupManifest draft)
    {
        var file = $"\"$folder/{draft.Name}";
        var described = (draft with { Version = "$version", Sha256 = "$sum" }).ToJson().Replace("\"size\":0", "\"size\":$size", StringComparison.Ordinal).Replace("\"changed\":false", "\"changed\":$changed", StringComparison.Ordinal);
        return Script(
            $$"""
            {{Share(export)}}mkdir -p "$folder"
            rm -f "$folder"/*{{BackupManifest.Unfinished}}
            for one in "$folder"/*{{BackupManifest.Archive}}; do [ -e "${one%{{BackupManifest.Archive}}}{{BackupManifest.Described}}" ] || rm -f "$one"; done
            {{Hook(hook)}}rm -f "$at/code"
            part={{file}}{{BackupManifest.Archive}}{{BackupManifest.Unfinished}}"
            {{Read}} -f "$part" -C "$at/volumes" {{Members}} 2>"$at/said" </dev/null || echo $? > "$at/code"
            {{Packed}}sync "$part"
            sum=$(sha256sum < "$part")
            sum=${sum%% *} size=$(stat -c %s "$part")
            mv -f "$part" {{file}}{{BackupManifest.Archive}}"
            cat > {{file}}{{BackupManifest.Described}}{{BackupManifest.Unfinished}}" <<J_END
            {{described}}
            J_END
            sync {{file}}{{BackupManifest.Described}}{{BackupManifest.Unfinished}}"
            mv -f {{file}}{{BackupManifest.Described}}{{BackupManifest.Unfinished}}" {{file}}{{BackupManifest.Described}}"
            cat {{file}}{{BackupManifest.Described}}"
            """);
    }

    /// <summary>Prints the size and description of each whole backup on an export.</summary>
    public HostText List(string export) => Script(
        $$"""
        {{Share(export, ",ro")}}for one in "$folder"/*{{BackupManifest.Described}}; do
          archive=${one%{{BackupManifest.Described}}}{{BackupManifest.Archive}}
          [ ! -e "$archive" ] || { printf '%s ' "$(stat -c %s "$archive")"; cat "$one"; }
        done
        """, needsInstance: false);

    /// <summary>The description goes first: what is left without one is cleared away.</summary>
    public HostText Remove(string export, IEnumerable<string> names) => Script(
        Share(export) + string.Concat(names.Select(name => $"rm -f \"$folder/{name}{BackupManifest.Described}\"\nrm -f \"$folder/{name}{BackupManifest.Archive}\"\n")), needsInstance: false);

    /// <summary>Takes an archive and unpacks it beside the volumes, which stay as they are.</summary>
    public HostText Unpack(BackupManifest backup) => Script(
        $$"""
        {{Staging}}exec 3<&0 4>&1
        { exec 5>&1; j_pull; } | {{Write(backup)}} -f - || echo $? > "$at/code"
        {{Unpacked}}
        """);

    /// <summary>The same from an export, once its bytes are what they were.</summary>
    public HostText UnpackFromShare(string export, BackupManifest backup) => Script(
        $$"""
        {{Share(export, ",ro")}}archive="$folder/{{backup.Name}}{{BackupManifest.Archive}}"
        sum=$(sha256sum < "$archive")
        [ "${sum%% *}" = {{backup.Sha256}} ] || exit {{HostExit.WrongBytes}}
        {{Staging}}{{Write(backup)}} -f "$archive" </dev/null || echo $? > "$at/code"
        {{Unpacked}}
        """);

    /// <summary>Puts what was unpacked in the volumes' place while the service stands still, and takes it back where the service does not become well with it.</summary>
    public HostText Swap => Script(
        $$"""
        trap '' HUP INT TERM PIPE
        exec 6>&2 >"$at/said" 2>&1
        {{ServiceFunctions.Text}}j_check() { case $slot in
        a) {{Check(instance.A)}};;
        *) {{Check(instance.B)}};;
        esac; }
        trap 'code=$?; set +e; if [ $code -ne 0 ]; then systemctl stop -- "$unit"; j_each j_back; timeout {{Seconds}} systemctl start -- "$unit"; tail -n {{ShownLines}} "$at/said" >&6; exit {{HostExit.Ill}}; fi' EXIT
        systemctl stop -- "$unit"
        j_each j_place
        systemctl reset-failed -- "$unit" 2>/dev/null || :
        timeout {{Seconds}} systemctl start -- "$unit" || :
        j_well "$unit" {{Seconds}} || { journalctl -q --no-pager -o cat -n 5 -u "$unit" 2>/dev/null; exit 1; }
        j_each j_commit
        j_each j_clear
        """, heals: false);

    private int Seconds => (int)Math.Ceiling(instance.HealthyWithin.TotalSeconds);

    private string Members => Sh.Words(volumes.Select(volume => $"{volume.Name}/."));

    // Only this format has times finer than a second.
    private static string Read => $"{Tar} --format=posix --pax-option=delete=atime,delete=ctime --sparse --exclude='*/./.jamlab-restore' -cz";

    // GNU tar ends with 1 where a file changed while it was read, and has all the same what it read.
    private static string Packed =>
        $$"""
        code=0
        [ ! -e "$at/code" ] || read -r code < "$at/code"
        rm -rf "$at/volumes"
        if [ "$code" -gt 1 ]; then tail -n {{ShownLines}} "$at/said" >&2; exit {{HostExit.Tar}}; fi
        changed=true
        [ "$code" -ne 0 ] || changed=false
        echo "@read $version $changed" >&2

        """;

    private static string Staging =>
        """
        rm -f "$at/code"
        j_room
        j_each j_staging

        """;

    private static string Unpacked =>
        $$"""
        rm -rf "$at/volumes"
        if [ -e "$at/code" ]; then j_each j_clear; tail -n {{ShownLines}} "$at/said" >&2; exit {{HostExit.Tar}}; fi

        """;

    // Volumes of then that are no volumes now have no place to go to.
    private string Write(BackupManifest backup) =>
        $"{Tar} -xzp --anchored {string.Concat(backup.Volumes.Where(name => volumes.All(volume => volume.Name != name)).Select(name => $"--exclude={Sh.Quote(name)} "))}-C \"$at/volumes\" 2>\"$at/said\"";

    private string Share(string export, string more = "") => $"j_share {Sh.Quote(export)} '{more}'\nfolder=$share/{Name}\n";

    private string Check(SlotText slot) => ServiceHealthCheck.Shell(Definition, slot.Slot, instance.Site) ?? ":";

    private string Hook(string? command) => (command is null ? "" :
        $$"""
        if ! (
        {{HookEnvironment}}{{Beside(command)}}
        ) >"$at/said" 2>&1 </dev/null 9>&-; then tail -n {{ShownLines}} "$at/said" >&2; exit {{HostExit.Hook}}; fi

        """) + "j_room\nj_each j_link\n";

    // In its container, or as its user with its view of the file system, or on the host where the service has that too.
    private string Beside(string command) => Definition.Kind switch
    {
        ServiceKind.Image => $"exec podman exec jamlab-{Name}-$slot sh -c {Sh.Quote(command)}",
        ServiceKind.Command =>
            $$"""
            pid=$(systemctl show -p MainPID --value -- "$unit")
            [ "$pid" -gt 0 ] || { echo "$unit does not run, and the hook runs beside it"; exit 1; }
            exec nsenter --target "$pid" --mount --setuid "$(stat -c %u "/proc/$pid")" --setgid "$(stat -c %g "/proc/$pid")" -- sh -c {{Sh.Quote("cd /; " + command)}}
            """,
        _ => $"exec sh -c {Sh.Quote(command)}",
    };

    private string HookEnvironment => Definition.Kind == ServiceKind.Image ? "" :
        $$"""
        set -a
        {{string.Concat(Definition.Environment.Select(one => $"{one.Key}={Sh.Quote(one.Value)}\n"))}}[ ! -e "$root/$slot/env" ] || . "$root/$slot/env"
        case $slot in
        a) {{Ports(instance.A)}};;
        *) {{Ports(instance.B)}};;
        esac
        set +a

        """;

    private string Ports(SlotText slot) => string.Join(' ', ServicePorts.Variables(Definition, slot.Slot).Select(one => $"{one.Name}={one.Port}").DefaultIfEmpty(":"));

    // One function, called in the last line: half a script does nothing. One script at a time is at a service's volumes, that of a run too that was killed meanwhile.
    private HostText Script(string body, bool needsInstance = true, bool heals = true) => HostText.Secret(
        VolumeFunctions.Text +
        $$"""
        j_each() {
        :
        {{string.Concat(volumes.Select(volume => $"\"$@\" {Sh.Quote(volume.Name)} {Sh.Quote(volume.Folder)}\n"))}}}
        j_main() {
        set -eu
        umask 077
        root={{Slot.Root}}/{{Name}} at=/run/jamlab-backup/{{Name}} share=/run/jamlab-backup/{{Name}}/share
        mkdir -p "$at"
        exec 9>"$at/lock"
        flock -w {{HostExit.BusySeconds}} 9 || exit {{HostExit.Busy}}

        """ +
        (needsInstance ?
            $$"""
            [ -e "$root/active" ] || exit {{HostExit.NotHere}}
            read -r slot < "$root/active"
            read -r version rest < "$root/$slot/version"
            unit={{(Definition.Kind == ServiceKind.Unit ? Sh.Quote(Definition.Program) : $"jamlab-{Name}-$slot.service")}}
            {{(heals ? "j_heal\n" : "")}}
            """ : "") +
        body.TrimEnd('\n') + "\n}\nj_main; exit\n");
}
