// Boots a cloud image once with its own boot loader, runs the scripts in it, and leaves a disk that no machine has ever used.
// Written for Packer 1.6.6 (Debian's) and later alike.

variable "base_disk" { type = string }
variable "disk_mib" { type = number }
variable "private_key_file" { type = string }
variable "output" { type = string }
variable "seed_folder" { type = string }
variable "serial_log" { type = string }
variable "packages_file" { type = string }
variable "qemu" { type = string }
variable "accelerator" { type = string }

source "qemu" "template" {
  disk_image       = true
  iso_url          = var.base_disk
  iso_checksum     = "none"
  disk_size        = "${var.disk_mib}M"
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

  // Such an image lets in only whom its cloud-init names: the key comes with a NoCloud seed, a folder that QEMU shows as a FAT disk.
  // Packer drops its own -drive where one is given here.
  qemuargs = [
    ["-cpu", var.accelerator == "tcg" ? "max" : "host"],
    ["-display", "none"],
    ["-serial", "file:${var.serial_log}"],
    ["-drive", "file=${var.output}/disk.qcow2,if=none,id=root,cache=unsafe,discard=unmap,format=qcow2"],
    ["-device", "virtio-blk-pci,drive=root,bootindex=1"],
    ["-blockdev", "driver=vvfat,node-name=seed,dir=${var.seed_folder},label=CIDATA,read-only=on"],
    ["-device", "virtio-blk-pci,drive=seed"],
    ["-device", "virtio-net,netdev=user.0"],
  ]

  communicator         = "ssh"
  ssh_username         = "root"
  ssh_private_key_file = var.private_key_file
  ssh_timeout          = "10m"
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
