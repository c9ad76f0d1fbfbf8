# With a limit, a machine may not be there yet.
output "machines" {
  description = "Where each machine that was made is reached."
  value = {
    for name, machine in var.machines : name => {
      ssh_host = "127.0.0.1"
      ssh_port = machine.ssh_port
      power_id = try(terraform_data.power[name].id, null)
    }
    # A run that is confined to some machines leaves the others unmade.
    if contains(keys(terraform_data.power), name)
  }
}
