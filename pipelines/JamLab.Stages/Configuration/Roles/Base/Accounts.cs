using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Stages.Ssh;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Stages.Configuration.Roles.Base;

/// <summary>The accounts of people. The one that JamLab itself logs in with is never touched but for its right to use sudo.</summary>
internal static class Accounts
{
    public static IEnumerable<Resource> Resources(RoleContext context, BaseSettings parameters)
    {
        var users = context.Host.Users.Select(name => context.Inventory.Users[name.Value]).Where(user => user.Name != EnvironmentKeys.AdminUser).ToList();
        var names = users.Select(user => user.Name.Value).ToList();

        yield return new LeftUsers(names, EnvironmentKeys.AdminUser);
        foreach (var group in users.SelectMany(user => user.Groups).Select(group => group.Value).Distinct())
            yield return new Group(group);
        foreach (var user in users)
        {
            yield return new User(user.Name)
            {
                Shell = user.Shell?.Value ?? "/bin/bash",
                Groups = [.. user.Groups.Select(group => group.Value)],
                NoOtherGroups = true,
                AuthorizedKeys = [.. user.Keys.Select(key => key.Value)],
                Sudo = user.Sudo,
                PasswordHash = context.Passwords.Of(user),
            };
        }

        foreach (var name in parameters.RemovedUsers.Where(name => name != EnvironmentKeys.AdminUser && !names.Contains(name)))
            yield return new User(name) { Absent = true };

        yield return new File("/etc/sudoers.d/10-jamlab", $"{EnvironmentKeys.AdminUser} ALL=(ALL) NOPASSWD:ALL\n") { Mode = 0b100_100_000, Validate = "visudo -cqf \"$file\"" };
        // It gives sudo to whom the inventory gave it when the machine was made.
        yield return new Absent("/etc/sudoers.d/90-cloud-init-users");
    }
}
