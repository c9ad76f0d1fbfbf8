using System.Text;

namespace JamLab.Convergence.Facts;

/// <summary>What is mounted on the host.</summary>
public sealed record MountsFact : Fact<Mounts>
{
    public static MountsFact Instance { get; } = new();

    public override FactKind Kind { get; } = new MountsKind();

    private sealed class MountsKind : FactKind<MountsFact, Mounts>
    {
        public override string Name => "mounts";

        protected override string Script(IReadOnlyList<MountsFact> facts) => "cat /proc/self/mountinfo";

        // proc(5): id parent device root path options optional... - type source options
        protected override IReadOnlyList<Mounts> Read(IReadOnlyList<MountsFact> facts, IReadOnlyList<string> lines)
        {
            var mounts = new Dictionary<string, MountInfo>(StringComparer.Ordinal);
            foreach (var line in lines)
            {
                var words = line.Split(' ');
                var dash = Array.IndexOf(words, "-");
                if (dash < 6 || words.Length < dash + 3)
                    throw new FormatException($"'{line}' is no mount");
                var path = Unescaped(words[4]);
                mounts[path] = new MountInfo(path, Unescaped(words[dash + 2]), words[dash + 1], Unescaped(words[3]), words[5].Split(','));
            }

            return [new Mounts(mounts)];
        }

        private static string Unescaped(string text)
        {
            var plain = new StringBuilder();
            for (var i = 0; i < text.Length; i++)
            {
                if (text[i] == '\\' && i + 3 < text.Length)
                {
                    plain.Append((char)Convert.ToInt32(text.Substring(i + 1, 3), 8));
                    i += 3;
                }
                else
                {
                    plain.Append(text[i]);
                }
            }

            return plain.ToString();
        }
    }
}

/// <summary>Mounts by path; of several on one path the uppermost.</summary>
public sealed record Mounts(IReadOnlyDictionary<string, MountInfo> ByPath);

/// <summary>A mount: where, from what, the file system's type, which of its directories, and the options of the mount itself.</summary>
public sealed record MountInfo(string Path, string Source, string Type, string Root, IReadOnlyList<string> Options);
