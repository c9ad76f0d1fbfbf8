#!/bin/sh
# What an image of Debian or Ubuntu for clouds lacks of what a template is promised to have.
set -eu

missing=
for package in qemu-guest-agent systemd-resolved systemd-timesyncd cloud-guest-utils; do
  # Where a package does not exist (systemd-resolved before Debian 12), systemd itself brings it.
  dpkg-query -W -f '${db:Status-Status}' "$package" 2> /dev/null | grep -qx installed || missing="$missing $package"
done
test -n "$missing" || exit 0

apt-get update -qq
for package in $missing; do
  if apt-cache show "$package" > /dev/null 2>&1; then
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" > /dev/null
  fi
done
