namespace JamLab.Inventory.Diagnostics;

/// <summary>Every code that an inventory's diagnostics carry, once and for ever: a code is never given a second meaning.</summary>
public static class Codes
{
    public const string Syntax = "JAM0101";
    public const string DuplicateKey = "JAM0102";
    public const string SeveralDocuments = "JAM0103";
    public const string BadAlias = "JAM0104";
    public const string MergeKey = "JAM0105";
    public const string TooLarge = "JAM0106";
    public const string UnknownTag = "JAM0107";
    public const string NotText = "JAM0108";
    public const string Empty = "JAM0109";

    public const string UnknownKey = "JAM0201";
    public const string WrongType = "JAM0202";
    public const string Missing = "JAM0203";
    public const string SchemaVersion = "JAM0204";
    public const string NoValue = "JAM0205";
    public const string BadSize = "JAM0206";
    public const string BadNumber = "JAM0207";
    public const string NotAChoice = "JAM0208";
    public const string BadAddress = "JAM0209";
    public const string BadCidr = "JAM0210";
    public const string BadMac = "JAM0211";
    public const string BadName = "JAM0212";
    public const string BadDuration = "JAM0213";
    public const string BadTimeZone = "JAM0214";
    public const string BadRange = "JAM0215";
    public const string BadText = "JAM0216";
    public const string Contradiction = "JAM0217";

    public const string DuplicateName = "JAM0301";
    public const string DuplicateAddress = "JAM0302";
    public const string DuplicateMac = "JAM0303";
    public const string DuplicateVmId = "JAM0304";
    public const string UnknownGroup = "JAM0311";
    public const string UnknownRole = "JAM0312";
    public const string UnknownTemplate = "JAM0313";
    public const string UnknownNetwork = "JAM0314";
    public const string UnknownNode = "JAM0315";
    public const string UnknownUser = "JAM0316";
    public const string UnknownHost = "JAM0317";
    public const string UnknownService = "JAM0318";
    public const string GroupCycle = "JAM0321";
    public const string HostCycle = "JAM0322";
    public const string ServiceCycle = "JAM0323";
    public const string StartOrder = "JAM0324";
    public const string UnknownParameter = "JAM0331";
    public const string UnreadParameters = "JAM0332";
    public const string BadParameters = "JAM0333";

    public const string ServiceKind = "JAM0340";
    public const string RuntimeCannot = "JAM0341";
    public const string HostsCannot = "JAM0342";
    public const string DuplicatePort = "JAM0343";
    public const string TooFewHosts = "JAM0344";
    public const string UnknownPort = "JAM0345";
    public const string NotAnNfsServer = "JAM0346";
    public const string BadSecretName = "JAM0347";
    public const string DuplicateVariable = "JAM0348";
    public const string NoProxy = "JAM0349";
    public const string UpdateOfTooMany = "JAM0350";
    public const string BadPath = "JAM0351";
    public const string SaidByTheJob = "JAM0352";
    public const string SharedPath = "JAM0353";

    public const string BadSchedule = "JAM0381";
    public const string NoRunner = "JAM0382";
    public const string RunnerCannot = "JAM0383";

    public const string OutsideNetwork = "JAM0401";
    public const string ReservedAddress = "JAM0402";
    public const string GatewayAddress = "JAM0403";
    public const string OverlappingNetworks = "JAM0404";

    public const string ConsensusServers = "JAM0501";
    public const string MemoryPromised = "JAM0502";
    public const string DiskPromised = "JAM0503";
    public const string CoresPromised = "JAM0504";
    public const string EmptyGroup = "JAM0505";

    public const string PrivateKey = "JAM0601";
    public const string PlainPassword = "JAM0602";
    public const string NotAPublicKey = "JAM0603";
    public const string WeakKey = "JAM0604";

