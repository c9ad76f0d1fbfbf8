using Nuke.Common.Execution;
using Nuke.Common.IO;

namespace Nuke.Common;

// No nullable annotations, as in NUKE: builds that enable nullable compile against both.
#nullable disable
public abstract partial class NukeBuild
{
    /// <summary>The nearest directory, from the working directory upwards, that holds <c>.nuke</c>.</summary>
    [Parameter("The root directory. Default is the nearest one upwards that holds '.nuke'", Name = BuiltIn.Root)]
    public static AbsolutePath RootDirectory => BuildContext.Current.RootDirectory;

    /// <summary><c>.nuke/temp</c>, which exists.</summary>
    public static AbsolutePath TemporaryDirectory => BuildContext.Current.TemporaryDirectory;

    public static AbsolutePath BuildAssemblyFile => BuildContext.Current.BuildFiles.Assembly;

    public static AbsolutePath BuildAssemblyDirectory => BuildAssemblyFile?.Parent;

    /// <summary>Null when the build runs without its sources.</summary>
    public static AbsolutePath BuildProjectFile => BuildContext.Current.BuildFiles.Project;

    public static AbsolutePath BuildProjectDirectory => BuildProjectFile?.Parent;

    [Parameter("How much is logged. Default is 'Normal'")]
    public static Verbosity Verbosity
    {
        get => BuildContext.Current.Verbosity;
        set => BuildContext.Current.Verbosity = value;
    }

    [Parameter("The host of the run. Default is 'automatic'")]
    public static Host Host => BuildContext.Current.Host;

    [Parameter("The profiles to load: '.nuke/parameters.<profile>.json'", Name = BuiltIn.Profile)]
    public static string[] LoadedLocalProfiles => BuildContext.Current.Profiles;

    public static bool IsLocalBuild => !IsServerBuild;

    public static bool IsServerBuild => BuildContext.Current.IsServerBuild;

    AbsolutePath INukeBuild.RootDirectory => RootDirectory;

    AbsolutePath INukeBuild.TemporaryDirectory => TemporaryDirectory;

    AbsolutePath INukeBuild.BuildAssemblyFile => BuildAssemblyFile;

    AbsolutePath INukeBuild.BuildAssemblyDirectory => BuildAssemblyDirectory;

    AbsolutePath INukeBuild.BuildProjectFile => BuildProjectFile;

    AbsolutePath INukeBuild.BuildProjectDirectory => BuildProjectDirectory;

    Verbosity INukeBuild.Verbosity => Verbosity;

    Host INukeBuild.Host => Host;

    bool INukeBuild.IsLocalBuild => IsLocalBuild;

    bool INukeBuild.IsServerBuild => IsServerBuild;
}
