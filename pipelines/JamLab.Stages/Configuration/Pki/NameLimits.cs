using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using JamLab.Inventory.Model;

namespace JamLab.Stages.Configuration.Pki;

/// <summary>What an authority may sign for (RFC 5280, 4.2.1.10): who steals its key can impersonate the lab, and nothing else.</summary>
internal sealed record NameLimits(IReadOnlyList<string> Domains, IReadOnlyList<Cidr> Networks)
{
    private const string Oid = "2.5.29.30";

    // Private networks as a whole: a network more in the inventory then needs no new authority.
    private static readonly Cidr[] Private =
    [
        new(IPAddress.Parse("10.0.0.0"), 8), new(IPAddress.Parse("127.0.0.0"), 8), new(IPAddress.Parse("172.16.0.0"), 12), new(IPAddress.Parse("192.168.0.0"), 16),
    ];

    /// <summary>The lab's domain, the domains that Consul and Nomad check each other's names in, and the lab's networks.</summary>
    public static NameLimits For(Lab lab) => new(
        [lab.Domain.Value, "consul", "nomad", "localhost"],
        [.. Private, .. lab.Networks.Values.Select(network => network.Cidr.Value).Where(own => !Private.Any(all => all.PrefixLength <= own.PrefixLength && all.Contains(own.Address)))]);

    public bool Allows(string dnsName) =>
        Domains.Any(domain => dnsName.Equals(domain, StringComparison.OrdinalIgnoreCase) || dnsName.EndsWith($".{domain}", StringComparison.OrdinalIgnoreCase));

    public bool Allows(IPAddress address) => Networks.Any(network => network.Contains(address));

    public bool IsIn(X509Certificate2 authority) =>
        authority.Extensions.FirstOrDefault(extension => extension.Oid?.Value == Oid) is { } held && held.RawData.AsSpan().SequenceEqual(Extension().RawData);

    public X509Extension Extension()
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
        {
            foreach (var domain in Domains)
            {
                using (writer.PushSequence())
                    writer.WriteCharacterString(UniversalTagNumber.IA5String, domain, new Asn1Tag(TagClass.ContextSpecific, 2));
            }

            foreach (var network in Networks)
            {
                using (writer.PushSequence())
                    writer.WriteOctetString([.. network.Address.GetAddressBytes(), .. network.Netmask.GetAddressBytes()], new Asn1Tag(TagClass.ContextSpecific, 7));
            }
        }

        return new X509Extension(Oid, writer.Encode(), critical: true);
    }
}
