namespace JamLab.Tests.Machines.Configuration.Consul;

/// <summary>The Consul that can be had where these tests run, as the role's parameter <c>source</c>; the same as in environments/local.</summary>
internal static class ConsulOfDebian
{
    public const string Source =
        "{ archive: 'http://deb.debian.org/debian/pool/main/c/consul/consul_1.8.7+dfsg1-2+b3_amd64.deb', sha256: e4e888bba104daba1d9161f49bfc52649a7e4efd45b1a7ead5bc54f2cb9c89d9 }";
}
