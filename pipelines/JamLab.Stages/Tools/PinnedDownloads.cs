namespace JamLab.Stages.Tools;

/// <summary>
/// The archives that are fetched when neither PATH nor the system's package manager has a tool. The sums are the publishers'
/// (<c>*_SHA256SUMS</c>, HashiCorp's own Homebrew tap); a platform whose sum could not be confirmed has no entry, and docs/tools.md says how to move a pin.
/// </summary>
internal static class PinnedDownloads
{
    public static IReadOnlyList<PinnedDownload> Packer { get; } =
    [
        HashiCorp("packer", "1.14.2", "linux_amd64", "cfefdea4ac580eba7b254ef34d25b756d4961741004e3e701a1476594d13e64a"),
        HashiCorp("packer", "1.14.2", "linux_arm64", "370002d15b07c0dc47dd0d188cdea8e6746606f6fcc3b4de48d02496d71d74ee"),
        HashiCorp("packer", "1.14.2", "darwin_amd64", "7ed73a8affcfa81b664b1d47db4eacd43e8038ecf2ae576b40880a64d1c80ba1"),
        HashiCorp("packer", "1.14.2", "darwin_arm64", "b053c01272f87fe669c642dfac167b0b48cfb5c119e2e946d90ef92c2407f746"),
    ];

    public static IReadOnlyList<PinnedDownload> Terraform { get; } =
    [
        HashiCorp("terraform", "1.11.4", "linux_amd64", "1ce994251c00281d6845f0f268637ba50c0005657eb3cf096b92f753b42ef4dc"),
        HashiCorp("terraform", "1.11.4", "linux_arm64", "a43d1d0da9b9bab214a8305a39db0e40869572594ccf50c416a7756499143633"),
        HashiCorp("terraform", "1.11.4", "darwin_amd64", "a56d5002b9f7647291faccc3dd1a70350e60fb61e4c45037629508b8fdc2575b"),
        HashiCorp("terraform", "1.11.4", "darwin_arm64", "867e0808fa971217043e25b7a792b10720c79b1546f8a68479b74f138be73e18"),
    ];

    public static IReadOnlyList<PinnedDownload> OpenTofu { get; } =
    [
        new("1.10.6", "linux_amd64", "https://github.com/opentofu/opentofu/releases/download/v1.10.6/tofu_1.10.6_linux_amd64.zip",
            "15b7bed76420b50da3e121769c43341df8cd57d751ca14e6dbe9c850124c6dac", "tofu"),
    ];

    private static PinnedDownload HashiCorp(string product, string version, string platform, string sha256) =>
        new(version, platform, $"https://releases.hashicorp.com/{product}/{version}/{product}_{version}_{platform}.zip", sha256, product);
}