    /// <summary>What each code is about, in one line, for SARIF's rules and the documentation.</summary>
    public static IReadOnlyDictionary<string, string> Descriptions { get; } = new SortedDictionary<string, string>(StringComparer.Ordinal)
    {
        [Syntax] = "The file is not valid YAML",
        [DuplicateKey] = "A key appears twice in one mapping",
        [SeveralDocuments] = "The file holds more than one YAML document",
        [BadAlias] = "An alias has no anchor, or stands inside its own anchor",
        [MergeKey] = "The merge key << is not supported",
        [TooLarge] = "The file is too large, too deep, or made so by aliases",
        [UnknownTag] = "A YAML tag that has no meaning here",
        [NotText] = "The file holds characters that are not text",
        [Empty] = "The file is empty",
        [UnknownKey] = "A key that the format does not have here",
        [WrongType] = "A value of another kind than the key takes",
        [Missing] = "A required value is missing",
        [SchemaVersion] = "The format's version is missing or not supported",
        [NoValue] = "A key without a value",
        [BadSize] = "Not a size with a unit",
        [BadNumber] = "Not a whole number, or out of range",
        [NotAChoice] = "Not one of the values that the key takes",
        [BadAddress] = "Not an IPv4 address",
        [BadCidr] = "Not an IPv4 network, or host bits set",
        [BadMac] = "Not a usable MAC address",
        [BadName] = "Not a valid name",
        [BadDuration] = "Not a time with a unit",
        [BadTimeZone] = "Not a time zone",
        [BadRange] = "Not a range of hosts, or one that does not fit",
        [BadText] = "Text that the key cannot take",
        [Contradiction] = "Two keys that exclude each other",
        [DuplicateName] = "Two things share a name",
        [DuplicateAddress] = "Two interfaces share an address",
        [DuplicateMac] = "Two interfaces share a MAC address",
        [DuplicateVmId] = "Two VMs share an id",
        [UnknownGroup] = "A group that does not exist",
        [UnknownRole] = "A role that does not exist",
        [UnknownTemplate] = "A template without a folder under images/",
        [UnknownNetwork] = "A network that does not exist",
        [UnknownNode] = "A node that does not exist, or is none",
        [UnknownUser] = "A user that does not exist",
        [UnknownHost] = "A host that does not exist",
        [UnknownService] = "A service that does not exist",
        [GroupCycle] = "Groups that contain each other",
        [HostCycle] = "VMs that wait for each other",
        [ServiceCycle] = "Services that depend on each other",
        [StartOrder] = "A VM starts before one that it waits for",
        [UnknownParameter] = "A parameter that the role does not have",
        [UnreadParameters] = "Parameters for a role that no host there has",
        [BadParameters] = "Parameters that the role cannot take together",
        [ServiceKind] = "A service that does not say what runs, or says it twice",
        [RuntimeCannot] = "A service whose runtime cannot do what it asks for",
        [HostsCannot] = "A service on hosts that cannot run it",
        [DuplicatePort] = "Two services that may share a host listen on one port",
        [TooFewHosts] = "More instances than hosts that may run them",
        [UnknownPort] = "A service whose port is not said, or not one of its own",
        [NotAnNfsServer] = "An NFS export of a host that is no NFS server",
        [BadSecretName] = "Not the name of a secret",
        [DuplicateVariable] = "An environment variable that is set already",
        [NoProxy] = "A service for everybody in a lab without a proxy",
        [UpdateOfTooMany] = "An update of more instances than there are",
        [BadPath] = "Not a usable path",
        [SaidByTheJob] = "A key beside a job that says it itself",
        [SharedPath] = "Two files or volumes at one path",
        [BadSchedule] = "Not a schedule that GitHub takes",
        [NoRunner] = "The runner that works on the lab has no label",
        [RunnerCannot] = "The runner cannot do what ci: wants of it",
        [OutsideNetwork] = "An address outside its network",
        [ReservedAddress] = "An address that is its network's own or broadcast",
        [GatewayAddress] = "A host with its gateway's address",
        [OverlappingNetworks] = "Two networks overlap",
        [ConsensusServers] = "An even or single number of consensus servers",
        [MemoryPromised] = "More memory promised than a node has",
        [DiskPromised] = "More disk promised than a node has",
        [CoresPromised] = "A VM with more cores than its node has",
        [EmptyGroup] = "A group without hosts",
        [PrivateKey] = "A private key in the file",
        [PlainPassword] = "A password in the open",
        [NotAPublicKey] = "Not an OpenSSH public key",
        [WeakKey] = "A public key that is too weak",
    };
}
