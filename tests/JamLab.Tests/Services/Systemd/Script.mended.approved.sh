(
j_check() { curl -fsS -o /dev/null --max-time 2 http://10.77.0.130:20101/index.html; }
since=$(date +%s)
j_known jamlab-echo-b.service
systemctl reset-failed -- jamlab-echo-b.service 2>/dev/null || :
timeout 60 systemctl restart -- jamlab-echo-b.service || :
j_say waiting for the check of jamlab-echo-b
j_well jamlab-echo-b.service 60 || { journalctl -q --no-pager -o cat -n 10 -u jamlab-echo-b.service --since "@${since}" 2>/dev/null; exit 1; }
systemctl -q --no-reload enable -- jamlab-echo-b.service
file=/etc/consul.d/services/jamlab-echo-b.json.new
umask 077
cat <<'J_END' > "$file"
{
  "service": {
    "id": "echo-b-vs0",
    "name": "echo",
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
      "name": "echo answers",
      "interval": "2s",
      "timeout": "2s",
      "status": "passing",
      "http": "http://10.77.0.130:20101/index.html"
    }
  }
}
J_END
umask 022
chmod 640 "$file"
chgrp consul "$file"
mv -f "$file" /etc/consul.d/services/jamlab-echo-b.json
j_reread /etc/consul.d/services /etc/consul.d/services/jamlab-echo-b.json
j_enlist echo echo-b-vs0
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
)
