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
trap '' HUP INT TERM PIPE
exec 6>&2 >"$at/said" 2>&1
j_listed() {
  j_answer=$(curl -fsS --max-time 5 "http://127.0.0.1:8500/v1/health/service/$1$3" 2>&1) || return 2
  case $j_answer in *"\"ID\":\"$2\""*) return 0;; esac
  j_answer='it is not listed'
  return 1
}
j_reread() {
  for j_file in "$@"; do [ ! -e "$j_file" ] || touch -d "@$(($(date +%s)-1))" -- "$j_file"; done
  systemctl reload consul
}
j_enlist() {
  j_end=$(($(date +%s)+30))
  until j_listed "$1" "$2" '?passing'; do
    [ "$(date +%s)" -lt $j_end ] || { echo "Consul does not list $2 as passing after 30 s: $j_answer"; return 1; }
    sleep 0.2
  done
}
j_delist() {
  j_end=$(($(date +%s)+30))
  while :; do
    j_code=0; j_listed "$1" "$2" '' || j_code=$?
    [ $j_code -ne 1 ] || return 0
    [ "$(date +%s)" -lt $j_end ] || { echo "Consul still lists $2 after 30 s"; return 1; }
    sleep 0.2
  done
}
j_well() {
  j_end=$(($(date +%s)+$2)) j_good=0 j_saw=
  while :; do
    if j_saw=$(j_check 2>&1 </dev/null) && systemctl is-active -q -- "$1"; then
      j_good=$((j_good+1))
      [ $j_good -lt 2 ] || return 0
    else
      j_good=0
      case $(systemctl show -p ActiveState -p NRestarts -- "$1") in
        *=failed*|*=inactive*|*NRestarts=[3-9]*|*NRestarts=[1-9][0-9]*) echo "$1 ends again and again"; return 1;;
      esac
      [ "$(date +%s)" -lt $j_end ] || { echo "its check does not pass within $2 s: ${j_saw:-it says nothing}"; return 1; }
    fi
    sleep 0.3
  done
}
j_known() {
  case $(systemctl show -p LoadState -p NeedDaemonReload -- "$1") in
    *LoadState=loaded*NeedDaemonReload=no*|*NeedDaemonReload=no*LoadState=loaded*) ;;
    *) systemctl daemon-reload;;
  esac
}
j_check() { case $slot in
a) curl -fsS -o /dev/null --max-time 2 http://10.77.0.130:20001/index.html;;
*) curl -fsS -o /dev/null --max-time 2 http://10.77.0.130:20101/index.html;;
esac; }
trap 'code=$?; set +e; if [ $code -ne 0 ]; then systemctl stop -- "$unit"; j_each j_back; timeout 60 systemctl start -- "$unit"; tail -n 10 "$at/said" >&6; exit 78; fi' EXIT
systemctl stop -- "$unit"
j_each j_place
systemctl reset-failed -- "$unit" 2>/dev/null || :
timeout 60 systemctl start -- "$unit" || :
j_well "$unit" 60 || { journalctl -q --no-pager -o cat -n 5 -u "$unit" 2>/dev/null; exit 1; }
j_each j_commit
j_each j_clear
}
j_main; exit
