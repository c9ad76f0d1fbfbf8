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
rm -f "$at/code"
j_room
j_each j_staging
exec 3<&0 4>&1
{ exec 5>&1; j_pull; } | tar --numeric-owner -xzp --anchored --exclude=old -C "$at/volumes" 2>"$at/said" -f - || echo $? > "$at/code"
rm -rf "$at/volumes"
if [ -e "$at/code" ]; then j_each j_clear; tail -n 10 "$at/said" >&2; exit 71; fi
}
j_main; exit
