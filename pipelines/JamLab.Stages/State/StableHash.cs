using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace JamLab.Stages.State;

/// <summary>A hash that is the same in every run, unlike <see cref="string.GetHashCode()"/>.</summary>
internal static class StableHash
{
    public static uint Of(string text) => BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    public static string Hex(string text, int digits) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..digits];
}
