using JamLab.Convergence;
using JamLab.Convergence.Resources;

namespace JamLab.Tests.Convergence.Resources;

internal static class EditCases
{
    public static ResourceCase[] All { get; } =
    [
        new("line: nothing to do", """a 0600 daemon:daemon "x\ny" """, root => new Line($"{root}/a", "y"), null),
        new("line: create the file", "", root => new Line($"{root}/a", "y"), """a 0644 "y\n" """),
        new("line: put at the end, owner and mode kept", """a 0600 daemon:daemon "x\n" """, root => new Line($"{root}/a", "y"), """a 0600 daemon:daemon "x\ny\n" """),
        new("line: put behind a last line without an end", """a 0644 "x" """, root => new Line($"{root}/a", "y"), """a 0644 "x\ny\n" """),
        new("line: change the first that matches", """a 0644 "#Port 1\n#Port 2\n" """, root => new Line($"{root}/a", "Port 22") { Matching = "^#?Port " }, """a 0644 "Port 22\n#Port 2\n" """),
        new("line: change, when the text itself does not match", """a 0644 "#Port 1\n#Port 2\n" """, root => new Line($"{root}/a", "Port 22") { Matching = "^#Port " }, """a 0644 "Port 22\n#Port 2\n" """),
        new("line: the first that matches counts, not a later copy", """a 0644 "Root yes\nRoot no\n" """, root => new Line($"{root}/a", "Root no") { Matching = "^Root " }, """a 0644 "Root no\nRoot no\n" """),
        new("line: behind its anchor", """a 0644 "[a]\n[b]\nz\n" """, root => new Line($"{root}/a", "y") { After = @"^\[" }, """a 0644 "[a]\n[b]\ny\nz\n" """),
        new("line: in front of its anchor", """a 0644 "[a]\n[b]\nz\n" """, root => new Line($"{root}/a", "y") { Before = @"^\[" }, """a 0644 "y\n[a]\n[b]\nz\n" """),
        new("line: at the end without its anchor", """a 0644 "z\n" """, root => new Line($"{root}/a", "y") { Before = @"^\[" }, """a 0644 "z\ny\n" """),
        new("line: in a file with carriage returns", """a 0644 "x\r\nz\r\n" """, root => [new Line($"{root}/a", "y"), new Line($"{root}/a", "z")], """a 0644 "x\r\nz\r\ny\r\n" """),
        new("line: in a file that is not UTF-8", "a 0644 \"M\u00fcller\\n\"", root => new Line($"{root}/a", "y"), "a 0644 \"M\u00fcller\\ny\\n\""),
        new("line: empty", """a 0644 "x\n" """, root => new Line($"{root}/a", ""), """a 0644 "x\n\n" """),
        new("line: remove", """a 0644 "x\ny\nz\ny\n" """, root => new Line($"{root}/a", "y") { IsAbsent = true }, """a 0644 "x\nz\n" """),
        new("line: remove what matches", """a 0644 "x1\ny\nx2\n" """, root => new Line($"{root}/a", "x") { Matching = "^x", IsAbsent = true }, """a 0644 "y\n" """),
        new("line: remove from no file", "", root => new Line($"{root}/a", "y") { IsAbsent = true }, null),
        new("line: secret", """a 0600 "x\n" """, root => new Line($"{root}/a", HostText.Secret("pass=w0rd")) { Matching = "^pass=" }, """a 0600 "x\npass=w0rd\n" """),
        new("line: through a link", "b 0644 \"x\\n\"\na -> b", root => new Line($"{root}/a", "y"), "a -> b\nb 0644 \"x\\ny\\n\""),
        new("line: through a link to what is not there yet", "d 0755\na -> d/b", root => new Line($"{root}/a", "y"), "a -> d/b\nd 0755\nd/b 0644 \"y\\n\""),
        new("line: validated", """a 0644 "x\n" """, root => new Line($"{root}/a", "y") { Validate = "grep -q y \"$file\"" }, """a 0644 "x\ny\n" """),
        new("lines: several of one file", """a 0644 "x\n" """, root => [new Line($"{root}/a", "y"), new Line($"{root}/a", "z"), new Line($"{root}/a", "x") { IsAbsent = true }], """a 0644 "y\nz\n" """),
        new("block: nothing to do", """a 0600 daemon:daemon "x\n# BEGIN JamLab\ny\n# END JamLab\nz" """, root => new Block($"{root}/a", "y"), null),
        new("block: create the file", "", root => new Block($"{root}/a", "y\nz\n"), """a 0644 "# BEGIN JamLab\ny\nz\n# END JamLab\n" """),
        new("block: put at the end", """a 0600 daemon:daemon "x" """, root => new Block($"{root}/a", "y") { Title = "hosts", Comment = ";" }, """a 0600 daemon:daemon "x\n; BEGIN hosts\ny\n; END hosts\n" """),
        new("block: change where it is", """a 0644 "x\n# BEGIN JamLab\ny\n# END JamLab\nz\n" """, root => new Block($"{root}/a", "1\n\n2"), """a 0644 "x\n# BEGIN JamLab\n1\n\n2\n# END JamLab\nz\n" """),
        new("block: empty", """a 0644 "# BEGIN JamLab\ny\n# END JamLab\n" """, root => new Block($"{root}/a", ""), """a 0644 "# BEGIN JamLab\n# END JamLab\n" """),
        new("block: behind its anchor", """a 0644 "x\nz\n" """, root => new Block($"{root}/a", "y") { After = "^x" }, """a 0644 "x\n# BEGIN JamLab\ny\n# END JamLab\nz\n" """),
        new("block: in front of its anchor", """a 0644 "x\nz\n" """, root => new Block($"{root}/a", "y") { Before = "^x" }, """a 0644 "# BEGIN JamLab\ny\n# END JamLab\nx\nz\n" """),
        new("block: a begin without an end keeps what follows", """a 0644 "# BEGIN JamLab\nmine\n" """, root => new Block($"{root}/a", "y"), """a 0644 "# BEGIN JamLab\nmine\n# BEGIN JamLab\ny\n# END JamLab\n" """),
        new("block: remove", """a 0644 "x\n# BEGIN JamLab\ny\n# END JamLab\nz\n" """, root => new Block($"{root}/a", "y") { IsAbsent = true }, """a 0644 "x\nz\n" """),
        new("block: remove from no file", "", root => new Block($"{root}/a", "y") { IsAbsent = true }, null),
        new("blocks and lines: of one file, one a secret", """a 0600 "x\n" """, root => [new Block($"{root}/a", "1") { Title = "one" }, new Block($"{root}/a", HostText.Secret("2")) { Title = "two" }, new Line($"{root}/a", "y")],
            """a 0600 "x\n# BEGIN one\n1\n# END one\n# BEGIN two\n2\n# END two\ny\n" """),
    ];
}
