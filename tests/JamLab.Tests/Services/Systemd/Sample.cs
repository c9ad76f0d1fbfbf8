using System.Net;
using System.Text;
using JamLab.Convergence;
using JamLab.Convergence.Facts;
using JamLab.Inventory;
using JamLab.Stages.Services;
using JamLab.Stages.Services.Systemd;

namespace JamLab.Tests.Services.Systemd;

/// <summary>Services and hosts to try things on, without an inventory.</summary>
internal static class Sample
{
    public static ServiceDefinition Command { get; } = new("echo", ServiceKind.Command, "busybox httpd -f -p $PORT -h /srv/echo # 100%")
    {
        Packages = ["busybox"],
        Ports = new SortedDictionary<string, int>(StringComparer.Ordinal) { ["http"] = 8080, ["admin-page"] = 8081 },
        Routed = "http",
        Environment = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["GREETING"] = "say \"hi\" to 100% of $USERS\\\n" },
        Secrets = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["TOKEN"] = "echo/token" },
        Files = [new DefinedFile("/srv/echo", "index.html", "hello\n"u8.ToArray(), false), new DefinedFile("/srv/echo", "cgi-bin/who", "#!/bin/sh\nwhoami\n"u8.ToArray(), true)],
        Check = new DefinedCheck("/index.html"),
        Memory = 64 << 20,
        Cpu = 500,
    };

    public static ServiceDefinition Image { get; } = Command with
    {
        Name = "web",
        Kind = ServiceKind.Image,
        Program = "docker.io/library/nginx:1.29",
        Packages = [],
        Volumes = [new DefinedVolume("cache", "/var/cache/nginx", null), new DefinedVolume("media", "/srv/media", "nas0:/srv/media")],
        Check = new DefinedCheck(),
    };

    public static ServiceDefinition Unit { get; } = Command with { Name = "proxy", Kind = ServiceKind.Unit, Program = "lighttpd.service", Packages = ["lighttpd"], Check = new DefinedCheck(Command: "curl -f http://127.0.0.1:$PORT/") };

    public static Site Site { get; } = new("vs0", IPAddress.Parse("10.77.0.130"), new Secret("token-of-consul"));

    public static Site WithoutConsul { get; } = Site with { ConsulToken = null };

    public static ServiceInstance Instance(ServiceDefinition definition, string version = "0123456789ab", Site? site = null)
    {
        var here = site ?? Site;
        SlotText In(char letter) => new(definition, version, new Slot(definition.Name, letter, Ports(definition, letter, here)), here, name => new Secret($"<{name}>"));
        return new ServiceInstance(definition, In('a'), In('b'), here, TimeSpan.FromSeconds(60));
    }

    /// <summary>What a host answers where a slot is as an instance wants it and runs.</summary>
    public static HostFacts Facts(ServiceInstance asked, char? active = null, ServiceInstance? held = null, Func<SlotInfo, SlotInfo>? slot = null, SlotInfo? other = null, string health = "passing", bool isRegistered = true)
    {
        var answers = new Dictionary<Fact, object>();
        foreach (var fact in asked.Facts.OfType<ContentFact>())
            answers[fact] = ContentInfo.Missing;
        var none = new SlotInfo('a', "") { State = "inactive" };
        var (a, b) = (none, none with { Letter = 'b' });
        var known = new Dictionary<string, string>();
        if (active is { } letter)
        {
            var text = letter == 'a' ? (held ?? asked).A : (held ?? asked).B;
            foreach (var file in text.Files.Concat(isRegistered && text.Registration is { } registration ? [registration] : []))
            {
                foreach (var fact in asked.Facts.OfType<ContentFact>().Where(fact => fact.Path == file.Path))
                    answers[fact] = new ContentInfo(file.Content.Sha256, fact.Unless == file.Content.Sha256 || fact.Unless == "" ? null : Encoding.UTF8.GetBytes(file.Content.Reveal()));
            }

            var used = new SlotInfo(letter, text.Mark.Trim()) { HasFolder = true, HasUnit = true, IsRegistered = isRegistered, IsEnabled = true, State = "active", SubState = "running" };
            used = slot?.Invoke(used) ?? used;
            (a, b) = letter == 'a' ? (used, b) : (a, used);
            known[text.Slot.ConsulId(asked.Site.Host)] = health;
        }

        if (other is not null)
            (a, b) = other.Letter == 'a' ? (other, b) : (a, other);
        answers[asked.Seen] = new ServiceInfo(active, a, b, known);
        return new HostFacts(answers);
    }

    private static Dictionary<string, int> Ports(ServiceDefinition definition, char letter, Site site) =>
        !site.HasConsul || definition.Kind == ServiceKind.Unit
            ? definition.Ports.ToDictionary()
            : definition.Ports.Keys.Select((name, index) => (name, Port: 20000 + (letter == 'a' ? 0 : 100) + index)).ToDictionary(one => one.name, one => one.Port);
}
