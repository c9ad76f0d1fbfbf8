using FsCheck;
using FsCheck.Fluent;
using JamLab.Convergence;
using JamLab.Convergence.Resources;
using Directory = JamLab.Convergence.Resources.Directory;
using File = JamLab.Convergence.Resources.File;

namespace JamLab.Tests.Convergence.Properties;

/// <summary>Random wishes for each kind of place.</summary>
internal static class WishGen
{
    private static readonly Gen<string> Owners = Gen.Elements("root", "root", "daemon");

    private static readonly Gen<int> Modes = Gen.Elements("0600", "0644", "0640", "0755", "4755").Select(mode => Convert.ToInt32(mode, 8));

    // Lines by their key, free lines, and blocks have words of their own: two resources that want the same line otherwise are no set that could be.
    private static readonly Gen<string> Contents = Gen.Elements("", "k1=0\nk2=0\n", "p1\np2", "x\r\nk1=5\r\np2\r\n", "k1=1\nk1=2\n# BEGIN t1\nstray\n", "\u00e4 'quoted' $HOME `id`\n");

    private static readonly Gen<string?> Anchors = Gen.Elements<string?>(null, "^k1=", "^p", "^x");

    public static Gen<Wish> Directory(string place) => Gen.OneOf(
        from mode in Modes
        from owner in Owners
        select new Wish(place, $"directory {Convert.ToString(mode, 8)} {owner}", path => [new Directory(path) { Mode = mode, Owner = owner, Group = owner }]),
        Gen.Constant(new Wish(place, "directory", path => [new Directory(path)])),
        Gen.Constant(new Wish(place, "absent, recursive", path => [new Absent(path) { Recursive = true }])));

    /// <summary>A link to another directory, or a directory with a file that the other has too.</summary>
    public static Gen<Wish> Turning(string place) => Gen.OneOf(
        Gen.Elements("e", "d1", "nowhere").Select(target => new Wish(place, $"link to {target}", path => [new Link(path, target)])),
        Gen.Elements("one", "two").Select(text => new Wish(place, $"directory with x = {text}", path => [new Directory(path), new File($"{path}/x", text)])),
        Gen.Constant(new Wish(place, "absent, recursive", path => [new Absent(path) { Recursive = true }])));

    public static Gen<Wish> Leaf(string place) => Gen.OneOf(
        from content in Contents
        from secret in Gen.Elements(true, false)
        from mode in Modes
        from owner in Owners
        select new Wish(place, $"file '{content}' {Convert.ToString(mode, 8)} {owner}{(secret ? " secret" : "")}", path => [new File(path, new HostText(content, secret)) { Mode = mode, Owner = owner, Group = owner }]),
        Gen.Elements("1", "2").Select(which => new Wish(place, $"link {which}", path => [new Link(path, $"gone-{path[(path.LastIndexOf('/') + 1)..]}-{which}")])),
        Gen.Constant(new Wish(place, "absent", path => [new Absent(path)])),
        Edits(place),
        Edits(place));

    private static Gen<Wish> Edits(string place) =>
        from edits in Gen.CollectToList<string, Edit?>(["k1", "k2", "p1", "p2", "t1", "t2"], EditOf)
        select new Wish(place, $"edits {string.Join(", ", edits.OfType<Edit>().Select(edit => edit.What))}", path => edits.OfType<Edit>().Select(edit => edit.Resource(path)));

    private static Gen<Edit?> EditOf(string word) =>
        from wanted in Gen.Elements(true, true, false)
        from absent in Gen.Elements(true, false, false)
        from value in Gen.Elements("1", "2")
        from after in Anchors
        from before in Anchors
        select wanted ? new Edit($"{word}{(absent ? " absent" : $"={value}")} after '{after}' before '{before}'", path => word[0] switch
        {
            'k' => new Line(path, $"{word}={value}") { Matching = $"^{word}=", IsAbsent = absent, After = after, Before = before },
            'p' => new Line(path, word) { IsAbsent = absent, After = after, Before = before },
            _ => new Block(path, value == "1" ? "of the block\nand more\n" : "of the block") { Title = word, IsAbsent = absent, After = after, Before = before },
        }) : null;

    private sealed record Edit(string What, Func<string, Resource> Resource);
}
