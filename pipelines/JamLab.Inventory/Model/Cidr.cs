using System.Buffers.Binary;
using System.Net;

namespace JamLab.Inventory.Model;

/// <summary>An IPv4 network in CIDR notation (RFC 4632); <see cref="Address"/> has no host bits set.</summary>
public readonly record struct Cidr(IPAddress Address, int PrefixLength)
{
    public IPAddress Netmask => ToAddress(Mask);

    public IPAddress Broadcast => ToAddress(ToNumber(Address) | ~Mask);

    private uint Mask => PrefixLength == 0 ? 0 : uint.MaxValue << (32 - PrefixLength);

    public bool Contains(IPAddress address) => (ToNumber(address) & Mask) == ToNumber(Address);

    public static uint ToNumber(IPAddress address) => BinaryPrimitives.ReadUInt32BigEndian(address.GetAddressBytes());

    public static IPAddress ToAddress(uint number)
    {
        var bytes = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes);
    }

    public override string ToString() => $"{Address}/{PrefixLength}";
}
