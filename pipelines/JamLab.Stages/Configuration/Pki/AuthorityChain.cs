using JamLab.Inventory.Diagnostics;
using JamLab.Stages.State;

namespace JamLab.Stages.Configuration.Pki;

/// <summary>
/// The authority that signs, its successor and its predecessor. A successor is made when less than a third of the life is left; hosts trust it from then on, and it signs only
/// a month later, when they have all been told, so that no two members of a cluster ever refuse each other. What it followed stays trusted until it ends.
/// </summary>
internal sealed record AuthorityChain(KeyedCertificate Signing, string Trusted)
{
    private static readonly TimeSpan Notice = TimeSpan.FromDays(30);

    /// <summary>Reads the chain from a folder, and takes the step that is due, if any; in the folder only if it <paramref name="keeps"/> it.</summary>
    public static AuthorityChain Load(string folder, string lab, NameLimits limits, DateTimeOffset now, bool keeps)
    {
        string signingFile = Path.Combine(folder, "authority.pem"), nextFile = Path.Combine(folder, "authority-next.pem"), previousFile = Path.Combine(folder, "authority-previous.crt");
        var signing = Read(signingFile);
        if (signing is null)
            Keep(signingFile, (signing = Issuing.Authority(lab, limits, now)).FileText());
        var next = Read(nextFile);
        using var current = signing.Open();
        var life = current.NotAfter - current.NotBefore;
        var isLost = current.NotAfter <= now || !limits.IsIn(current);
        if (next is null && (isLost || current.NotAfter - now < life / 3))
            Keep(nextFile, (next = Issuing.Authority(lab, limits, now)).FileText());

        if (next is not null && (isLost || IsKnown(next, now)))
        {
            // In this order an interruption leaves a chain that the next run takes further.
            Keep(previousFile, signing.Pem);
            Keep(signingFile, next.FileText());
            if (keeps)
                File.Delete(nextFile);
            (signing, next) = (next, null);
        }

        var trusted = signing.Pem + (next is not null && next != signing ? next.Pem : "") + Previous(previousFile, signing, now);
        return new AuthorityChain(signing, trusted);

        void Keep(string file, string text)
        {
            if (keeps)
                PrivateFiles.Write(file, text);
        }
    }

    private static bool IsKnown(KeyedCertificate next, DateTimeOffset now)
    {
        using var certificate = next.Open();
        return certificate.NotBefore + Notice <= now;
    }

    private static string Previous(string file, KeyedCertificate signing, DateTimeOffset now)
    {
        if (!File.Exists(file) || File.ReadAllText(file) is not { } pem || pem == signing.Pem)
            return "";
        using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(pem);
        return certificate.NotAfter > now ? pem : "";
    }

    private static KeyedCertificate? Read(string file)
    {
        if (!File.Exists(file))
            return null;
        return KeyedCertificate.Read(File.ReadAllText(file)) ?? throw new DiagnosticException("JAM0422", $"{file} is no certificate with its key any more",
            "bring it back from a backup; without one delete it, and run twice: until all hosts have the new authority they do not trust each other");
    }
}
