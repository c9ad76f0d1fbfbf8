using JamLab.Convergence;
using JamLab.Stages.Services.Systemd;

namespace JamLab.Stages.Services.Backup;

/// <summary>Shell for the volumes of one instance, each script complete. What a script says about itself goes to stderr.</summary>
internal sealed partial class VolumeScripts(ServiceInstance instance, IReadOnlyList<VolumePlace> volumes)
{
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
}
