# With a limit, a machine may not be there yet.
output "machines" {
  description = "Where each machine is reached."
  value = {
    for name, machine in var.machines : name => {
      ssh_host = "127.0.0.1"
      ssh_port = machine.ssh_port
      power_id = try(terraform_data.power[name].id, null)
    }
  }
}
