variable "state_dir" {
  description = "Private folder of the environment: one folder a machine lies under machines/."
  type        = string
}

variable "namespace" {
  description = "First part of the names of the network namespaces: <namespace> for the switch, <namespace>-<machine> for each machine."
  type        = string
}

variable "templates" {
  description = "Finished templates by name; only the disk is used, a container has no kernel of its own."
  type = map(object({
    disk    = string
    kernel  = string
    initrd  = string
    cmdline = string
  }))
}

variable "machines" {
  description = "What the inventory asks for; the same map for every hypervisor. Cores and memory are not limited in a container."
  type = map(object({
    hostname   = string
    fqdn       = string
    template   = string
    cores      = number
    memory_mib = number
    disks      = list(object({ name = string, size_mib = number }))
    nics       = list(object({ network = string, mac = string, address = string }))
    identity   = string
    ssh_port   = number
  }))
}
