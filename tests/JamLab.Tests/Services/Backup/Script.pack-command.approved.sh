j_each() {
:
"$@" data /var/lib/jamlab/echo/data
}
j_main() {
set -eu
umask 077
root=/etc/jamlab/services/echo at=/run/jamlab-backup/echo share=/run/jamlab-backup/echo/share
mkdir -p "$at"
exec 9>"$at/lock"
flock -w 120 9 || exit 75
[ -e "$root/active" ] || exit 66
read -r slot < "$root/active"
read -r version rest < "$root/$slot/version"
unit=jamlab-echo-$slot.service
j_heal
if ! (
set -a
GREETING='say "hi" to 100% of $USERS\
'
[ ! -e "$root/$slot/env" ] || . "$root/$slot/env"
case $slot in
a) PORT=20001 PORT_ADMIN_PAGE=20000 PORT_HTTP=20001;;
*) PORT=20101 PORT_ADMIN_PAGE=20100 PORT_HTTP=20101;;
esac
set +a
pid=$(systemctl show -p MainPID --value -- "$unit")
[ "$pid" -gt 0 ] || { echo "$unit does not run, and the hook runs beside it"; exit 1; }
exec nsenter --target "$pid" --mount --setuid "$(stat -c %u "/proc/$pid")" --setgid "$(stat -c %g "/proc/$pid")" -- sh -c 'cd /; dump '\''all'\'' > /data/dump'
) >"$at/said" 2>&1 </dev/null 9>&-; then tail -n 10 "$at/said" >&2; exit 70; fi
j_room
j_each j_link
rm -f "$at/code"
exec 3<&0 4>&1
{ tar --numeric-owner --format=posix --pax-option=delete=atime,delete=ctime --sparse --exclude='*/./.jamlab-restore' -cz -f - -C "$at/volumes" data/. 2>"$at/said" </dev/null || echo $? > "$at/code"; } | j_push
code=0
[ ! -e "$at/code" ] || read -r code < "$at/code"
rm -rf "$at/volumes"
if [ "$code" -gt 1 ]; then tail -n 10 "$at/said" >&2; exit 71; fi
changed=true
[ "$code" -ne 0 ] || changed=false
echo "@read $version $changed" >&2
}
j_main; exit
