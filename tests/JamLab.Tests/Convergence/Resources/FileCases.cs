using JamLab.Convergence;
using JamLab.Convergence.Resources;
using Directory = JamLab.Convergence.Resources.Directory;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Tests.Convergence.Resources;

internal static class FileCases
{
    public static ResourceCase[] All { get; } =
    [
        new("file: nothing to do", """motd 0644 "hello\n" """, root => new File($"{root}/motd", "hello\n"), null),
        new("file: create", "", root => new File($"{root}/motd", "hello\n"), """motd 0644 "hello\n" """),
        new("file: change", """motd 0644 "bye\n" """, root => new File($"{root}/motd", "hello\n"), """motd 0644 "hello\n" """),
        new("file: wrong owner", """motd 0644 daemon:daemon "hello\n" """, root => new File($"{root}/motd", "hello\n"), """motd 0644 "hello\n" """),
        new("file: wrong mode", """motd 0600 "hello\n" """, root => new File($"{root}/motd", "hello\n"), """motd 0644 "hello\n" """),
        new("file: all wrong", """motd 0600 "bye\n" """, root => new File($"{root}/motd", "hello\n") { Owner = "daemon", Group = "daemon", Mode = 0b100_100_000 }, """motd 0440 daemon:daemon "hello\n" """),
        new("file: set-user-ID kept behind a new owner", """tool 0755 "" """, root => new File($"{root}/tool", "") { Owner = "daemon", Group = "daemon", Mode = 0b100_111_101_101 }, """tool 4755 daemon:daemon "" """),
        new("file: instead of a link", "motd -> /etc/passwd", root => new File($"{root}/motd", "hello\n"), """motd 0644 "hello\n" """),
        new("file: instead of an empty directory", "motd 0755", root => new File($"{root}/motd", "hello\n"), """motd 0644 "hello\n" """),
        new("file: secret", "", root => new File($"{root}/key", HostText.Secret("s3cret!\n")), """key 0600 "s3cret!\n" """),
        new("file: secret, changed, for a group", """key 0640 "old\n" """, root => new File($"{root}/key", HostText.Secret("s3cret!\n")) { Group = "daemon", Owner = "daemon", Mode = 0b110_100_000 }, """key 0640 daemon:daemon "s3cret!\n" """),
        new("file: no line break at the end, and a carriage return", "", root => new File($"{root}/a", "x\r\ny"), """a 0644 "x\r\ny" """),
        new("file: bytes that are no text", "", root => new File($"{root}/a", HostText.FromBytes([0xff, 0, 0x41])), "a 0644 \"\u00ff\0A\""),
        new("file: bytes replaced", "a 0644 \"\u00ff\u00feB\"", root => new File($"{root}/a", HostText.FromBytes([0xff, 0, 0x41])), "a 0644 \"\u00ff\0A\""),
        new("file: what the shell would like to expand", "", root => new File($"{root}/a", "$HOME `id` $(id) \\ ' \" J_END %s\n"), """a 0644 "$HOME `id` $(id) \ ' " J_END %s\n" """),
        new("file: empty", """a 0644 "x" """, root => new File($"{root}/a", ""), """a 0644 "" """),
        new("file: validated", """a 0644 "old\n" """, root => new File($"{root}/a", "good\n") { Validate = "grep -q good \"$file\"" }, """a 0644 "good\n" """),
        new("directory: nothing to do", "etc 0755", root => new Directory($"{root}/etc"), null),
        new("directory: create", "", root => new Directory($"{root}/etc"), "etc 0755"),
        new("directory: create, private and owned", "", root => new Directory($"{root}/etc") { Mode = 0b111_000_000, Owner = "daemon", Group = "daemon" }, "etc 0700 daemon:daemon"),
        new("directory: create with parents", "", root => new Directory($"{root}/etc/a/b") { Mode = 0b111_000_000 }, "etc 0755\netc/a 0755\netc/a/b 0700"),
        new("directory: wrong owner", "etc 0755 daemon:daemon", root => new Directory($"{root}/etc"), "etc 0755"),
        new("directory: wrong mode", "etc 0700\netc/a 0600 \"x\"", root => new Directory($"{root}/etc"), "etc 0755\netc/a 0600 \"x\""),
        new("directory: set-group-ID taken away", "etc 2755", root => new Directory($"{root}/etc"), "etc 0755"),
        new("directory: instead of a link", "old 0755\nold/a 0644 \"x\"\netc -> old", root => new Directory($"{root}/etc"), "etc 0755\nold 0755\nold/a 0644 \"x\""),
        new("directory and file: instead of a link to a directory with the same file", "old 0755\nold/a 0600 \"x\"\netc -> old", root => [new Directory($"{root}/etc"), new File($"{root}/etc/a", "x")],
            "etc 0755\netc/a 0644 \"x\"\nold 0755\nold/a 0600 \"x\""),
        new("directory and secret file: instead of a link to a directory with the same file", "old 0755\nold/a 0600 \"x\"\netc -> old", root => [new Directory($"{root}/etc"), new File($"{root}/etc/a", HostText.Secret("x"))],
            "etc 0755\netc/a 0600 \"x\"\nold 0755\nold/a 0600 \"x\""),
        new("link: nothing to do", "a -> b", root => new Link($"{root}/a", "b"), null),
        new("link: create", "", root => new Link($"{root}/a", "../no/where at all"), "a -> ../no/where at all"),
        new("link: change", "a -> b", root => new Link($"{root}/a", "c"), "a -> c"),
        new("link: change of one to a directory", "b 0755\na -> b", root => new Link($"{root}/a", "c"), "a -> c\nb 0755"),
        new("link: instead of a file", """a 0644 "x" """, root => new Link($"{root}/a", "c"), "a -> c"),
        new("link: instead of an empty directory", "a 0755", root => new Link($"{root}/a", "c"), "a -> c"),
        new("absent: nothing to do", "", root => new Absent($"{root}/a"), null),
        new("absent: file", """a 0400 "x" """, root => new Absent($"{root}/a"), ""),
        new("absent: link, not what it leads to", "b 0755\nb/c 0644 \"x\"\na -> b", root => new Absent($"{root}/a") { Recursive = true }, "b 0755\nb/c 0644 \"x\""),
        new("absent: dangling link", "a -> b", root => new Absent($"{root}/a"), ""),
        new("absent: empty directory", "a 0755", root => new Absent($"{root}/a"), ""),
        new("absent: full directory", "a 0755\na/b 0755\na/b/.c 0400 \"x\"", root => new Absent($"{root}/a") { Recursive = true }, ""),
        new("absent: a directory's content first", "a 0755\na/b 0644 \"x\"", root => [new Absent($"{root}/a/b"), new Absent($"{root}/a")], ""),
    ];

}
