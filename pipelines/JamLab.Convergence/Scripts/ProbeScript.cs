using System.Text;
using JamLab.Convergence.Facts;

namespace JamLab.Convergence.Scripts;

/// <summary>All questions to a host as one script, and its answers.</summary>
internal sealed class ProbeScript
{
    private readonly Markers _markers;
    private readonly List<(FactKind Kind, List<Fact> Facts)> _sections = [];

    public ProbeScript(IEnumerable<Fact> facts, Markers markers)
    {
        _markers = markers;
        var sections = new Dictionary<FactKind, List<Fact>>();
        foreach (var fact in new Fact[] { SystemFact.Instance }.Concat(facts).Distinct())
        {
            if (!sections.TryGetValue(fact.Kind, out var section))
            {
                section = [];
                sections.Add(fact.Kind, section);
                _sections.Add((fact.Kind, section));
            }

            section.Add(fact);
        }
    }

    /// <summary>Nothing runs unless the whole text arrived: it is one function, called in the last line.</summary>
    public string Text(string function = "j_probe")
    {
        var text = new StringBuilder($"{function}() {{\nset +e\nLC_ALL=C; TZ=UTC0; export LC_ALL TZ\nPATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin; export PATH\n");
        text.Append(_markers.Print("probe"));
        for (var i = 0; i < _sections.Count; i++)
        {
            text.Append(_markers.Print($"facts {i}"));
            text.Append("(\nset -u\n").Append(_sections[i].Kind.Script(_sections[i].Facts).TrimEnd('\n')).Append("\n) </dev/null\n");
            text.Append(_markers.Print("asked $?"));
        }

        return text.Append(_markers.Print("probed")).Append("}\n").Append(function).Append('\n').ToString();
    }

    /// <summary>Reads the output; throws <see cref="HostFailedException"/> when a section failed or the end is missing.</summary>
    public HostFacts Read(string output, string errors)
    {
        var answers = new Dictionary<Fact, object>();
        List<string>? lines = null;
        var section = -1;
        var complete = false;
        foreach (var line in output.Split('\n'))
        {
            switch (_markers.Words(line))
            {
                case null:
                    lines?.Add(line);
                    break;
                case ["facts", var index]:
                    section = int.Parse(index);
                    lines = [];
                    break;
                case ["asked", "0"] when lines is not null:
                    // The marker's own line break in front of it.
                    if (lines is [.., ""])
                        lines.RemoveAt(lines.Count - 1);
                    Answer(section, lines, answers);
                    lines = null;
                    break;
                case ["asked", var code]:
                    throw new HostFailedException($"could not ask for {_sections[section].Kind.Name} (exit code {code}): {Said(errors)}", "set the host right by hand, then run again; nothing was changed by the question");
                case ["probed"]:
                    complete = true;
                    break;
            }
        }

        return complete ? new HostFacts(answers) : throw new HostFailedException($"the host's answer ends in the middle: {Said(errors)}", "look whether the login shell or its startup files end the session, then run again");
    }

    private void Answer(int index, List<string> lines, Dictionary<Fact, object> answers)
    {
        var (kind, facts) = _sections[index];
        IReadOnlyList<object> read;
        try
        {
            read = kind.Read(facts, lines);
        }
        catch (Exception wrong) when (wrong is FormatException or IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            throw new HostFailedException($"could not understand the answer about {kind.Name}: {wrong.Message}", "run again with --verbosity verbose and report what the host printed");
        }

        foreach (var (fact, answer) in facts.Zip(read))
            answers[fact] = answer;
    }

    private static string Said(string errors) =>
        errors.Split('\n').LastOrDefault(line => line.Trim().Length > 0)?.Trim() ?? "it said nothing";
}
