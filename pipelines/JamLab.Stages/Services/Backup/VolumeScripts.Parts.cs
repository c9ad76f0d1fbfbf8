using JamLab.Convergence;
using JamLab.Convergence.Scripts;
using JamLab.Stages.Services.Systemd;

namespace JamLab.Stages.Services.Backup;

// What the scripts are put together from.
internal sealed partial class VolumeScripts
{
    private const string Tar = "tar --numeric-owner";
    private const int ShownLines = 10;

    private ServiceDefinition Definition => instance.Definition;

    private string Name => Definition.Name;

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
