using JamLab.Stages.Updates;
using JamLab.Tests.Support;

namespace JamLab.Tests.Updates;

/// <summary>A repository with a pin of every kind, and publishers who know of something newer for each.</summary>
internal sealed class SampleRepository : IDisposable
{
    public const string Actions = ".github/actions.lock.json";
    public const string Inventory = "environments/home/inventory.yml";
    public const string Image = "images/debian-cloud/image.yml";
    public const string Tools = "pipelines/JamLab.Stages/Tools/downloads.json";

    private const string GitHub = "https://api.github.com/repos";
    private readonly TemporaryFolder _root = new();

    public SampleRepository()
    {
        Put(Tools, $$"""
            {
              "packer": {
                "version": "1.14.2",
                "releases": "https://releases.hashicorp.com/packer/index.json",
                "url": "https://releases.hashicorp.com/packer/{version}/packer_{version}_{platform}.zip",
                "sums": "https://releases.hashicorp.com/packer/{version}/packer_{version}_SHA256SUMS",
                "member": "packer",
                "sha256": { "linux_amd64": "{{Sum('a')}}", "darwin_arm64": "{{Sum('b')}}" }
              },
              "tofu": {
                "version": "1.10.6",
                "releases": "https://api.github.com/repos/opentofu/opentofu/releases",
                "url": "https://github.com/opentofu/opentofu/releases/download/v{version}/tofu_{version}_{platform}.zip",
                "sums": "https://github.com/opentofu/opentofu/releases/download/v{version}/tofu_{version}_SHA256SUMS",
                "member": "tofu",
                "sha256": { "linux_amd64": "{{Sum('c')}}" }
              }
            }

            """);
        Put(Actions, $$"""
            {
              "actions/checkout": { "version": "v5.0.0",   "commit": "{{Commit('1')}}" },
              "github/codeql-action/init": { "version": "v4.30.8", "commit": "{{Commit('2')}}" }
            }

            """);
        Put(Image, $"""
            # A disk with a boot loader of its own.
            disk: 2GiB
            cloud_image:
              url: "https://cloud.debian.org/images/cloud/bookworm/20260112-2355/debian-12-genericcloud-amd64-20260112-2355.qcow2" # moves by itself
              sha512: {new string('d', 128)}

            """);
        Put("images/debian-12/image.yml", "debian: { release: bookworm }\n");
        Put(Inventory, InventoryText);
    }

    public static string InventoryText { get; } = """
        # Every byte that is no version stays:	tabs, é, trailing blanks  
        schema: 1
        lab: { name: lab, domain: lab.internal, networks: { lan: { cidr: 10.77.0.0/16 } } }
        hypervisor: nspawn
        defaults: { template: debian-12, cores: 1, memory: 512MiB, disk: 8GiB }
        vms:
          vs0:
            address: 10.77.0.130
            roles: [consul, podman]
            parameters:
              consul:
                source:
                  archive: https://nas0.lab.internal/consul_1.21.5_linux_amd64.zip
                  sha256: e4e888bba104daba1d9161f49bfc52649a7e4efd45b1a7ead5bc54f2cb9c89d9
        services:
          grafana: { host: vs0, image: docker.io/grafana/grafana:12.2.0, port: 3000 } # docker.io/grafana/grafana:12.2.0 is what runs
          web:
            host: vs0
            image: "nginx:1.29.1-alpine"   # a comment
            port: 80
          other:
            host: vs0
            image: ghcr.io/jam/other:v2.0.0
            port: 8080
          loose:
            host: vs0
            image: docker.io/library/redis:latest
            port: 6379

        """.ReplaceLineEndings("\n");

    public string Root => _root.Path;

    public void Put(string file, string text)
    {
        var path = Path.Combine(Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text.ReplaceLineEndings("\n"));
    }

    public string Text(string file) => File.ReadAllText(Path.Combine(Root, file));

    public void Dispose() => _root.Dispose();

    public UpdateStage Stage(PublisherServer server, string? token = null) =>
        new(Root, server.Client(), TimeProvider.System, token is null ? null : new JamLab.Inventory.Secret(token));

    public static string Sum(char digit) => new(digit, 64);

    public static string Commit(char digit) => new(digit, 40);

