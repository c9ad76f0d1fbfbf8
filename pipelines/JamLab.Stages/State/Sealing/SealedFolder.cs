using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using JamLab.Inventory;
using JamLab.Inventory.Diagnostics;

namespace JamLab.Stages.State.Sealing;

/// <summary>
/// A folder as one text that only a password opens: a tar, compressed, under AES-256-GCM with a key from PBKDF2 (SHA-256, 600,000 rounds as OWASP
/// asks), in lines of base64. The environment's name is part of what is authenticated: one lab's state does not open as another's.
/// </summary>
internal sealed class SealedFolder(string environment, Secret password)
{
    private const string Head = "-----BEGIN JAMLAB STATE 1-----\n";
    private const string Foot = "-----END JAMLAB STATE 1-----\n";
    private const int Rounds = 600_000;
    private const int SaltLength = 16;
    private const int NonceLength = 12;
    private const int TagLength = 16;

    private byte[] Name => Encoding.UTF8.GetBytes(environment);

    /// <summary>The folder's files as a tar: the same files are the same bytes.</summary>
    public static byte[] Pack(string folder)
    {
        using var packed = new MemoryStream();
        using (var tar = new TarWriter(packed, TarEntryFormat.Pax, leaveOpen: true))
        {
            foreach (var path in Directory.EnumerateFileSystemEntries(folder, "*", SearchOption.AllDirectories).Where(path => IsKept(folder, path)).Order(StringComparer.Ordinal))
                Write(tar, Path.GetRelativePath(folder, path), path);
        }

        return packed.ToArray();
    }

    public string Seal(byte[] packed)
    {
        var salt = RandomNumberGenerator.GetBytes(SaltLength);
        var nonce = RandomNumberGenerator.GetBytes(NonceLength);
        var plain = Compressed(packed);
        var hidden = new byte[plain.Length];
        var tag = new byte[TagLength];
        using (var aes = new AesGcm(Key(salt), TagLength))
            aes.Encrypt(nonce, plain, hidden, tag, Name);
        byte[] all = [.. salt, .. nonce, .. tag, .. hidden];
        return Head + Convert.ToBase64String(all, Base64FormattingOptions.InsertLineBreaks).ReplaceLineEndings("\n") + "\n" + Foot;
    }

    /// <summary>Puts the files of a sealed text in the place of those that are there; nothing is touched when it does not open.</summary>
    public void Open(string text, string folder)
    {
        using var packed = new MemoryStream(Opened(text));
        var beside = $"{folder}.{Guid.NewGuid():n}.tmp";
        PrivateFiles.CreateFolder(Path.GetDirectoryName(folder)!);
        PrivateFiles.CreateFolder(beside);
        try
        {
            TarFile.ExtractToDirectory(packed, beside, overwriteFiles: false);
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
            Directory.Move(beside, folder);
        }
        finally
        {
            if (Directory.Exists(beside))
                Directory.Delete(beside, recursive: true);
        }
    }

    /// <summary>The tar of a sealed text.</summary>
    public byte[] Opened(string text)
    {
        var lines = text.ReplaceLineEndings("\n");
        if (!lines.StartsWith(Head, StringComparison.Ordinal) || !lines.EndsWith(Foot, StringComparison.Ordinal))
            throw Closed("it is no sealed state");
        try
        {
            var all = Convert.FromBase64String(lines[Head.Length..^Foot.Length]).AsSpan();
            var plain = new byte[all.Length - SaltLength - NonceLength - TagLength];
            using var aes = new AesGcm(Key(all[..SaltLength].ToArray()), TagLength);
            aes.Decrypt(all.Slice(SaltLength, NonceLength), all[(SaltLength + NonceLength + TagLength)..], all.Slice(SaltLength + NonceLength, TagLength), plain, Name);
            using var unpacked = new MemoryStream();
            using (var gzip = new GZipStream(new MemoryStream(plain), CompressionMode.Decompress))
                gzip.CopyTo(unpacked);
            return unpacked.ToArray();
        }
        catch (Exception wrong) when (wrong is FormatException or CryptographicException or InvalidDataException or OverflowException)
        {
            throw Closed(wrong is AuthenticationTagMismatchException ? "the password is another one, or somebody changed it" : wrong.Message);
        }
    }

    private DiagnosticException Closed(string why) => new("JAM0472", $"the sealed state of '{environment}' does not open: {why}", $"set {StateBranch.Password} to the password that it was sealed with");

    // Times are left out: nothing asks for them, and they would make every state another.
    private static void Write(TarWriter tar, string name, string path)
    {
        var isFolder = Directory.Exists(path);
        using var content = isFolder ? null : File.OpenRead(path);
        var entry = new PaxTarEntry(isFolder ? TarEntryType.Directory : TarEntryType.RegularFile, name) { Mode = File.GetUnixFileMode(path), ModificationTime = DateTimeOffset.UnixEpoch };
        if (!isFolder)
            entry.DataStream = content;
        tar.WriteEntry(entry);
    }

    // Locks and what runs at the moment are of one computer.
    private static bool IsKept(string folder, string path) =>
        Path.GetRelativePath(folder, path).Split(Path.DirectorySeparatorChar) is var parts && parts[^1] != "lock" && parts[0] != "running"
        && !path.EndsWith(".lock", StringComparison.Ordinal) && !File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint);

    private static byte[] Compressed(byte[] packed)
    {
        using var small = new MemoryStream();
        using (var gzip = new GZipStream(small, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(packed);
        return small.ToArray();
    }

    private byte[] Key(byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(password.Reveal(), salt, Rounds, HashAlgorithmName.SHA256, 32);
}
