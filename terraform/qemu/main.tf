# Machines on this computer, without root: an overlay disk on the template, and a QEMU process that outlives the build.
# terraform_data is built in, so that no provider has to be downloaded.

terraform {
  required_version = ">= 1.4"
}

locals {
  dir = { for name, machine in var.machines : name => "${var.state_dir}/machines/${name}" }

  # One argument a line, so that paths with spaces stay whole.
  arguments = {
    for name, machine in var.machines : name => join("\n", concat(
      [
        "-name", name,
        "-machine", "q35",
        "-accel", var.accelerator == "tcg" ? "tcg,thread=multi" : var.accelerator,
        "-cpu", var.accelerator == "tcg" ? "max" : "host",
        "-smp", tostring(machine.cores),
        "-m", tostring(machine.memory_mib),
        "-no-user-config", "-nodefaults", "-display", "none",
        "-serial", "file:${local.dir[name]}/serial.log",
        # Named pipes, so that a shell can press the power button. QEMU opens them before it leaves its folder.
        "-chardev", "pipe,id=monitor,path=monitor",
        "-mon", "chardev=monitor",
        "-device", "virtio-rng-pci",
      ],
      var.templates[machine.template].kernel == "" ? [] : [
        "-kernel", var.templates[machine.template].kernel,
        "-initrd", var.templates[machine.template].initrd,
        "-append", var.templates[machine.template].cmdline,
      ],
      flatten([
        for index, disk in machine.disks : [
          "-drive", "file=${replace("${local.dir[name]}/${disk.name}.qcow2", ",", ",,")},if=none,id=disk${index},format=qcow2,discard=unmap,detect-zeroes=unmap",
          "-device", "virtio-blk-pci,drive=disk${index},serial=${disk.name}",
        ]
      ]),
      [
        # The NoCloud seed: QEMU shows the folder as a read-only FAT disk labelled CIDATA, so that its secrets are written once.
        "-blockdev", "driver=vvfat,node-name=seed,dir=${replace("${local.dir[name]}/seed", ",", ",,")},label=CIDATA,read-only=on",
        "-device", "virtio-blk-pci,drive=seed",
        "-netdev", "user,id=nat,hostfwd=tcp:127.0.0.1:${machine.ssh_port}-:22",
        "-device", "virtio-net-pci,netdev=nat,mac=52:54:00:00:00:01,romfile=",
      ],
      flatten([
        for index, nic in machine.nics : [
          "-netdev", "socket,id=lab${index},mcast=${var.networks[nic.network]},localaddr=127.0.0.1",
          "-device", "virtio-net-pci,netdev=lab${index},mac=${nic.mac},romfile=",
        ]
      ]),
    ))
  }
}

# The data. Only another template replaces it; it grows with its size, and is never made smaller.
resource "terraform_data" "disk" {
  for_each = var.machines

  triggers_replace = {
    template = each.value.template
  }

  input = {
    dir = local.dir[each.key]
  }

  provisioner "local-exec" {
    command = "exec sh '${path.module}/disk.sh' create"
    environment = {
      DIR      = local.dir[each.key]
      TEMPLATE = var.templates[each.value.template].disk
      DISKS    = join("\n", [for disk in each.value.disks : "${disk.name} ${disk.size_mib}"])
    }
    quiet = true
  }

  provisioner "local-exec" {
    when    = destroy
    command = "exec sh '${path.module}/disk.sh' destroy"
    environment = {
      DIR = self.input.dir
    }
    quiet = true
  }
}

# The process. What it was started with is what it is: a difference restarts this machine, and only this one.
resource "terraform_data" "power" {
  for_each = var.machines

  triggers_replace = {
    disk       = terraform_data.disk[each.key].id
    cores      = each.value.cores
    memory_mib = each.value.memory_mib
    disks      = join(" ", [for disk in each.value.disks : "${disk.name}:${disk.size_mib}"])
    nics       = join(" ", [for nic in each.value.nics : "${nic.network}:${nic.address}:${nic.mac}"])
    identity   = each.value.identity
    ssh_port   = each.value.ssh_port
  }

  input = {
    dir      = local.dir[each.key]
    ssh_port = each.value.ssh_port
    memory   = each.value.memory_mib
    cores    = each.value.cores
  }

  provisioner "local-exec" {
    command = "exec sh '${path.module}/power.sh' on"
    environment = {
      DIR       = local.dir[each.key]
      TEMPLATE  = var.templates[each.value.template].disk
      DISKS     = join("\n", [for disk in each.value.disks : "${disk.name} ${disk.size_mib}"])
      ARGUMENTS = local.arguments[each.key]
    }
    quiet = true
  }

  provisioner "local-exec" {
    when    = destroy
    command = "exec sh '${path.module}/power.sh' off"
    environment = {
      DIR = self.input.dir
    }
    quiet = true
  }
}
