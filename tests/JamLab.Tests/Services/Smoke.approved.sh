j_main() {
command -v curl >/dev/null || { echo 'no curl'; return 3; }
ca=$(mktemp)
{ cat <<'J_END'
-----BEGIN CERTIFICATE-----
J_END
} > "$ca"
ask() {
  end=$(($(date +%s)+15))
  while :; do
    address=
    read -r address rest <<J_END
$(getent -s hosts:dns ahostsv4 "$2")
J_END
    code=0
    said=$(curl -sS --max-time 5 --cacert "$ca" -o /dev/null -w '%{http_code} %{time_total} ' "$3" 2>&1) || code=$?
    case $code/$said in 0/2*|0/3*|0/401*|0/403*) break;; esac
    [ "$(date +%s)" -lt $end ] || break
    sleep 0.5
  done
  printf '%s|%s|%s|%s\n' "$1" "$address" "$code" "$(printf '%s' "$said" | tr '\n|' '  ')"
}
ask 0 web.lab.internal https://web.lab.internal/health &
ask 1 www.example.org https://www.example.org/health &
wait
rm -f "$ca"
}
j_main
