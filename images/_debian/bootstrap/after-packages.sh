#!/bin/sh
# Runs outside, with the root's folder as $1, when all packages are there: just what Packer needs to log in.
set -eu
# Not ip=dhcp on the kernel command line: an initramfs without drivers of network cards would wait three minutes for one.
printf '[Match]\nType=ether\n[Network]\nDHCP=ipv4\n' > "$1/etc/systemd/network/10-template.network"
chroot "$1" systemctl enable --quiet systemd-networkd.service
# The template boots with a kernel from outside the disk; a newer one inside would only take its modules away.
chroot "$1" dpkg-query -W -f '${Package}\n' 'linux-image-*' | xargs chroot "$1" apt-mark hold > /dev/null
