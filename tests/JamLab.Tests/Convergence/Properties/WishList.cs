using FsCheck;
using FsCheck.Fluent;
using JamLab.Convergence;

namespace JamLab.Tests.Convergence.Properties;

/// <summary>A random set of resources for one root: for each place one wish or none, parents before what is in them.</summary>
public sealed record WishList(IReadOnlyList<Wish> Wishes)
{
    private static readonly string[] Directories = ["d1", "d2", "d1/s", "e"];

    private static readonly string[] Leaves = ["f", "g", "d1/f", "d1/g", "d2/f", "d1/s/f", "e/x"];

    public IEnumerable<Resource> Resources(string root) => Wishes.SelectMany(wish => wish.Resources($"{root}/{wish.Place}"));

    public override string ToString() => string.Join("; ", Wishes);

    public static Arbitrary<WishList> Arbitrary() => Arb.From(
        from directories in Gen.CollectToList(Directories, place => Maybe(WishGen.Directory(place)))
        from turning in Maybe(WishGen.Turning("turning"))
        from leaves in Gen.CollectToList(Leaves, place => Maybe(WishGen.Leaf(place)))
        from rest in Gen.Shuffle(leaves.Append(turning).ToArray())
        select Possible(directories.Concat(rest).OfType<Wish>()),
        Smaller);

    // One wish less at a time, and what needs it; so a failure ends as the few that matter.
    private static IEnumerable<WishList> Smaller(WishList list) => list.Wishes.Select(left => Possible(list.Wishes.Where(wish => wish != left)));

    private static WishList Possible(IEnumerable<Wish> wishes)
    {
        var kept = new List<Wish>();
        foreach (var wish in wishes)
        {
            if (wish.Parent is null || kept.Exists(one => one.Place == wish.Parent && one.KeepsDirectory))
                kept.Add(wish);
        }

        return new WishList(kept);
    }

    private static Gen<Wish?> Maybe(Gen<Wish> wish) => Gen.Frequency((3, wish.Select(one => (Wish?)one)), (1, Gen.Constant<Wish?>(null)));
}
