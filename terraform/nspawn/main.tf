# Machines on this computer in seconds, as root: systemd in a container on the same template.
# terraform_data is built in, so that no provider has to be downloaded.

terraform {
  required_version = ">= 1.4"
}

locals {
  dir      = { for name, machine in var.machines : name => "${var.state_dir}/machines/${name}" }
  networks = toset(flatten([for machine in var.machines : [for nic in machine.nics : nic.network]]))
}

# The switch: a network namespace with a bridge a network. It has no address on this computer, so that a rehearsed lab
# cannot shadow the real network of the same addresses.
resource "terraform_data" "switch" {
  input = {
    namespace = var.namespace
  }

  provisioner "local-exec" {
    when    = destroy
    command = "exec sh '${path.module}/network.sh' remove"
    environment = {
      NAMESPACE = self.input.namespace
    }
    quiet = true
  }
}

# The data. Only another template replaces it.
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

# The container. What it was started with is what it is: a difference restarts this machine, and only this one.
resource "terraform_data" "power" {
  for_each = var.machines

  triggers_replace = {
    disk       = terraform_data.disk[each.key].id
    switch     = terraform_data.switch.id
    cores      = each.value.cores
    memory_mib = each.value.memory_mib
    disks      = join(" ", [for disk in each.value.disks : "${disk.name}:${disk.size_mib}"])
    nics       = join(" ", [for nic in each.value.nics : "${nic.network}:${nic.address}:${nic.mac}"])
    identity   = each.value.identity
    ssh_port   = each.value.ssh_port
  }

  input = {
    dir       = local.dir[each.key]
    name      = each.key
    namespace = var.namespace
  }

  provisioner "local-exec" {
    command = "exec sh '${path.module}/power.sh' on"
    environment = {
      DIR       = local.dir[each.key]
      NAME      = each.key
      NAMESPACE = var.namespace
      NICS      = join("\n", [for nic in each.value.nics : "${nic.network} ${nic.mac}"])
      SSH_PORT  = tostring(each.value.ssh_port)
      TEMPLATE  = var.templates[each.value.template].disk
    }
    quiet = true
  }

  provisioner "local-exec" {
    when    = destroy
    command = "exec sh '${path.module}/power.sh' off"
    environment = {
      DIR       = self.input.dir
      NAME      = self.input.name
      NAMESPACE = self.input.namespace
    }
    quiet = true
  }
}
