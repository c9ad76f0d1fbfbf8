using JamLab.Stages.Secrets;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Secrets;

/// <summary>What glibc's crypt(3) makes of the same.</summary>
public class Sha512CryptTests
{
    public static TheoryData<string, string, string> Hashes => new()
    {
        { "", "abc", "mJP3a6FyA8uCnzRtlnNypPwjnvpi5TP9qOrInzrfDmwxUQG38PkpCPdqfTb8JQfAngapMxeim4AZ..hSdRRzD." },
        { "x", "saltstring", "nk7Qohr7tOmwY2mX639VRP.Lyvj3uhcgpatqHuLC867qfSHKq1LDuKa/h7Es9Nv0aL08pbF.cnQlRqhaoKT/D." },
        { "Hello world!", "saltstring", "svn8UoSVapNtMuq1ukKS4tPQd8iKwSMHWjl/O817G3uBnIFNjnQJuesI68u4OTLiBFdcbYEdFCoEOfaS35inz1" },
        { new string('a', 63), "0123456789abcdef", "7fjvO.ve1YzNl0W3Qb8StCJmZs6cc6tVn/foMaKZxaj8kexTnvA7s9pEqA/P.rHhgsLEQgWqm2dDuZe30AavR/" },
        { new string('a', 64), "0123456789abcdef", "ipFGTT/73.BzXmo/SjfZu/hf2Tof5c.WyJX64QD1bg3N/ZixJRkkPm3OILYn2zHr72.okDV8nsvtmRxuAfyTA/" },
        { new string('a', 65), "./0123456789ABCD", "VJOlMSJG5f5iUTZnCGaGqldMuEPy18qPU9GeXZoQaNwfqYUstR3/5yt4Zpp66gwQZwpivOdNf/kEwGgpV4Hg51" },
        { "päss✓wörd", "zyx", "uBnBVCerLINpRAIb8jYajugIY/ipXvzuaGcLbmsjUsCqGCKMX6jafUdr0dTIoXZWnHiVevhj2DZ/A0QxZTESP/" },
        { string.Concat(Enumerable.Repeat("long ", 40)), "q", "/shEO/rCNBobqK5fj6qpPoo684y0rsqkkVl0lJ0Yc/jaq/B7G8/eUgVzuzAm97TAwWNox97G7GtQwid2UiuHl0" },
    };

    [Theory]
    [MemberData(nameof(Hashes))]
    public void A_hash_is_what_crypt_makes(string password, string salt, string hash) => Sha512Crypt.Hash(password, salt).ShouldBe($"$6${salt}${hash}");

    [Fact]
    public void A_salt_is_sixteen_characters_that_crypt_takes()
    {
        Sha512Crypt.Salt(new byte[32]).ShouldBe("................");
        Sha512Crypt.Salt([.. Enumerable.Range(0, 32).Select(i => (byte)(i * 37))]).ShouldMatch("^[./0-9A-Za-z]{16}$");
    }
}
