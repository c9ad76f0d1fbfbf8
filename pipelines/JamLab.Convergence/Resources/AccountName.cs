using System.Text.RegularExpressions;

namespace JamLab.Convergence.Resources;

/// <summary>Names of users and groups that every tool on a host takes.</summary>
internal static partial class AccountName
{
    public static string Check(string name) =>
        Plain().IsMatch(name) ? name : throw new ArgumentException($"'{name}' is no name for a user or group: a letter or _ first, then letters, digits, - . _, at most 32 characters");

    [GeneratedRegex("^[A-Za-z_][A-Za-z0-9._-]{0,31}$")]
    private static partial Regex Plain();
}
