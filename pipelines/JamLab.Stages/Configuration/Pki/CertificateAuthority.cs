using System.Net;
using System.Security.Cryptography.X509Certificates;
using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;
using JamLab.Inventory.Model;
using JamLab.Stages.State;

namespace JamLab.Stages.Configuration.Pki;

/// <summary>
/// An authority of the environment's own, in the state folder of its hypervisor (<c>pki/</c>, mode 0600), made on first use and good for 10 years; its certificates are good
/// for one and made anew when less than a third of that is left, the names changed or the authority did. While nothing of that is so it writes nothing.
/// </summary>
public sealed class CertificateAuthority : ICertificates
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Certificate> _issued = new(StringComparer.Ordinal);
    private readonly string _folder;
    private readonly Lab _lab;
    private readonly NameLimits _limits;
    private readonly TimeProvider _time;
    private readonly Action<Secret> _opened;
    private readonly bool _isDryRun;
    private AuthorityChain? _chain;

    /// <summary>Touches nothing until asked; what a dry run makes is known to itself only. <paramref name="opened"/> is told every key that is handed out.</summary>
    public CertificateAuthority(LabPaths paths, string hypervisor, Lab lab, TimeProvider time, Action<Secret> opened, bool isDryRun = false)
    {
        _isDryRun = isDryRun;
        _folder = Path.Combine(paths.State, hypervisor, "pki");
        _lab = lab;
        _limits = NameLimits.For(lab);
        _time = time;
        _opened = opened;
    }

    public string AuthorityCertificate
    {
        get
        {
            lock (_lock)
                return Chain.Trusted;
        }
    }

    private AuthorityChain Chain => _chain ??= Held(() => AuthorityChain.Load(_folder, _lab.Name, _limits, _time.GetUtcNow(), keeps: !_isDryRun));

    public Certificate For(string name, IReadOnlyList<string> dnsNames, IReadOnlyList<IPAddress> addresses)
    {
        Check(name, dnsNames, addresses);
        lock (_lock)
        {
            var asked = $"{name}\n{string.Join(' ', dnsNames)}\n{string.Join(' ', addresses)}";
            if (_issued.TryGetValue(asked, out var issued))
                return issued;
            var chain = Chain;
            var file = Path.Combine(_folder, $"{name}.pem");
            var certificate = Good(file, chain, dnsNames, addresses) ?? Held(() => Good(file, chain, dnsNames, addresses) ?? Issue(file, name, chain, dnsNames, addresses));
            _opened(certificate.Key);
            return _issued[asked] = certificate;
        }
    }

    /// <summary>Tells every key that is kept already, the authority's too; makes none.</summary>
    public void OpenAll()
    {
        if (!Directory.Exists(_folder))
            return;
        foreach (var key in Directory.EnumerateFiles(_folder, "*.pem").Select(file => KeyedCertificate.KeyOf(File.ReadAllText(file))).OfType<Secret>())
            _opened(key);
    }

    private T Held<T>(Func<T> work)
    {
        if (_isDryRun)
            return work();
        PrivateFiles.CreateFolder(_folder);
        return HeldLock.Run(Path.Combine(_folder, "lock"), _time, work);
    }

    private Certificate? Good(string file, AuthorityChain chain, IReadOnlyList<string> dnsNames, IReadOnlyList<IPAddress> addresses)
    {
        if (!File.Exists(file) || KeyedCertificate.Read(File.ReadAllText(file)) is not { } held)
            return null;
        using var authority = chain.Signing.Open();
        using var certificate = held.Open();
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>().FirstOrDefault();
        var isGood = certificate.IssuerName.RawData.AsSpan().SequenceEqual(authority.SubjectName.RawData)
            && certificate.NotAfter - _time.GetUtcNow() >= (certificate.NotAfter - certificate.NotBefore) / 3
            && names is not null && names.RawData.AsSpan().SequenceEqual(Issuing.AlternativeNames(dnsNames, addresses).RawData);
        return isGood ? Of(held, certificate) : null;
    }

    private Certificate Issue(string file, string name, AuthorityChain chain, IReadOnlyList<string> dnsNames, IReadOnlyList<IPAddress> addresses)
    {
        var made = Issuing.Leaf(name, dnsNames, addresses, chain.Signing, _time.GetUtcNow());
        if (!_isDryRun)
            PrivateFiles.Write(file, made.FileText());
        using var certificate = made.Open();
        return Of(made, certificate);
    }

    private static Certificate Of(KeyedCertificate held, X509Certificate2 certificate) => new(held.Pem, held.Key, certificate.NotAfter);

    private void Check(string name, IReadOnlyList<string> dnsNames, IReadOnlyList<IPAddress> addresses)
    {
        if (name.Length == 0 || name.StartsWith("authority", StringComparison.Ordinal) || !name.All(one => char.IsAsciiLetterOrDigit(one) || one is '-' or '.' or '_') || name[0] == '.')
            throw new ArgumentException($"'{name}' cannot be a file's name");
        var refused = dnsNames.Where(one => !_limits.Allows(one)).Concat(addresses.Where(one => !_limits.Allows(one)).Select(one => one.ToString())).ToList();
        if (refused.Count > 0)
        {
            throw new DiagnosticException("JAM0423", $"the lab's authority does not sign for {string.Join(", ", refused)} (certificate '{name}'): it is limited to {string.Join(", ", _limits.Domains)} and the lab's networks",
                $"use a name below {_lab.Domain}, or give certificate files for it");
        }
    }
}
