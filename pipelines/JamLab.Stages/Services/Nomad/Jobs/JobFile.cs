using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using JamLab.Inventory.Diagnostics;
using JamLab.Stages.Services.Nomad.Api;

namespace JamLab.Stages.Services.Nomad.Jobs;

/// <summary>A job file in HCL as the user wrote it; Nomad itself turns it into a job, so that no second reader of HCL is needed.</summary>
/// <param name="Service">The inventory's name for it.</param>
/// <param name="File">The path as diagnostics show it.</param>
/// <param name="Text">What stands in it.</param>
/// <param name="Version">What changes when the file does.</param>
public sealed partial record JobFile(string Service, string File, string Text, string Version)
{
    /// <summary>Asks Nomad to read the file (POST /v1/jobs/parse); a mistake in it is a <see cref="DiagnosticException"/> that points into the file.</summary>
    public async Task<NomadJob> ParseAsync(NomadClient client, NomadLab lab, CancellationToken cancellation)
    {
        var request = new NomadRequest(HttpMethod.Post, "/v1/jobs/parse", new JsonObject { ["JobHCL"] = Text, ["Canonicalize"] = true }) { IsQuestion = true };
        JsonObject job;
        try
        {
            job = await client.AskAsync<JsonObject>(request, cancellation).ConfigureAwait(false);
        }
        catch (NomadAnswerException refused) when ((int)refused.Status is 400 or 500)
        {
            throw new DiagnosticException(Mistakes(refused.Said));
        }

        if (job["ID"]?.GetValue<string>() is not { Length: > 0 } id)
            throw new DiagnosticException([Mistake(1, 1, 1, "the file has no job")]);
        if (job["Namespace"]?.GetValue<string>() is { } elsewhere and not "default")
            throw new DiagnosticException([Mistake(1, 1, 1, $"the job wants the namespace '{elsewhere}', but the lab's jobs are in 'default'")]);
        return new NomadJob(id, Service, job).Marked(lab, Version);
    }

    // "input.hcl:3,5-14: Unsupported argument; An argument …", or -4,2 when it ends on another line; one a line.
    private List<Diagnostic> Mistakes(string said)
    {
        var all = new List<Diagnostic>();
        foreach (Match one in Place().Matches(said))
        {
            var (line, column) = (int.Parse(one.Groups["line"].Value), int.Parse(one.Groups["column"].Value));
            var length = one.Groups["last"].Success ? 1 : int.Parse(one.Groups["end"].Value) - column;
            all.Add(Mistake(line, column, Math.Max(1, length), one.Groups["what"].Value.Trim()));
        }

        return all.Count > 0 ? all : [Mistake(1, 1, 1, said)];
    }

    private Diagnostic Mistake(int line, int column, int length, string what)
    {
        var more = AndMore().Match(what);
        return new Diagnostic("JAM0451", Severity.Error, new SourceSpan(File, line, column, length), $"Nomad cannot read the job of '{Service}': {(more.Success ? what[..more.Index] : what)}",
            more.Success ? $"Nomad found {more.Groups["count"].Value} more and tells them when this one is mended" : "the language is described at developer.hashicorp.com/nomad/docs/job-specification");
    }

    [GeneratedRegex(@"^(?:\s*\*?\s*)[^\s:]*:(?<line>\d+),(?<column>\d+)-(?:(?<last>\d+),)?(?<end>\d+): (?<what>.+)$", RegexOptions.Multiline)]
    private static partial Regex Place();

    [GeneratedRegex(@", and (?<count>\d+) other diagnostic\(s\)$")]
    private static partial Regex AndMore();
}
