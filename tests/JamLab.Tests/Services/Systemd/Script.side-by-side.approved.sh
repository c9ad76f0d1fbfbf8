(
since=0
failed() {
set +e
journalctl -q --no-pager -o cat -n 10 -u jamlab-echo-a.service --since "@${since}" 2>/dev/null
if [ -e /etc/consul.d/services/jamlab-echo-a.json ]; then
  mv -f /etc/consul.d/services/jamlab-echo-a.json /etc/jamlab/services/echo/a/registration.json 2>/dev/null || rm -f /etc/consul.d/services/jamlab-echo-a.json
  j_reread /etc/consul.d/services /etc/consul.d/services/jamlab-echo-a.json
  j_delist echo echo-a-vs0
  j_say waiting until nobody asks jamlab-echo-a any more
  sleep 3
fi
systemctl stop -- jamlab-echo-a.service 2>/dev/null || :
systemctl -q --no-reload disable -- jamlab-echo-a.service 2>/dev/null || :
systemctl reset-failed -- jamlab-echo-a.service 2>/dev/null || :
rm -f /etc/systemd/system/jamlab-echo-a.service
rm -rf /etc/jamlab/services/echo/a
rmdir /etc/jamlab/services/echo 2>/dev/null || :
echo 'the version before goes on'
exit 1
}
j_check() { curl -fsS -o /dev/null --max-time 2 http://10.77.0.130:20001/index.html; }
rm -rf /etc/jamlab/services/echo/a
umask 022
mkdir -p /etc/jamlab/services/echo/a
mkdir -p /etc/jamlab/services/echo/a/files/0 /etc/jamlab/services/echo/a/files/0/cgi-bin
file=/etc/jamlab/services/echo/a/env.new
umask 077
cat <<'J_END' > "$file"
TOKEN="<echo/token>"
J_END
umask 022
chmod 600 "$file"
mv -f "$file" /etc/jamlab/services/echo/a/env
file=/etc/jamlab/services/echo/a/files/0/index.html.new
umask 077
printf '%s\n' hello > "$file" || j_unwritten "$file" 6
umask 022
chmod 644 "$file"
mv -f "$file" /etc/jamlab/services/echo/a/files/0/index.html
file=/etc/jamlab/services/echo/a/files/0/cgi-bin/who.new
umask 077
printf '%s\n' '#!/bin/sh
whoami' > "$file" || j_unwritten "$file" 17
umask 022
chmod 755 "$file"
mv -f "$file" /etc/jamlab/services/echo/a/files/0/cgi-bin/who
file=/etc/systemd/system/jamlab-echo-a.service.new
umask 077
printf '%s\n' '# Written by JamLab; changes here are lost.
[Unit]
Description=Service echo, version bbbbbbbbbbbb
Wants=network-online.target
After=network-online.target
StartLimitIntervalSec=0

[Service]
Type=exec
ExecStart=/bin/sh -c "busybox httpd -f -p $$PORT -h /srv/echo # 100%%"
DynamicUser=true
User=jl-echo
Environment="PORT=20001"
Environment="PORT_ADMIN_PAGE=20000"
Environment="PORT_HTTP=20001"
Environment="GREETING=say \"hi\" to 100%% of $USERS\\\n"
EnvironmentFile=/etc/jamlab/services/echo/a/env
BindReadOnlyPaths=/etc/jamlab/services/echo/a/files/0:/srv/echo
CapabilityBoundingSet=
NoNewPrivileges=true
PrivateTmp=true
PrivateDevices=true
ProtectSystem=strict
ProtectHome=true
ProtectControlGroups=true
ProtectKernelModules=true
ProtectKernelTunables=true
RestrictAddressFamilies=AF_UNIX AF_INET AF_INET6
RestrictSUIDSGID=true
LockPersonality=true
Restart=always
RestartSec=1
TimeoutStopSec=15
MemoryMax=67108864
CPUWeight=50

[Install]
WantedBy=multi-user.target' > "$file" || j_unwritten "$file" 965
umask 022
chmod 644 "$file"
mv -f "$file" /etc/systemd/system/jamlab-echo-a.service
file=/etc/jamlab/services/echo/a/version.new
umask 077
printf '%s\n' 'bbbbbbbbbbbb admin-page=20000 http=20001' > "$file" || j_unwritten "$file" 41
umask 022
chmod 644 "$file"
mv -f "$file" /etc/jamlab/services/echo/a/version
since=$(date +%s)
j_known jamlab-echo-a.service
systemctl reset-failed -- jamlab-echo-a.service 2>/dev/null || :
timeout 60 systemctl start -- jamlab-echo-a.service || :
j_say waiting for the check of jamlab-echo-a
j_well jamlab-echo-a.service 60 || failed
systemctl -q --no-reload enable -- jamlab-echo-a.service
enlist() {
file=/etc/consul.d/services/jamlab-echo-a.json.new
umask 077
cat <<'J_END' > "$file"
{
  "service": {
    "id": "echo-a-vs0",
    "name": "echo",
    "tags": [
      "jamlab"
    ],
    "meta": {
      "version": "bbbbbbbbbbbb",
      "slot": "a",
      "port_admin_page": "20000",
      "port_http": "20001"
    },
    "token": "token-of-consul",
    "port": 20001,
    "check": {
      "name": "echo answers",
      "interval": "2s",
      "timeout": "2s",
      "status": "passing",
      "http": "http://10.77.0.130:20001/index.html"
    }
  }
}
J_END
umask 022
chmod 640 "$file"
chgrp consul "$file"
mv -f "$file" /etc/consul.d/services/jamlab-echo-a.json
j_reread /etc/consul.d/services /etc/consul.d/services/jamlab-echo-a.json
j_enlist echo echo-a-vs0
}
enlist || failed
j_say waiting until everybody knows jamlab-echo-a
sleep 3
j_well jamlab-echo-a.service 5 || failed
echo a > /etc/jamlab/services/echo/active.new
mv -f /etc/jamlab/services/echo/active.new /etc/jamlab/services/echo/active
if [ -e /etc/consul.d/services/jamlab-echo-b.json ]; then
  mv -f /etc/consul.d/services/jamlab-echo-b.json /etc/jamlab/services/echo/b/registration.json 2>/dev/null || rm -f /etc/consul.d/services/jamlab-echo-b.json
  j_reread /etc/consul.d/services /etc/consul.d/services/jamlab-echo-b.json
  j_delist echo echo-b-vs0
  j_say waiting until nobody asks jamlab-echo-b any more
  sleep 3
fi
systemctl stop -- jamlab-echo-b.service 2>/dev/null || :
systemctl -q --no-reload disable -- jamlab-echo-b.service 2>/dev/null || :
systemctl reset-failed -- jamlab-echo-b.service 2>/dev/null || :
rm -f /etc/systemd/system/jamlab-echo-b.service
rm -rf /etc/jamlab/services/echo/b
rmdir /etc/jamlab/services/echo 2>/dev/null || :
)
