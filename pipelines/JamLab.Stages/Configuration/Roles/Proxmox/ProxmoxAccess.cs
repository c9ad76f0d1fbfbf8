using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Inventory;

namespace JamLab.Stages.Configuration.Roles.Proxmox;

/// <summary>
/// Users, roles and tokens. Whether they are there is read from /etc/pve/user.cfg, since each call of pveum takes half a second; they are made with pveum.
/// A token's value Proxmox chooses and shows once: it is replaced by the one among the environment's secrets, so that a lost answer loses nothing.
/// </summary>
internal static class ProxmoxAccess
{
    private const string Tokens = "/etc/pve/priv/token.cfg";

    public static IEnumerable<Resource> Resources(RoleContext context, ProxmoxSettings parameters)
    {
        foreach (var tool in new[] { ProxmoxTool.Packer, ProxmoxTool.Terraform })
        {
            yield return Role(tool, tool.Privileges(parameters.Release));
            yield return User(tool);
            yield return Permission(tool);
            yield return Token(tool);
            yield return TokenValue(tool, context.Secrets.GetOrCreate(tool.Secret, NewSecret.Uuid));
        }
    }

    private static Command Role(ProxmoxTool tool, IReadOnlyList<string> privileges) => new(
        $"role {tool.Role} in Proxmox",
        $$"""
        while IFS=: read -r kind name privileges rest; do
          [ "$kind/$name" = role/{{tool.Role}} ] || continue
          n=0 IFS=,
          for one in $privileges; do
            case ' {{string.Join(' ', privileges)}} ' in *" $one "*) n=$((n+1));; *) exit 1;; esac
          done
          [ "$n" -eq {{privileges.Count}} ]
          exit
        done < /etc/pve/user.cfg
        exit 1
        """,
        $"""
        verb=add
        while IFS=: read -r kind name rest; do [ "$kind/$name" != role/{tool.Role} ] || verb=modify; done < /etc/pve/user.cfg
        pveum role $verb {tool.Role} --privs '{string.Join(' ', privileges)}'
        """)
    {
        Reason = $"what {tool.Title} may do",
    };

    private static Command User(ProxmoxTool tool) => new(
        $"user {tool.User} in Proxmox",
        $"while IFS=: read -r kind name rest; do [ \"$kind:$name\" != user:{tool.User} ] || exit 0; done < /etc/pve/user.cfg\nexit 1",
        $"pveum user add {tool.User} --comment '{tool.Title}, made by JamLab'")
    {
        Reason = $"whom {tool.Title} works as; it has no password",
    };

    private static Command Permission(ProxmoxTool tool) => new(
        $"role {tool.Role} of {tool.User} in Proxmox",
        $$"""
        while IFS=: read -r kind propagate path users roles rest; do
          [ "$kind:$propagate:$path" = acl:1:/ ] || continue
          case ,$users, in *,{{tool.User}},*) ;; *) continue;; esac
          case ,$roles, in *,{{tool.Role}},*) exit 0;; esac
        done < /etc/pve/user.cfg
        exit 1
        """,
        $"pveum acl modify / --users {tool.User} --roles {tool.Role}")
    {
        Reason = $"{tool.User} may do nothing yet",
    };

    private static Command Token(ProxmoxTool tool) => new(
        $"token {tool.Token} in Proxmox",
        $"while IFS=: read -r kind name rest; do [ \"$kind:$name\" != 'token:{tool.Token}' ] || exit 0; done < /etc/pve/user.cfg\nexit 1",
        $"pveum user token add {tool.User} {ProxmoxTool.TokenName} --privsep 0 --comment 'made by JamLab' >/dev/null")
    {
        Reason = $"{tool.Title} logs in with it",
    };

    // The value goes from the shell to the file by itself: it is nobody's argument.
    private static Command TokenValue(ProxmoxTool tool, Secret value) => new(
        $"value of token {tool.Token} in Proxmox",
        SecretText.Of($"while read -r name value; do [ \"$name $value\" != '{tool.Token} {value}' ] || exit 0; done < {Tokens}\nexit 1"),
        SecretText.Of($"""
            umask 077
            lines=
            while read -r name rest; do
              if [ "$name" != '{tool.Token}' ]; then lines="$lines$name $rest
            "; fi
            done < {Tokens}
            printf '%s%s\n' "$lines" '{tool.Token} {value}' > {Tokens}.jamlab
            mv -f {Tokens}.jamlab {Tokens}
            """))
    {
        Reason = "another value than the environment's secrets have",
    };
}
