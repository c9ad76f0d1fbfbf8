using System.Globalization;
using System.Text;
using JamLab.Convergence;
using JamLab.Inventory.Parameters;

namespace JamLab.Stages.Configuration;

/// <summary>docs/roles.md: what every role is and takes, from the roles themselves.</summary>
public static class RoleDocs
{
    private const string Head = """
        # Roles

        A role says what a host is. Hosts get roles in the [inventory](inventory.md) (`roles:`), and what they take under `parameters:`:

        ```yaml
        groups:
          vb:
            roles: [consul]
            parameters:
              consul: { datacenter: jam }
        ```

        What no role does may be a plain file under `environments/<environment>/files/` ([configuration](configuration.md)); a role of your own is one file ([adding a role](configuration.md#adding-a-role)).
        What takes a value sealed with `!vault` is opened with the environment's password ([sealed values](configuration.md#sealed-values)).
        This page is made from the roles: `APPROVE=1` with the tests writes it anew.

        | role | |
        |---|---|

        """;

    /// <summary>The page; <paramref name="rolling"/> tells how a role is changed where it runs, null for all hosts at once.</summary>
    public static string Markdown(IReadOnlyList<Role> roles, Func<Role, Rolling?> rolling)
    {
        var text = new StringBuilder(Head);
        foreach (var role in roles)
            text.Append($"| [{role.Name}](#{role.Name}) | {Cell(role.Summary)} |\n");
        foreach (var role in roles)
            Append(text, role, rolling(role));
        return text.ToString();
    }

    private static void Append(StringBuilder text, Role role, Rolling? rolling)
    {
        text.Append($"\n## {role.Name}\n\n{role.Summary}\n");
        if (role.After.Count > 0)
            text.Append($"\nComes after {Join([.. role.After.Select(name => $"`{name}`")])} on the same host, whatever the order in the inventory.\n");
        if (rolling is not null)
        {
            text.Append(CultureInfo.InvariantCulture, $"\nRolls: where it runs already, {(rolling.AtOnce == 1 ? "one host at a time is" : $"{rolling.AtOnce} hosts at a time are")} changed, and the next only when all is well again, for which it waits up to {ParameterText.Of(rolling.GateWithin)}");
            text.Append(rolling.GoesLast is null ? ".\n" : "; the leader goes last.\n");
        }

        var parameters = ParameterKinds.Of(role.Parameters);
        if (parameters.Count == 0)
            text.Append("\nIt takes no parameters.\n");
        else
            Table(text, role.Name, parameters);
    }

    private static void Table(StringBuilder text, string path, IReadOnlyList<ParameterDescription> parameters)
    {
        text.Append($"\n{(path.Contains('.', StringComparison.Ordinal) ? $"`{path}`:\n\n" : "")}| parameter | takes | default | |\n|---|---|---|---|\n");
        foreach (var one in parameters)
            text.Append($"| `{one.Name}` | {Cell(one.Kind.Takes)} | {(one.Default is { } known ? Code(known) : "")} | {Cell(one.Doc)}{(one.Example is { } example ? $" For example {Code(example)}." : "")} |\n");
        foreach (var one in parameters)
        {
            if (one.Kind.Inner is { } inner)
                Table(text, $"{path}.{one.Name}{inner.Path}", inner.Parameters);
        }
    }

    private static string Join(IReadOnlyList<string> names) => names.Count == 1 ? names[0] : $"{string.Join(", ", names.Take(names.Count - 1))} and {names[^1]}";

    private static string Code(string text) => $"`{Cell(text).ReplaceLineEndings(" ")}`";

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
