// Boots the bootstrapped disk once, runs the scripts in it, and leaves a disk that no machine has ever used.
// Written for Packer 1.6.6 (Debian's) and later alike.

variable "base_disk" { type = string }
variable "disk_mib" { type = number }
variable "kernel" { type = string }
variable "initrd" { type = string }
variable "kernel_command_line" { type = string }
variable "private_key_file" { type = string }
variable "public_key" { type = string }
variable "output" { type = string }
variable "serial_log" { type = string }
variable "packages_file" { type = string }
variable "qemu" { type = string }
variable "accelerator" { type = string }

source "qemu" "template" {
  disk_image       = true
  iso_url          = var.base_disk
  iso_checksum     = "none"
  disk_size        = "${var.disk_mib}M"
  disk_interface   = "virtio"
  disk_discard     = "unmap"
  disk_cache       = "unsafe"
  format           = "qcow2"
  skip_compaction  = true
  output_directory = var.output
  vm_name          = "disk.qcow2"

  qemu_binary  = var.qemu
  accelerator  = var.accelerator
  machine_type = "q35"
  cpus         = 2
  memory       = 1024
  headless     = true
  net_device   = "virtio-net"
  boot_wait    = "-1s"

  // The key comes in as a systemd credential, so that the disk itself never knows it, and cloud-init stays untouched
  // for the machines' own first boot.
  qemuargs = [
    ["-cpu", var.accelerator == "tcg" ? "max" : "host"],
    ["-display", "none"],
    ["-serial", "file:${var.serial_log}"],
    ["-kernel", var.kernel],
    ["-initrd", var.initrd],
    ["-append", "${var.kernel_command_line} cloud-init=disabled"],
    ["-smbios", "type=11,value=io.systemd.credential:ssh.authorized_keys.root=${var.public_key}"],
  ]

  communicator         = "ssh"
  ssh_username         = "root"
  ssh_private_key_file = var.private_key_file
  ssh_timeout          = "5m"
  // The last script removes the host keys and the authorized key, so that this connection is the last one.
  shutdown_command = "systemctl poweroff --no-block"
  shutdown_timeout = "2m"
}

build {
  sources = ["source.qemu.template"]

  provisioner "shell" {
    scripts = fileset(path.root, "scripts/*.sh")
  }

  provisioner "file" {
    direction   = "download"
    source      = "/run/packages"
    destination = var.packages_file
  }
}
