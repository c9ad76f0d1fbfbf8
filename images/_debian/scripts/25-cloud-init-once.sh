#!/bin/sh
# cloud-init before 24.1 starts Python four times a boot, and without hardware acceleration most of a first boot is that:
# here its four stages run one after the other in one process, as later releases do by themselves.
set -eu

test ! -e /lib/systemd/system/cloud-init-main.service || exit 0

mkdir -p /usr/local/lib/jamlab /etc/systemd/system/cloud-init-local.service.d

cat > /usr/local/lib/jamlab/cloud-init-once <<'PYTHON'
#!/usr/bin/python3
"""All stages of cloud-init. systemd is told when users and host keys are there, so that the network and sshd may start."""
import os
import socket
import time

from cloudinit.cmd.main import main


def stage(*arguments):
    try:
        main(["cloud-init", *arguments])
    except SystemExit:
        pass


def tell_ready():
    address = os.environ.pop("NOTIFY_SOCKET", None)
    if address:
        with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as notify:
            notify.connect("\0" + address[1:] if address[0] == "@" else address)
            notify.send(b"READY=1")


def wait_for_network(seconds):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            with open("/run/systemd/netif/state") as state:
                if "OPER_STATE=routable" in state.read():
                    return
        except FileNotFoundError:
            pass
        time.sleep(0.2)


stage("init", "--local")
stage("init")
tell_ready()
wait_for_network(30)
stage("modules", "--mode=config")
stage("modules", "--mode=final")
PYTHON
chmod 0755 /usr/local/lib/jamlab/cloud-init-once

cat > /etc/systemd/system/cloud-init-local.service.d/once.conf <<'CONF'
[Unit]
Before=systemd-user-sessions.service ssh.service

[Service]
Type=notify
NotifyAccess=main
ExecStart=
ExecStart=/usr/local/lib/jamlab/cloud-init-once
CONF

systemctl mask --quiet cloud-init.service cloud-config.service cloud-final.service cloud-init-hotplugd.socket
