using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using JamLab.Inventory.Diagnostics;

namespace JamLab.Stages.Workflows.Printing;

/// <summary>The commit of every action that workflows use: a tag can be moved by whoever takes over its repository, a commit's hash cannot.</summary>
internal sealed partial class ActionLock(string file, IReadOnlyDictionary<string, PinnedAction> actions)
{
    /// <summary>Relative to the repository.</summary>
    public const string File = ".github/actions.lock.json";

    /// <summary>Reads the lock file; whatever is wrong with it is a diagnostic.</summary>
    public static ActionLock Read(string root)
    {
        var path = Path.Combine(root, File);
        if (!System.IO.File.Exists(path))
            throw new DiagnosticException("JAM0461", $"{File} is missing: it says which commits of actions workflows may use", $"git checkout -- {File}");
        return Parse(System.IO.File.ReadAllText(path));
    }

    /// <summary>Reads the lock file's text.</summary>
    public static ActionLock Parse(string text)
    {
        try
        {
            var actions = JsonSerializer.Deserialize(text, ActionLockJson.Default.SortedDictionaryStringPinnedAction) ?? [];
            var wrong = actions.Where(one => one.Value is not { Version.Length: > 0 } || !Commit().IsMatch(one.Value.Commit ?? "") || !Version().IsMatch(one.Value.Version)).ToList();
            return wrong.Count == 0 ? new ActionLock(File, actions) : throw new DiagnosticException([.. wrong.Select(one => new Diagnostic("JAM0462", Severity.Error, null,
                $"{File}: {one.Key} has no full commit hash with a version", "write \"version\": \"v1.2.3\" and the 40 hexadecimal digits of \"commit\""))]);
        }
        catch (JsonException broken)
        {
            throw new DiagnosticException("JAM0463", $"{File} is not JSON: {broken.Message}", $"mend it, or bring it back: git checkout -- {File}");
        }
    }

    public PinnedAction this[string action] => actions.TryGetValue(action, out var pinned) ? pinned
        : throw new DiagnosticException("JAM0464", $"{file} does not name {action}, which a workflow uses", $"add \"{action}\": {{ \"version\": …, \"commit\": … }}");

    [GeneratedRegex("^[0-9a-f]{40}$", RegexOptions.CultureInvariant)]
    private static partial Regex Commit();

    [GeneratedRegex("^[A-Za-z0-9._-]{1,60}$", RegexOptions.CultureInvariant)]
    private static partial Regex Version();
}

/// <summary>An action's release and the commit that it was.</summary>
internal sealed record PinnedAction(string Version, string Commit);

[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, WriteIndented = true)]
[JsonSerializable(typeof(SortedDictionary<string, PinnedAction>))]
internal sealed partial class ActionLockJson : JsonSerializerContext;
