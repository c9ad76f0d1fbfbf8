# Makes or removes the disks of one machine. DIR: its folder; TEMPLATE: the image that the root disk is an overlay of;
# DISKS: "name size_mib" a line, the root disk first.
set -eu

case "$1" in
  create)
    # The seed and the folder are made by the build; what an interrupted run left of the disks is not trusted.
    rm -f "$DIR"/*.qcow2
    backing=$TEMPLATE
    printf '%s\n' "$DISKS" | while read -r name size; do
      if [ -n "$backing" ]; then
        qemu-img create -q -f qcow2 -F qcow2 -b "$backing" "$DIR/$name.qcow2" "${size}M"
      else
        qemu-img create -q -f qcow2 "$DIR/$name.qcow2" "${size}M"
      fi
      backing=
    done
    ;;
  destroy)
    rm -f "$DIR"/*.qcow2 "$DIR/serial.log" "$DIR/ready"
    ;;
esac
