using JamLab.Convergence;
using JamLab.Convergence.Resources;
using JamLab.Inventory.Diagnostics;

namespace JamLab.Stages.Configuration.Sources;

/// <summary>How a product gets onto a host: the resources that bring its program and its user, and what a unit must watch to follow an upgrade.</summary>
/// <param name="Resources">In order; afterwards user and group of the product's name are there.</param>
/// <param name="Program">Path of the program.</param>
/// <param name="Mark">A file that is newer after an upgrade.</param>
/// <param name="Version">Decides what configuration it takes.</param>
internal sealed record Installation(IReadOnlyList<Resource> Resources, string Program, string Mark, ProductVersion Version)
{
    private const string Downloads = "/var/cache/jamlab";

    /// <summary>From what the parameters say, or from <see cref="RoleContext.Packages"/> if that has the product.</summary>
    public static Installation Of(RoleContext context, string product, ProductSource source, string defaultVersion)
    {
        if (source.Archive is not null)
            return FromAddress(product, source);
        var version = source.Version ?? defaultVersion;
        var package = new Package(product) { Version = version };
        var repository = new PackageRepository("hashicorp", source.Repository.AbsoluteUri.TrimEnd('/')) { Suite = source.Suite, Key = HashiCorpRepository.Key };
        return new([repository, package], $"/usr/bin/{product}", package.Mark, Known(product, version));
    }

    private static Installation FromAddress(string product, ProductSource source)
    {
        var file = Path.GetFileName(source.Archive!.AbsolutePath);
        if (source.Sha256 is not { } hash)
            throw new DiagnosticException("JAM0431", $"{product}'s archive {source.Archive} has no hash", "add its sha256 beside it, from the publisher's list and not from the file");
        var name = ArchiveName.Read(file);
        var version = Known(product, source.Version ?? name?.Version);
        if (file.EndsWith(".deb", StringComparison.Ordinal))
        {
            var path = $"{Downloads}/{product}.deb";
            var package = new Package(product) { FromFile = path };
            return new([new Convergence.Resources.Directory(Downloads), new Download(source.Archive.AbsoluteUri, hash, path), package], $"/usr/bin/{product}", package.Mark, version);
        }

        return new([.. Account(product), new Archive(source.Archive.AbsoluteUri, hash, "/usr/local/bin") { Members = [product] }], $"/usr/local/bin/{product}", $"/usr/local/bin/{product}", version);
    }

    // Packages bring it; an archive does not.
    private static IEnumerable<Resource> Account(string product) =>
    [
        new Group(product) { System = true },
        new User(product) { System = true, Group = product, Home = $"/var/lib/{product}", Shell = "/usr/sbin/nologin" },
    ];

    private static ProductVersion Known(string product, string? version) =>
        ProductVersion.Read(version) ?? throw new DiagnosticException("JAM0432", version is null ? $"the version of {product}'s archive does not show in its name" : $"'{version}' is no version of {product}", "set source.version, such as 1.21.4 or 1.21.*");
}
