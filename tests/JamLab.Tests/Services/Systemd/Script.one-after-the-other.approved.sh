(
since=0
failed() {
set +e
journalctl -q --no-pager -o cat -n 10 -u jamlab-web-b.service --since "@${since}" 2>/dev/null
if [ -e /etc/consul.d/services/jamlab-web-b.json ]; then
  mv -f /etc/consul.d/services/jamlab-web-b.json /etc/jamlab/services/web/b/registration.json 2>/dev/null || rm -f /etc/consul.d/services/jamlab-web-b.json
  j_reread /etc/consul.d/services /etc/consul.d/services/jamlab-web-b.json
  j_delist web web-b-vs0
  j_say waiting until nobody asks jamlab-web-b any more
  sleep 3
fi
systemctl stop -- jamlab-web-b.service 2>/dev/null || :
systemctl -q --no-reload disable -- jamlab-web-b.service 2>/dev/null || :
systemctl reset-failed -- jamlab-web-b.service 2>/dev/null || :
rm -f /etc/systemd/system/jamlab-web-b.service
rm -rf /etc/jamlab/services/web/b
rmdir /etc/jamlab/services/web 2>/dev/null || :
j_known jamlab-web-a.service
systemctl reset-failed -- jamlab-web-a.service 2>/dev/null || :
timeout 60 systemctl start -- jamlab-web-a.service || :
if [ -e /etc/jamlab/services/web/a/registration.json ]; then mv -f /etc/jamlab/services/web/a/registration.json /etc/consul.d/services/jamlab-web-a.json; j_reread /etc/consul.d/services /etc/consul.d/services/jamlab-web-a.json; j_enlist web web-a-vs0; fi
if systemctl is-active -q -- jamlab-web-a.service; then echo 'the version before runs again'; else echo 'the version before does not come back'; fi
exit 1
}
j_check() { timeout 2 bash -c ': < /dev/tcp/10.77.0.130/20101'; }
rm -rf /etc/jamlab/services/web/b
umask 022
mkdir -p /etc/jamlab/services/web/b
file=/etc/jamlab/services/web/b/env.new
umask 077
cat <<'J_END' > "$file"
TOKEN="<echo/token>"
J_END
umask 022
chmod 600 "$file"
mv -f "$file" /etc/jamlab/services/web/b/env
file=/etc/systemd/system/jamlab-web-b.service.new
umask 077
printf '%s\n' '# Written by JamLab; changes here are lost.
[Unit]
Description=Service web, version bbbbbbbbbbbb
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
Type=notify
NotifyAccess=all
Delegate=yes
KillMode=mixed
ExecStartPre=/bin/rm -f %t/%N.cid
ExecStart=/usr/bin/podman \
    run \
    --name=jamlab-web-b \
    --cidfile=%t/%N.cid \
    --replace \
    --rm \
    --cgroups=split \
    --sdnotify=conmon \
    -d \
    --pull=missing \
    --publish=10.77.0.130:20100:8081 \
    --publish=10.77.0.130:20101:8080 \
    --env=GREETING \
    --env=TOKEN \
    "--volume=/var/lib/jamlab/web/cache:/var/cache/nginx:U" \
    "docker.io/library/nginx:1.29"
ExecStartPost=-/bin/sh -c "ip link set podman0 address $$(cat /sys/class/net/podman0/address)"
ExecStop=/usr/bin/podman stop -i -t 10 --cidfile=%t/%N.cid
ExecStopPost=-/usr/bin/podman rm -f -i --cidfile=%t/%N.cid
Environment="GREETING=say \"hi\" to 100%% of $USERS\\\n"
EnvironmentFile=/etc/jamlab/services/web/b/env
StateDirectory=jamlab/web/cache
Restart=always
RestartSec=1
TimeoutStopSec=15
MemoryMax=67108864
CPUWeight=50

[Install]
WantedBy=multi-user.target' > "$file" || j_unwritten "$file" 1151
umask 022
chmod 644 "$file"
mv -f "$file" /etc/systemd/system/jamlab-web-b.service
file=/etc/jamlab/services/web/b/version.new
umask 077
printf '%s\n' 'bbbbbbbbbbbb admin-page=20100 http=20101' > "$file" || j_unwritten "$file" 41
umask 022
chmod 644 "$file"
mv -f "$file" /etc/jamlab/services/web/b/version
podman image exists docker.io/library/nginx:1.29 || {
j_say fetching the image
podman pull -q docker.io/library/nginx:1.29 >/dev/null
}
if [ -e /etc/consul.d/services/jamlab-web-a.json ]; then
  mv -f /etc/consul.d/services/jamlab-web-a.json /etc/jamlab/services/web/a/registration.json 2>/dev/null || rm -f /etc/consul.d/services/jamlab-web-a.json
  j_reread /etc/consul.d/services /etc/consul.d/services/jamlab-web-a.json
  j_delist web web-a-vs0
  j_say waiting until nobody asks jamlab-web-a any more
  sleep 3
fi
systemctl stop -- jamlab-web-a.service
since=$(date +%s)
j_known jamlab-web-b.service
systemctl reset-failed -- jamlab-web-b.service 2>/dev/null || :
timeout 60 systemctl start -- jamlab-web-b.service || :
j_say waiting for the check of jamlab-web-b
j_well jamlab-web-b.service 60 || failed
systemctl -q --no-reload enable -- jamlab-web-b.service
enlist() {
file=/etc/consul.d/services/jamlab-web-b.json.new
umask 077
cat <<'J_END' > "$file"
{
  "service": {
    "id": "web-b-vs0",
    "name": "web",
    "tags": [
      "jamlab"
    ],
    "meta": {
      "version": "bbbbbbbbbbbb",
      "slot": "b",
      "port_admin_page": "20100",
      "port_http": "20101"
    },
    "token": "token-of-consul",
    "port": 20101,
    "check": {
      "name": "web answers",
      "interval": "2s",
      "timeout": "2s",
      "status": "passing",
      "tcp": "10.77.0.130:20101"
    }
  }
}
J_END
umask 022
chmod 640 "$file"
chgrp consul "$file"
mv -f "$file" /etc/consul.d/services/jamlab-web-b.json
j_reread /etc/consul.d/services /etc/consul.d/services/jamlab-web-b.json
j_enlist web web-b-vs0
}
enlist || failed
echo b > /etc/jamlab/services/web/active.new
mv -f /etc/jamlab/services/web/active.new /etc/jamlab/services/web/active
if [ -e /etc/consul.d/services/jamlab-web-a.json ]; then
  mv -f /etc/consul.d/services/jamlab-web-a.json /etc/jamlab/services/web/a/registration.json 2>/dev/null || rm -f /etc/consul.d/services/jamlab-web-a.json
  j_reread /etc/consul.d/services /etc/consul.d/services/jamlab-web-a.json
  j_delist web web-a-vs0
  j_say waiting until nobody asks jamlab-web-a any more
  sleep 3
fi
systemctl stop -- jamlab-web-a.service 2>/dev/null || :
systemctl -q --no-reload disable -- jamlab-web-a.service 2>/dev/null || :
systemctl reset-failed -- jamlab-web-a.service 2>/dev/null || :
rm -f /etc/systemd/system/jamlab-web-a.service
rm -rf /etc/jamlab/services/web/a
rmdir /etc/jamlab/services/web 2>/dev/null || :
)
