(
since=0
failed() {
set +e
journalctl -q --no-pager -o cat -n 10 -u lighttpd.service --since "@${since}" 2>/dev/null
if [ -e /etc/consul.d/services/jamlab-proxy-b.json ]; then
  mv -f /etc/consul.d/services/jamlab-proxy-b.json /etc/jamlab/services/proxy/b/registration.json 2>/dev/null || rm -f /etc/consul.d/services/jamlab-proxy-b.json
  j_reread /etc/consul.d/services /etc/consul.d/services/jamlab-proxy-b.json
  j_delist proxy proxy-b-vs0
  j_say waiting until nobody asks jamlab-proxy-b any more
  sleep 3
fi
rm -rf /etc/jamlab/services/proxy/b
rmdir /etc/jamlab/services/proxy 2>/dev/null || :
if [ -e /etc/jamlab/services/proxy/a/targets ]; then
  while read -r index target; do
    if [ -d /etc/jamlab/services/proxy/a/files/$index ]; then
      mkdir -p "$target"; cp -Rp /etc/jamlab/services/proxy/a/files/$index/. "$target/"
    else
      mkdir -p "${target%/*}"; cp -p /etc/jamlab/services/proxy/a/files/$index "$target"
    fi
  done < /etc/jamlab/services/proxy/a/targets
fi
echo lighttpd.service > /etc/jamlab/services/proxy/unit
mkdir -p /etc/systemd/system/lighttpd.service.d
ln -sfn /etc/jamlab/services/proxy/a/unit.conf /etc/systemd/system/lighttpd.service.d/jamlab.conf
systemctl daemon-reload
systemctl reset-failed -- lighttpd.service 2>/dev/null || :
timeout 60 systemctl restart -- lighttpd.service || :
if [ -e /etc/jamlab/services/proxy/a/registration.json ]; then mv -f /etc/jamlab/services/proxy/a/registration.json /etc/consul.d/services/jamlab-proxy-a.json; j_reread /etc/consul.d/services /etc/consul.d/services/jamlab-proxy-a.json; j_enlist proxy proxy-a-vs0; fi
if systemctl is-active -q -- lighttpd.service; then echo 'the version before runs again'; else echo 'the version before does not come back'; fi
exit 1
}
j_check() { timeout 2 sh -c 'export PORT=8080; export PORT_ADMIN_PAGE=8081; export PORT_HTTP=8080; curl -f http://127.0.0.1:$PORT/'; }
rm -rf /etc/jamlab/services/proxy/b
umask 022
mkdir -p /etc/jamlab/services/proxy/b
mkdir -p /etc/jamlab/services/proxy/b/files/0 /etc/jamlab/services/proxy/b/files/0/cgi-bin
file=/etc/jamlab/services/proxy/b/files/0/index.html.new
umask 077
printf '%s\n' hello > "$file" || j_unwritten "$file" 6
umask 022
chmod 644 "$file"
mv -f "$file" /etc/jamlab/services/proxy/b/files/0/index.html
file=/etc/jamlab/services/proxy/b/files/0/cgi-bin/who.new
umask 077
printf '%s\n' '#!/bin/sh
whoami' > "$file" || j_unwritten "$file" 17
umask 022
chmod 755 "$file"
mv -f "$file" /etc/jamlab/services/proxy/b/files/0/cgi-bin/who
file=/etc/jamlab/services/proxy/b/targets.new
umask 077
printf '%s\n' '0 /srv/echo' > "$file" || j_unwritten "$file" 12
umask 022
chmod 644 "$file"
mv -f "$file" /etc/jamlab/services/proxy/b/targets
file=/etc/jamlab/services/proxy/b/unit.conf.new
umask 077
printf '%s\n' '# Written by JamLab: the service proxy, version bbbbbbbbbbbb.
[Service]
Environment="GREETING=say \"hi\" to 100%% of $USERS\\\n"
MemoryMax=67108864
CPUWeight=50' > "$file" || j_unwritten "$file" 161
umask 022
chmod 644 "$file"
mv -f "$file" /etc/jamlab/services/proxy/b/unit.conf
file=/etc/jamlab/services/proxy/b/version.new
umask 077
printf '%s\n' 'bbbbbbbbbbbb admin-page=8081 http=8080' > "$file" || j_unwritten "$file" 39
umask 022
chmod 644 "$file"
mv -f "$file" /etc/jamlab/services/proxy/b/version
if [ -e /etc/consul.d/services/jamlab-proxy-a.json ]; then
  mv -f /etc/consul.d/services/jamlab-proxy-a.json /etc/jamlab/services/proxy/a/registration.json 2>/dev/null || rm -f /etc/consul.d/services/jamlab-proxy-a.json
  j_reread /etc/consul.d/services /etc/consul.d/services/jamlab-proxy-a.json
  j_delist proxy proxy-a-vs0
  j_say waiting until nobody asks jamlab-proxy-a any more
  sleep 3
fi
since=$(date +%s)
if [ -e /etc/jamlab/services/proxy/b/targets ]; then
  while read -r index target; do
    if [ -d /etc/jamlab/services/proxy/b/files/$index ]; then
      mkdir -p "$target"; cp -Rp /etc/jamlab/services/proxy/b/files/$index/. "$target/"
    else
      mkdir -p "${target%/*}"; cp -p /etc/jamlab/services/proxy/b/files/$index "$target"
    fi
  done < /etc/jamlab/services/proxy/b/targets
fi
echo lighttpd.service > /etc/jamlab/services/proxy/unit
mkdir -p /etc/systemd/system/lighttpd.service.d
ln -sfn /etc/jamlab/services/proxy/b/unit.conf /etc/systemd/system/lighttpd.service.d/jamlab.conf
systemctl daemon-reload
systemctl reset-failed -- lighttpd.service 2>/dev/null || :
timeout 60 systemctl restart -- lighttpd.service || :
j_say waiting for the check of jamlab-proxy-b
j_well lighttpd.service 60 || failed
systemctl -q --no-reload enable -- lighttpd.service
enlist() {
file=/etc/consul.d/services/jamlab-proxy-b.json.new
umask 077
cat <<'J_END' > "$file"
{
  "service": {
    "id": "proxy-b-vs0",
    "name": "proxy",
    "tags": [
      "jamlab"
    ],
    "meta": {
      "version": "bbbbbbbbbbbb",
      "slot": "b",
      "port_admin_page": "8081",
      "port_http": "8080"
    },
    "token": "token-of-consul",
    "port": 8080,
    "check": {
      "name": "proxy answers",
      "interval": "2s",
      "timeout": "2s",
      "status": "passing",
      "args": [
        "/bin/sh",
        "-c",
        "export PORT=8080; export PORT_ADMIN_PAGE=8081; export PORT_HTTP=8080; curl -f http://127.0.0.1:$PORT/"
      ]
    }
  }
}
J_END
umask 022
chmod 640 "$file"
chgrp consul "$file"
mv -f "$file" /etc/consul.d/services/jamlab-proxy-b.json
j_reread /etc/consul.d/services /etc/consul.d/services/jamlab-proxy-b.json
j_enlist proxy proxy-b-vs0
}
enlist || failed
echo b > /etc/jamlab/services/proxy/active.new
mv -f /etc/jamlab/services/proxy/active.new /etc/jamlab/services/proxy/active
if [ -e /etc/consul.d/services/jamlab-proxy-a.json ]; then
  mv -f /etc/consul.d/services/jamlab-proxy-a.json /etc/jamlab/services/proxy/a/registration.json 2>/dev/null || rm -f /etc/consul.d/services/jamlab-proxy-a.json
  j_reread /etc/consul.d/services /etc/consul.d/services/jamlab-proxy-a.json
  j_delist proxy proxy-a-vs0
  j_say waiting until nobody asks jamlab-proxy-a any more
  sleep 3
fi
rm -rf /etc/jamlab/services/proxy/a
rmdir /etc/jamlab/services/proxy 2>/dev/null || :
)