    public static PublisherServer Publishers() => new PublisherServer()
        .At("https://releases.hashicorp.com/packer/index.json", """{ "name": "packer", "versions": { "1.14.10": {}, "1.14.3": {}, "1.15.0-rc1": {}, "1.14.2": {}, "2.0.0": {}, "1.14.11+ent": {}, "1.9.5": {} } }""")
        .At("https://releases.hashicorp.com/packer/1.14.10/packer_1.14.10_SHA256SUMS", $"{Sum('9')}  packer_1.14.10_linux_arm64.zip\n{Sum('8')}  packer_1.14.10_linux_amd64.zip\n{Sum('7')}  packer_1.14.10_darwin_arm64.zip\n")
        .At($"{GitHub}/opentofu/opentofu/releases?per_page=100", """[{ "tag_name": "v1.11.0-rc1", "draft": false, "prerelease": true }, { "tag_name": "v1.10.9", "draft": true, "prerelease": false }]""", 200,
            ("Link", $"<{GitHub}/opentofu/opentofu/releases?per_page=100&page=2>; rel=\"next\", <{GitHub}/opentofu/opentofu/releases?per_page=100&page=2>; rel=\"last\""))
        .At($"{GitHub}/opentofu/opentofu/releases?per_page=100&page=2", """[{ "tag_name": "v1.10.7", "draft": false, "prerelease": false }, { "tag_name": "v1.10.6", "draft": false, "prerelease": false }]""")
        .At("https://github.com/opentofu/opentofu/releases/download/v1.10.7/tofu_1.10.7_SHA256SUMS", $"{Sum('6')}  tofu_1.10.7_linux_amd64.zip\n")
        .At($"{GitHub}/actions/checkout/releases?per_page=100", """[{ "tag_name": "v6.0.0" }, { "tag_name": "v5.0.1" }, { "tag_name": "v5" }, { "tag_name": "v4.9.9" }]""")
        .At($"{GitHub}/actions/checkout/git/ref/tags/v5.0.0", $$$"""{ "ref": "refs/tags/v5.0.0", "object": { "type": "commit", "sha": "{{{Commit('1')}}}" } }""")
        .At($"{GitHub}/actions/checkout/git/ref/tags/v5.0.1", $$$"""{ "ref": "refs/tags/v5.0.1", "object": { "type": "tag", "sha": "{{{Commit('e')}}}" } }""")
        .At($"{GitHub}/actions/checkout/git/tags/{Commit('e')}", $$$"""{ "tag": "v5.0.1", "object": { "type": "commit", "sha": "{{{Commit('5')}}}" } }""")
        .At($"{GitHub}/github/codeql-action/releases?per_page=100", """[{ "tag_name": "v4.30.8" }]""")
        .At($"{GitHub}/github/codeql-action/git/ref/tags/v4.30.8", $$$"""{ "object": { "type": "commit", "sha": "{{{Commit('2')}}}" } }""")
        .At("https://cloud.debian.org/images/cloud/bookworm/", "<a href=\"20260112-2355/\">20260112-2355/</a> <a href=\"20260303-2408/\">x</a> <a href=\"daily/\">daily</a> <a href=\"latest/\">latest</a>")
        .At("https://cloud.debian.org/images/cloud/bookworm/20260303-2408/SHA512SUMS", $"{new string('E', 128)}  debian-12-genericcloud-amd64-20260303-2408.qcow2\n")
        .AtWithToken("https://registry-1.docker.io/v2/grafana/grafana/tags/list?n=1000", "for-grafana", "Bearer realm=\"https://auth.docker.io/token\",service=\"registry.docker.io\",scope=\"repository:grafana/grafana:pull\"",
            """{ "name": "grafana/grafana", "tags": ["12.2.0", "12.2.1", "main", "13.0.0"] }""", ("Link", "</v2/grafana/grafana/tags/list?last=13.0.0&n=1000>; rel=\"next\""))
        .AtWithToken("https://registry-1.docker.io/v2/grafana/grafana/tags/list?last=13.0.0&n=1000", "for-grafana", "Bearer", """{ "name": "grafana/grafana", "tags": ["12.3.0", "12.4.0-17245", "12.4.0-beta1", "latest"] }""")
        .At("https://auth.docker.io/token?scope=repository%3Agrafana%2Fgrafana%3Apull&service=registry.docker.io", """{ "token": "for-grafana", "expires_in": 300 }""")
        .At("https://registry-1.docker.io/v2/library/nginx/tags/list?n=1000", """{ "name": "library/nginx", "tags": ["1.29.2", "1.29.3-alpine", "1.29.10-alpine", "1.30.0-alpine-slim"] }""")
        .AtWithToken("https://ghcr.io/v2/jam/other/tags/list?n=1000", "for-jam", "Bearer realm=\"https://ghcr.io/token\",service=\"ghcr.io\"", """{ "tags": null }""")
        .At("https://ghcr.io/token?scope=repository%3Ajam%2Fother%3Apull&service=ghcr.io", """{ "access_token": "for-jam" }""");
}
