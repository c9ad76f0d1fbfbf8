#!/bin/sh
# Records what the real Terraform says of the real modules, one file a situation, for PlanReaderTests. Needs terraform and jq; starts no machine.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
repository=$(cd "$here/../../../.." && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TF_IN_AUTOMATION=1 TF_INPUT=0 CHECKPOINT_DISABLE=1

# A working folder with one module whose scripts do nothing, or fail where the file `broken` says so.
prepare() { # module
  rm -rf "$work/lab"
  mkdir -p "$work/lab"
  cp -r "$repository/terraform/$1" "$work/lab/module"
  for script in disk power network; do
    printf '[ ! -e "%s/lab/broken.%s" ]\n' "$work" "$script" > "$work/lab/module/$script.sh"
  done
  cd "$work/lab"
  machines=$(jq -n '
    def machine($name; $address): {
      hostname: $name, fqdn: "\($name).lab.internal", template: "debian-12-8b9534a2a28d", cores: 1, memory_mib: 512,
      disks: [{name: "root", size_mib: 8192}, {name: "data", size_mib: 1024}],
      nics: [{network: "lab", mac: "52:54:00:77:00:\($address)", address: "10.77.0.\($address)/24"}],
      identity: "0123456789abcdef", ssh_port: (22000 + $address)
    };
    {dns0: machine("dns0"; 53), vb0: machine("vb0"; 20)}')
  template='{"disk": "/t/disk.qcow2", "kernel": "", "initrd": "", "cmdline": ""}'
  variables=$(jq -n --argjson template "$template" '{
    state_dir: "/state", templates: {"debian-12-8b9534a2a28d": $template, "debian-12-ef260e9aa3c6": $template}
  }')
  if [ "$1" = nspawn ]; then
    variables=$(printf %s "$variables" | jq '. + {namespace: "jamlab-local-0a1b2c"}')
  else
    variables=$(printf %s "$variables" | jq '. + {accelerator: "tcg", networks: {lab: "239.77.0.1:20000"}}')
  fi
  want .
  terraform init -no-color -backend=true >/dev/null
}

# The machines as wanted, after a change of all of them.
want() { # jq filter of the machines map
  printf %s "$variables" | jq --argjson machines "$(printf %s "$machines" | jq "$1")" '. + {machines: $machines}' > lab.auto.tfvars.json
  jq '{
    variable: map_values({type: "any"}),
    module: {machines: (with_entries(.value = "${var.\(.key)}") + {source: "./module"})}
  }' lab.auto.tfvars.json > main.tf.json
}

apply() { terraform apply -no-color -auto-approve >/dev/null 2>&1 || [ -n "${1:-}" ]; }

record() { # situation, arguments of plan
  name=$1
  shift
  terraform plan -no-color -out=tfplan "$@" >/dev/null
  # What the reader looks at; ids are chance.
  terraform show -json tfplan | jq '{
    format_version, terraform_version,
    resource_changes: [.resource_changes[]? | {address, type, name, index, action_reason, change: (.change |
      if .actions == ["no-op"] then {actions} else {actions, before: .before?.triggers_replace?, after: .after?.triggers_replace?} | (.before, .after) |= (if . then {triggers_replace: .} else . end) end)} | del(..|nulls)]
  } | walk(if type == "string" then gsub("[0-9a-f]{8}-[0-9a-f-]{27}"; "an-id") else . end)' > "$here/$name.json"
  echo "$name"
}

power='module.machines.terraform_data.power["vb0"]'
disk='module.machines.terraform_data.disk["vb0"]'

prepare qemu
record create
record create-limited "-target=$disk" "-target=$power"
apply
record nothing
want '.vb0.memory_mib = 1024'
record memory
record memory-and-dead "-replace=$power"
want '.vb0.cores = 2 | .vb0.memory_mib = 1024'
record cores-and-memory
want '.vb0.disks[0].size_mib = 10240'
record disk-grown
want '.vb0.disks[0].size_mib = 4096 | .dns0.disks[1].size_mib = 512'
record disk-shrunk
want '.vb0.disks += [{name: "more", size_mib: 2048}]'
record disk-added
want '.vb0.nics[0].address = "10.77.0.21/24" | .vb0.identity = "fedcba9876543210"'
record address
want '.vb0.ssh_port = 22999'
record port
want '.vb0.template = "debian-12-ef260e9aa3c6"'
record template
want 'del(.vb0)'
record removed
want .
record dead "-replace=$power"
record disk-vanished "-replace=$disk" "-replace=$power"
record destroy -destroy
want 'del(.vb0)'
record destroy-limited "-target=$disk" "-target=$power"
want .
terraform state rm "$power" >/dev/null
record power-unknown
terraform state rm "$disk" >/dev/null
record disk-unknown
touch broken.disk
apply expected-to-fail
rm broken.disk
record disk-half-made
touch broken.power
apply expected-to-fail
rm broken.power
record half-started

prepare nspawn
record nspawn-create
apply
want '.vb0.cores = 2'
record nspawn-cores
want 'del(.vb0)'
record nspawn-removed
