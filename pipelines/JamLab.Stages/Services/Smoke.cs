using JamLab.Convergence;
using JamLab.Convergence.Scripts;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Services;

/// <summary>
/// Asks services as a user in the lab's network would: the name server for the name, then the proxy for the page, its certificate checked against the lab's authority. A machine of the lab
/// asks, all in one exec, since the computer that JamLab runs on is not in that network when it rehearses.
/// </summary>
internal sealed class Smoke(LabInventory inventory, string authority)
{
    // A proxy that has just been told of a service finds it within this.
    private const int PatienceSeconds = 15;

    /// <summary>Shell that prints a line for each URL: its number, the address that its name leads to, status, seconds, and what curl said.</summary>
    public string Script(IReadOnlyList<SmokeQuestion> questions) =>
        $$"""
        j_main() {
        command -v curl >/dev/null || { echo 'no curl'; return 3; }
        ca=$(mktemp)
        { {{Sh.Print(authority).TrimEnd('\n')}}
        } > "$ca"
        ask() {
          end=$(($(date +%s)+{{PatienceSeconds}}))
          while :; do
            address=
            read -r address rest <<J_END
        $(getent -s hosts:dns ahostsv4 "$2")
        J_END
            code=0
            said=$(curl -sS --max-time 5 --cacert "$ca" -o /dev/null -w '%{http_code} %{time_total} ' "$3" 2>&1) || code=$?
            case $code/$said in 0/2*|0/3*|0/401*|0/403*) break;; esac
            [ "$(date +%s)" -lt $end ] || break
            sleep 0.5
          done
          printf '%s|%s|%s|%s\n' "$1" "$address" "$code" "$(printf '%s' "$said" | tr '\n|' '  ')"
        }
        {{string.Concat(questions.Select((one, index) => $"ask {index} {Sh.Quote(one.Name)} {Sh.Quote(one.Url)} &\n"))}}wait
        rm -f "$ca"
        }
        j_main

        """;

    /// <summary>One question a name of each service.</summary>
    public IReadOnlyList<SmokeQuestion> Questions(IEnumerable<Service> services) =>
        [.. services.SelectMany(service => ServiceUrls.Names(service, inventory).Zip(ServiceUrls.Of(service, inventory), (name, url) => new SmokeQuestion(service.Name, name, url)))];

    /// <summary>Asks from one machine.</summary>
    public async Task<IReadOnlyList<SmokeAnswer>> AskAsync(IHostConnector connector, IReadOnlyList<SmokeQuestion> questions, CancellationToken cancellation)
    {
        await using var shell = await connector.ConnectAsync(cancellation).ConfigureAwait(false);
        var result = await shell.RunAsync(Script(questions), null, cancellation).ConfigureAwait(false);
        return Read(questions, result.Output) is { Count: > 0 } answers ? answers
            : throw new HostFailedException($"{connector.Host} could not ask: {(result.Output + result.Errors).Trim()}", "look whether curl is installed there");
    }

    internal static IReadOnlyList<SmokeAnswer> Read(IReadOnlyList<SmokeQuestion> questions, string output) =>
    [
        .. output.Split('\n').Select(line => line.Split('|', 4)).Where(parts => parts.Length == 4 && int.TryParse(parts[0], out _))
            .OrderBy(parts => int.Parse(parts[0])).Select(parts => new SmokeAnswer(questions[int.Parse(parts[0])], parts[1], parts[2] == "0", parts[3].Trim())),
    ];
}

/// <summary>A URL to ask, and the name in it.</summary>
internal sealed record SmokeQuestion(string Service, string Name, string Url);

/// <summary>What was seen: the address that the name led to (empty for none), whether the transfer went well, and status and seconds, or else what curl said.</summary>
internal sealed record SmokeAnswer(SmokeQuestion Question, string Address, bool Transferred, string Said)
{
    public string Status => Transferred ? Said.Split(' ')[0] : "";

    public bool IsWell => Transferred && Status is ['2' or '3', ..] or "401" or "403";

    /// <summary>What was seen in words.</summary>
    public string Seen => (Address, Transferred) switch
    {
        ("", _) => $"the name server has no address for {Question.Name}",
        (_, false) => $"{Address} does not answer as it should: {Said}",
        _ => $"{Address} answers with status {Status}",
    };
}
