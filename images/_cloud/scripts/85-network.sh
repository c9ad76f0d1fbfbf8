#!/bin/sh
# The network of the build's boot; the machine's own first boot writes its own.
set -eu
rm -f /etc/netplan/50-cloud-init.yaml /etc/systemd/network/*-cloud-init-*.network /etc/systemd/network/*-cloud-init-*.link \
  /etc/network/interfaces.d/50-cloud-init /etc/udev/rules.d/70-persistent-net.rules
