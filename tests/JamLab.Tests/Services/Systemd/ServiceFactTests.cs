using JamLab.Convergence;
using JamLab.Stages.Services.Systemd;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Services.Systemd;

/// <summary>Answers of a real machine, and what they are read as.</summary>
public class ServiceFactTests
{
    private static readonly ServiceFact[] Asked = [new("echo", null), new("new", null), new("lighttpd", "lighttpd.service")];

    private const string Answer =
        """
        service echo b
        slot 
        mark 
        slot folder unit registration enabled
        mark 9f4c965a1059 http=23887
        service new 
        slot folder
        mark 
        slot 
        mark 
        service lighttpd a
        slot folder registration
        mark 7b98de90042c http=80
        slot 
        mark 
        ActiveState=inactive
        SubState=dead

        ActiveState=active
        SubState=running

        ActiveState=inactive
        SubState=dead

        ActiveState=inactive
        SubState=dead

        ActiveState=active
        SubState=running

        ActiveState=active
        SubState=running
        checks
        {"service:echo-b-vs1":{"Node":"vs1","CheckID":"service:echo-b-vs1","Status":"critical","ServiceID":"echo-b-vs1","ServiceName":"echo"},"serf":{"ServiceID":"","Status":"passing"}}
        """;

    [Fact]
    public void Answers_are_read_service_by_service()
    {
        var read = Read(Answer);
        read[0].Active.ShouldBe('b');
        read[0].Version.ShouldBe("9f4c965a1059");
        read[0].A.HasTraces.ShouldBeFalse();
        read[0].B.ShouldBe(new SlotInfo('b', "9f4c965a1059 http=23887") { HasFolder = true, HasUnit = true, IsRegistered = true, IsEnabled = true, State = "active", SubState = "running" });
        read[0].Health.ShouldBe(new Dictionary<string, string> { ["echo-b-vs1"] = "critical" });
        read[1].Active.ShouldBeNull();
        read[1].Version.ShouldBeNull();
        read[1].A.HasTraces.ShouldBeTrue();
        read[2].A.IsRunning.ShouldBeTrue();
        read[2].Version.ShouldBe("7b98de90042c");
    }

    [Theory]
    [InlineData("")]
    [InlineData("Permission denied")]
    [InlineData("""{"a":1}""")]
    public void An_agent_that_makes_no_sense_knows_nothing(string said) =>
        Read(Answer[..(Answer.IndexOf("checks", StringComparison.Ordinal) + 7)] + said)[0].Health.ShouldBeEmpty();

    private static List<ServiceInfo> Read(string answer) => [.. Asked[0].Kind.Read([.. Asked.Cast<Fact>()], answer.ReplaceLineEndings("\n").Split('\n')).Cast<ServiceInfo>()];
}
