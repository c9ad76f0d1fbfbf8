using JamLab.Convergence;
using JamLab.Convergence.Resources;

namespace JamLab.Stages.Configuration.Sources;

/// <summary>How a product gets onto a host: the resources that bring its program and its user, and what a unit must watch to follow an upgrade.</summary>
/// <param name="Resources">In order; afterwards user and group of the product's name are there.</param>
/// <param name="Program">Path of the program.</param>
/// <param name="Mark">A file that is newer after an upgrade.</param>
/// <param name="Version">Decides what configuration it takes.</param>
internal sealed record Installation(IReadOnlyList<Resource> Resources, string Program, string Mark, ProductVersion Version)
{
    private const string Downloads = "/var/cache/jamlab";

    /// <summary>From a folder of this computer that has it, else from where the parameters say; they have been checked.</summary>
    public static Installation Of(RoleContext context, string product, ProductSource source, string defaultVersion)
    {
        // The two architectures that a lab has; what a host is is not known before it is asked.
        var architecture = context.Host.Physical == Inventory.Model.PhysicalKind.RaspberryPi && !context.IsRehearsal ? "arm64" : "amd64";
        if (context.Packages?.Find(product, source.Version, architecture, source.Folder) is { } local)
            return FromHere(product, local.File, local.Name);
        if (source.Archive is not null)
            return FromAddress(product, source.Archive, source);
        var version = source.Version ?? defaultVersion;
        var package = new Package(product) { Version = version };
        var repository = new PackageRepository("hashicorp", source.Repository.AbsoluteUri.TrimEnd('/')) { Suite = source.Suite, Key = HashiCorpRepository.Key };
        return new([repository, package], $"/usr/bin/{product}", package.Mark, ProductVersion.Read(version)!.Value);
    }

    private static Installation FromAddress(string product, Uri archive, ProductSource source)
    {
        var version = ProductVersion.Read(source.Version ?? ArchiveName.Read(Path.GetFileName(archive.AbsolutePath))?.Version)!.Value;
        if (archive.AbsolutePath.EndsWith(".deb", StringComparison.Ordinal))
        {
            var path = $"{Downloads}/{product}.deb";
            var package = new Package(product) { FromFile = path };
            return new([new Convergence.Resources.Directory(Downloads), new Download(archive.AbsoluteUri, source.Sha256!, path), package], $"/usr/bin/{product}", package.Mark, version);
        }

        return new([.. Account(product), new Archive(archive.AbsoluteUri, source.Sha256!, "/usr/local/bin") { Members = [product] }], $"/usr/local/bin/{product}", $"/usr/local/bin/{product}", version);
    }

    private static Installation FromHere(string product, LocalFile file, ArchiveName name)
    {
        var path = $"{Downloads}/{product}.{(name.IsPackage ? "deb" : "zip")}";
        IEnumerable<Resource> arriving = [new Convergence.Resources.Directory(Downloads), new Upload(file, path)];
        var version = ProductVersion.Read(name.Version)!.Value;
        if (name.IsPackage)
        {
            var package = new Package(product) { FromFile = path };
            return new([.. arriving, package], $"/usr/bin/{product}", package.Mark, version);
        }

        return new([.. Account(product), .. arriving, new Archive(path, file.Sha256, "/usr/local/bin") { Members = [product] }], $"/usr/local/bin/{product}", $"/usr/local/bin/{product}", version);
    }

    // Packages bring it; an archive does not.
    private static IEnumerable<Resource> Account(string product) =>
    [
        new Group(product) { System = true },
        new User(product) { System = true, PrimaryGroup = product, Home = $"/var/lib/{product}", Shell = "/usr/sbin/nologin" },
    ];
}
