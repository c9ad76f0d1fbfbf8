token= address= name= server=false
while read -r key equals value; do
  value=${value#\"}; value=${value%\"}
  case $key in
    master|initial_management) token=$value;;
    bind_addr) address=$value;;
    node_name) name=$value;;
    server) server=$value;;
  esac
done < /etc/consul.d/consul.hcl

leader=$(curl -fsS --max-time 5 http://127.0.0.1:8500/v1/status/leader) || { echo 'the agent does not answer yet'; exit 1; }
[ ${#leader} -gt 2 ] || { echo 'there is no leader'; exit 1; }
if [ "$server" = false ]; then
  curl -fsS --max-time 5 http://127.0.0.1:8500/v1/health/node/"$name" >/dev/null || { echo 'the servers do not answer'; exit 1; }
  exit 0
fi
ask() { printf 'header = "X-Consul-Token: %s"\n' "$token" | curl -fsS --max-time 5 -K - "$@"; }
healthy() {
  members=$(ask http://127.0.0.1:8500/v1/agent/members) || { echo 'the members are not known'; return 1; }
  voters=$(ask http://127.0.0.1:8500/v1/operator/raft/configuration) || { echo 'the voters are not known'; return 1; }
  for one in vb0 vb1 vb2; do
    case $members in *"\"Name\":\"$one\""*) ;; *) echo "$one is no member"; return 1;; esac
    status=${members#*\"Name\":\"$one\"}; status=${status#*\"Status\":}; status=${status%%[,\}]*}
    [ "$status" = 1 ] || { echo "$one is not alive"; return 1; }
    case $voters in *"\"Node\":\"$one\""*) ;; *) echo "$one does not vote"; return 1;; esac
    votes=${voters#*\"Node\":\"$one\"}; votes=${votes#*\"Voter\":}; votes=${votes%%[,\}]*}
    [ "$votes" = true ] || { echo "$one does not vote"; return 1; }
  done
  ask http://127.0.0.1:8500/v1/operator/autopilot/health >/dev/null || { echo 'autopilot is not content'; return 1; }
  written="$$ $(date +%s)"
  ask -X PUT --data-binary "$written" http://127.0.0.1:8500/v1/kv/jamlab/written-by/"$name" >/dev/null || { echo 'nothing can be written'; return 1; }
  # A follower learns with the next heartbeat that what it holds is agreed on.
  tries=20
  until [ "$(ask 'http://127.0.0.1:8500/v1/kv/jamlab/written-by/'"$name"'?raw&stale')" = "$written" ]; do
    tries=$((tries-1))
    [ $tries -gt 0 ] || { echo "$name has not caught up"; return 1; }
    sleep 0.2
  done
}
healthy && sleep 1 && healthy
---- goes last
[ -d /var/lib/consul/raft ] || exit 1
token= address= name= server=false
while read -r key equals value; do
  value=${value#\"}; value=${value%\"}
  case $key in
    master|initial_management) token=$value;;
    bind_addr) address=$value;;
    node_name) name=$value;;
    server) server=$value;;
  esac
done < /etc/consul.d/consul.hcl
[ "$(curl -fsS --max-time 5 http://127.0.0.1:8500/v1/status/leader)" = "\"$address:8300\"" ]
