using System.Text;

namespace JamLab.Stages.Configuration.Roles.Dns;

/// <summary>A question over TCP (RFC 1035) without any tool for it: bash opens the connection, and what is sent is known beforehand.</summary>
internal static class DnsQuestion
{
    /// <summary>Shell that ends with exit code 0 when this host's own name server has an address for the name.</summary>
    public static string Gate(string name)
    {
        var words = string.Concat(Message(name).Select(one => $"\\{Convert.ToString(one, 8).PadLeft(3, '0')}"));
        // The answer's length, its id 4a4d, flags without an error, the number of questions (1) and of answers (not 0).
        return $"""
            reply=$(timeout 2 bash -c 'exec 3<>/dev/tcp/127.0.0.1/53 && printf "{words}" >&3 && head -c 10 <&3 | od -An -v -tx1')
            case $reply in
              *" 4a 4d 8"?" "?"0 00 01 00 00") ;;
              *" 4a 4d 8"?" "?"0 00 01 "*) exit 0;;
            esac
            echo 'the name server does not answer for {name}'
            exit 1
            """;
    }

    private static byte[] Message(string name)
    {
        var question = new List<byte> { 0x4a, 0x4d, 0x01, 0x00, 0, 1, 0, 0, 0, 0, 0, 0 };
        foreach (var label in name.Split('.'))
        {
            question.Add((byte)label.Length);
            question.AddRange(Encoding.ASCII.GetBytes(label));
        }

        question.AddRange([0, 0, 1, 0, 1]);
        return [(byte)(question.Count >> 8), (byte)question.Count, .. question];
    }
}
