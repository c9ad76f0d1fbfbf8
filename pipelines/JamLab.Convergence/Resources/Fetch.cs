using System.Text;
using JamLab.Convergence.Scripts;

namespace JamLab.Convergence.Resources;

/// <summary>Shell by which a host fetches a file itself, with curl, wget or apt's own downloader, whichever it has.</summary>
internal static class Fetch
{
    /// <summary>
    /// Leaves the right file in <c>$file</c> or fails. A half that an interrupted run left is continued, once; if the whole is then wrong it is fetched anew.
    /// Headers travel over stdin, so that no list of processes shows them.
    /// </summary>
    public static string Script(Uri url, string sha256, IReadOnlyDictionary<string, HostText> headers)
    {
        var address = Sh.Quote(url.AbsoluteUri);
        return $$"""
            j_get() {
            if command -v curl >/dev/null; then
            curl -fsSL --connect-timeout 20 --speed-limit 1000 --speed-time 60 --retry 3 -C - -o "$file" {{(headers.Count == 0 ? $"-- {address}\n" : $"-K - -- {address} {Headers(headers, CurlLine)}")}}
            elif command -v wget >/dev/null; then
            {{Wget(address, headers)}}
            elif [ -x /usr/lib/apt/apt-helper ]; then
            {{(headers.Count > 0 ? Refused("apt-helper") : $"/usr/lib/apt/apt-helper -q=2 -o APT::Sandbox::User=root download-file {address} \"$file\"")}}
            else
            echo 'nothing here can download: curl, wget or apt is needed'; return 1
            fi
            }
            j_sum=
            if [ -e "$file" ]; then
            j_sum=$(sha256sum < "$file"); j_sum=${j_sum%% *}
            if [ "$j_sum" != {{sha256}} ] && j_get; then j_sum=$(sha256sum < "$file"); j_sum=${j_sum%% *}; fi
            if [ "$j_sum" != {{sha256}} ]; then rm -f "$file"; fi
            fi
            if [ "$j_sum" != {{sha256}} ]; then
            j_get
            j_sum=$(sha256sum < "$file"); j_sum=${j_sum%% *}
            if [ "$j_sum" != {{sha256}} ]; then
            rm -f "$file"
            echo {{Sh.Quote($"what {url.AbsoluteUri} sends has another hash than {sha256}:")}} "$j_sum"; exit 1
            fi
            fi

            """;
    }

    /// <summary>The address, if it is one to fetch from.</summary>
    public static Uri? Address(string source) =>
        Uri.TryCreate(source, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.UserInfo.Length == 0 ? url : null;

    /// <summary>A SHA-256 in lower-case hexadecimal; throws <see cref="ArgumentException"/> for anything else.</summary>
    public static string Hash(string sha256) =>
        sha256.Length == 64 && sha256.All(char.IsAsciiHexDigit) ? sha256.ToLowerInvariant() : throw new ArgumentException($"'{sha256}' is no SHA-256: 64 hexadecimal digits");

    // BusyBox's wget knows no file with settings, and in its arguments everybody could read the headers; GNU's does not read settings from a pipe.
    private static string Wget(string address, IReadOnlyDictionary<string, HostText> headers)
    {
        const string Gnu = "wget -nv --tries=3 --timeout=60 -c -O \"$file\"";
        return headers.Count == 0
            ? $"if wget --version >/dev/null 2>&1; then {Gnu} -- {address}; else wget -q -c -O \"$file\" {address}; fi"
            : $$"""
                if wget --version >/dev/null 2>&1; then
                ( umask 077; cat > "$file.rc" ) {{Headers(headers, WgetLine)}}
                if {{Gnu}} --config="$file.rc" -- {{address}}; then j_code=0; else j_code=$?; fi
                rm -f "$file.rc"
                return $j_code
                else {{Refused("BusyBox's wget")}}; fi
                """;
    }

    private static string Refused(string tool) => $"echo {Sh.Quote($"{tool} cannot send headers in secret: curl or GNU wget is needed")}; return 1";

    private static string Headers(IReadOnlyDictionary<string, HostText> headers, Func<string, string> line)
    {
        var text = new StringBuilder();
        foreach (var (name, value) in headers)
            text.Append(line($"{name}: {value.Reveal()}")).Append('\n');
        return $"<<'J_HEADERS'\n{text}J_HEADERS\n";
    }

    private static string CurlLine(string header) => $"header = \"{header.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static string WgetLine(string header) => $"header = {header}";
}
