#!/bin/bash
# Makes what a publisher of cloud images would: the root of TEMPLATE (a folder with disk.qcow2, vmlinuz and initrd) as second partition of a
# disk that starts by itself, with cloud-init as the distribution has it. $1: the template's folder, $2: the qcow2 to write.
set -eu
command -v extlinux > /dev/null || { echo 'this needs the package extlinux' >&2; exit 1; }
template=$1
image=$2
work=$(mktemp -d "$image.XXXXXX")
# Mounts live in a namespace of their own, so that none is left however this ends.
[ "${INSIDE:-}" ] || { rmdir "$work"; INSIDE=1 exec unshare --mount --propagation private bash "$0" "$@"; }

qemu-img convert -O raw "$template/disk.qcow2" "$work/root.raw"
mkdir "$work/root" "$work/boot"
mount -o loop "$work/root.raw" "$work/root"
cd "$work/root"
rm -rf etc/cloud/cloud.cfg.d/99-jamlab.cfg etc/cloud/ds-identify.cfg etc/ssh/sshd_config.d/10-jamlab.conf usr/local/lib/jamlab \
  etc/systemd/system/cloud-init-local.service.d
for unit in cloud-init.service cloud-config.service cloud-final.service cloud-init-hotplugd.socket; do rm -f "etc/systemd/system/$unit"; done
cd "$work"
umount root

# One MiB for the partition table, 64 for the boot loader with kernel and initramfs, the rest is the root.
boot=2048 boot_size=131072
root=$((boot + boot_size)) root_size=$(($(stat -c %s root.raw) / 512))
truncate -s $(((root + root_size + 2048) * 512)) disk.raw
mke2fs -q -t ext2 -E offset=$((boot * 512)) disk.raw $((boot_size / 2))k
mount -o "loop,offset=$((boot * 512)),sizelimit=$((boot_size * 512))" disk.raw boot
cp "$template/vmlinuz" "$template/initrd" boot
cat > boot/extlinux.conf <<'CONF'
SERIAL 0
DEFAULT linux
LABEL linux
  LINUX /vmlinuz
  INITRD /initrd
  APPEND root=LABEL=root rw console=ttyS0 quiet
CONF
extlinux --install boot > /dev/null 2>&1
umount boot
dd if=root.raw of=disk.raw bs=1M seek=$((root / 2048)) conv=notrunc,sparse status=none

# The boot code, and the two entries of the table: flags, begin as cylinders (unused), type 83, end, first sector and count as little endian.
dd if=/usr/lib/EXTLINUX/mbr.bin of=disk.raw conv=notrunc status=none
little() { printf "\\\\x%02x\\\\x%02x\\\\x%02x\\\\x%02x" $(($1 & 255)) $(($1 >> 8 & 255)) $(($1 >> 16 & 255)) $(($1 >> 24 & 255)); }
{
  printf "$(printf '\\x%s' 80 00 00 00 83 00 00 00)$(little $boot)$(little $boot_size)"
  printf "$(printf '\\x%s' 00 00 00 00 83 00 00 00)$(little $root)$(little $root_size)"
} > table
dd if=table of=disk.raw bs=1 seek=446 conv=notrunc status=none
printf '\125\252' | dd of=disk.raw bs=1 seek=510 conv=notrunc status=none

qemu-img convert -O qcow2 disk.raw "$image"
cd /
rm -rf "$work"
