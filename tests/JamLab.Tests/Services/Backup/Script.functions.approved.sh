j_path() {
  path=$(readlink -f -- "$2") && [ -d "$path" ] || { echo "there is no folder $2" >&2; exit 65; }
  work=${path%/*}/.${path##*/}.jamlab-restore
  [ "$(stat -c %d -- "$path")" = "$(stat -c %d -- "${path%/*}/.")" ] || work=$path/.jamlab-restore
}
j_move() { find "$1" -mindepth 1 -maxdepth 1 ! -name .jamlab-restore -exec sh -c 'exec mv -- "$@" "$0"/' "$2" {} +; }
j_empty() { find "$1" -mindepth 1 -maxdepth 1 ! -name .jamlab-restore -exec rm -rf -- {} +; }
j_rights() { chown "$(stat -c %u:%g -- "$1")" -- "$2"; chmod "$(stat -c %a -- "$1")" -- "$2"; }
j_look() { j_path "$@"; [ ! -d "$work/old" ] || halfway=yes; [ ! -e "$work/committed" ] || committed=yes; }
j_clear() { j_path "$@"; rm -rf -- "$work"; }
j_back() {
  j_path "$@"
  if [ -d "$work/old" ]; then
    if [ -e "$work/aside" ]; then j_empty "$path"; rm -f "$work/aside"; fi
    j_move "$work/old" "$path"
    j_rights "$work/old" "$path"
  fi
  rm -rf -- "$work"
}
j_heal() {
  halfway= committed=
  j_each j_look
  if [ -n "$committed" ] || [ -z "$halfway" ]; then j_each j_clear; return 0; fi
  echo 'a restore that was cut off is taken back' >&2
  systemctl stop -- "$unit"
  j_each j_back
  timeout 60 systemctl start -- "$unit" || :
}
j_link() { ln -s -- "$2" "$at/volumes/$1"; }
j_room() { rm -rf "$at/volumes"; mkdir "$at/volumes"; }
j_staging() { j_path "$@"; mkdir -p "$work/new"; ln -s -- "$work/new" "$at/volumes/$1"; }
j_filled() { j_path "$@"; [ -z "$(find "$path" -mindepth 1 -maxdepth 1 ! -name .jamlab-restore -print -quit)" ] || printf 'filled %s\n' "$1"; }
j_place() {
  j_path "$@"
  mkdir "$work/old"
  j_rights "$path" "$work/old"
  j_move "$path" "$work/old"
  : > "$work/aside"
  j_move "$work/new" "$path"
  j_rights "$work/new" "$path"
}
j_commit() { j_path "$@"; : > "$work/committed"; }
j_push() {
  block=0
  while :; do
    said=$(dd bs=65536 count=64 iflag=fullblock 2>&1 >&4)
    case $said in "64+0 records in"*) ;; *) return 0;; esac
    block=$((block+1))
    [ $block -lt 4 ] || read -r go <&3 || return 1
  done
}
j_pull() {
  while echo >&4; do
    said=$(dd bs=65536 count=16 iflag=fullblock 2>&1 >&5 <&3)
    case $said in "16+0 records in"*) ;; *) return 0;; esac
  done
}
j_unshare() { ! mountpoint -q "$share" || umount "$share" 2>/dev/null || umount -l "$share"; }
j_share() {
  mkdir -p "$share"
  j_unshare
  trap j_unshare EXIT
  mount -t nfs -o "nosuid,nodev,noexec$2" "$1" "$share" || { echo "$1 cannot be mounted" >&2; exit 77; }
}
