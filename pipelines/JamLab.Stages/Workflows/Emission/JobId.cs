using System.Text;
using System.Text.Json.Serialization;

namespace JamLab.Stages.Workflows.Emission;

/// <summary>Names of jobs: <c>ConfigureBase</c> is <c>configure-base</c>.</summary>
internal static class JobId
{
    public static string Of(string name)
    {
        var id = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && id.Length > 0)
                id.Append('-');
            id.Append(char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? char.ToLowerInvariant(c) : '-');
        }

        // An environment's folder may begin with a digit, a job's name may not.
        return char.IsAsciiLetter(id[0]) || id[0] == '_' ? id.ToString() : $"_{id}";
    }
}

[JsonSerializable(typeof(List<string>))]
internal sealed partial class NamesJson : JsonSerializerContext;
