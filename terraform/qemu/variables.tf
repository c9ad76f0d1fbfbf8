variable "state_dir" {
  description = "Private folder of the environment: one folder a machine lies under machines/."
  type        = string
}

variable "accelerator" {
  description = "What QEMU runs guests with: kvm, hvf or tcg, as probed."
  type        = string
}

variable "networks" {
  description = "Multicast group and port on loopback that carries each private network: 230.77.0.1:7700."
  type        = map(string)
}

variable "templates" {
  description = "Finished templates by name. Without a kernel the disk boots by itself."
  type = map(object({
    disk    = string
    kernel  = string
    initrd  = string
    cmdline = string
  }))
}

variable "machines" {
  description = "What the inventory asks for; the same map for every hypervisor."
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
