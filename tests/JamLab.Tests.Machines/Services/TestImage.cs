namespace JamLab.Tests.Machines.Services;

/// <summary>A container image that is made on the machine itself of what it has, since no registry is reached from here: a web server for what is under /www.</summary>
internal static class TestImage
{
    public const string Name = "localhost/jamlab-test:1";

    public const string Script =
        $$"""
        set -e
        command -v busybox >/dev/null || apt-get install -qq -y busybox >/dev/null
        rm -rf /tmp/image; mkdir -p /tmp/image/bin; cp /bin/busybox /tmp/image/bin/
        for lib in $(ldd /bin/busybox | grep -o '/[^ ]*'); do mkdir -p /tmp/image${lib%/*}; cp -L $lib /tmp/image$lib; done
        tar -C /tmp/image -c . | podman import -q -c 'CMD ["/bin/busybox","httpd","-f","-p","8080","-h","/www"]' - {{Name}}
        """;
}
