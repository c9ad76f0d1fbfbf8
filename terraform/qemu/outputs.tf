output "machines" {
  description = "Where each machine is reached."
  value = {
    for name, machine in var.machines : name => {
      ssh_host = "127.0.0.1"
      ssh_port = machine.ssh_port
      power_id = terraform_data.power[name].id
    }
  }
}
