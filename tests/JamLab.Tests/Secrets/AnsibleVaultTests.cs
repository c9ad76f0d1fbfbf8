using JamLab.Stages.Secrets;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Secrets;

/// <summary>Values that <c>ansible-vault encrypt_string</c> of ansible-core 2.14 made with the password "correct horse", as they stand in a file.</summary>
public class AnsibleVaultTests
{
    private const string Short = """
        $ANSIBLE_VAULT;1.1;AES256
        37306231656135653831643732313931323262666462323435343536323365663163356331373536
        6264316237353063663730343737363236303536656438320a383763373031666164343465643563
        38303534343266633366613262663831306537643237643162663538333036633832373832643063
        6538313736626438660a643761646434323061393438623138383639356165653962333432656564
        3738
        """;

    public static TheoryData<string, string> Sealed => new()
    {
        { Short, "a" },
        {
            // As long as a block, so that a whole one is added.
            """
            $ANSIBLE_VAULT;1.1;AES256
            35613331656535363332353261396434336236353430613262316532613530333438316565613430
            3462373561303434363266303832356233373962643433650a656632373332323863336465663838
            62376630623634383134353436623639323031336363383836383432663739616364306461376432
            6461333830633331390a636363386362626464653030336233346463393365376365336561653134
            66393336353433373066363834343761353333376565646634353135396131623764
            """, "0123456789abcdef"
        },
        {
            """
            $ANSIBLE_VAULT;1.1;AES256
            33383731393630663034633362383963633633393435663633376266653566613738323464383963
            6163356230373437383465333130313962353937376262630a316232613761386436333239366432
            38373535333934656332326563306438303433303039636436626164393839363261306438616236
            3732633461353166330a353765386635343362376332316364313031613761313430613935323332
            3261
            """, "päss✓wörd"
        },
        {
            // With a label.
            """
            $ANSIBLE_VAULT;1.2;AES256;prod
            30653430323832333034306236333936616361316364616533303235353631303033633161373064
            3331336361356166623561613330626137376632616161370a373537353266343366633033346432
            35343865616432313530623764633161376634613635376536653332343637363566363130393032
            3261393934646331360a396132333933613936383333383764336636363862376234303962313239
            6362
            """, "labelled"
        },
        {
            // Longer than a block.
            """
            $ANSIBLE_VAULT;1.1;AES256
            30383730313162366365633634646233366539383636316464393536643262653064623036363733
            3739656366623661663566333738376666373164353864390a343364623836323162336462386234
            37636534643131336465386566636166313933663238363633313032653135333231373832393262
            6338333864663332650a343538663063623530356538633338633965663166396639363263613430
            39626438323831316430323932613235356137373339613236373933353431656166663639643032
            39626338636564353334316161303632343861633236633836353039326437326162633830363832
            33633037366132383364643432663366383439646235643539626666373132333330386662343161
            33343766343834366134393039343631323537653139353039333730386161313536313464366439
            35393765353261346637366665323764613839363939373730386661393363386532
            """, string.Join(',', Enumerable.Range(1, 40))
        },
    };

    [Theory]
    [MemberData(nameof(Sealed))]
    public void What_ansible_sealed_is_opened(string text, string expected) => AnsibleVault.Open(text, "correct horse").ShouldBe(expected);

    [Fact]
    public void White_space_at_the_ends_of_lines_does_not_matter() =>
        AnsibleVault.Open(string.Concat(Short.Split('\n').Select(line => $"  {line} \r\n")), "correct horse").ShouldBe("a");

    [Theory]
    [InlineData("correct hors")]
    [InlineData("")]
    public void Another_password_does_not_open_it(string password) => AnsibleVault.Open(Short, password).ShouldBeNull();

    [Fact]
    public void A_value_that_was_changed_is_not_opened() => AnsibleVault.Open($"{Short[..^1]}9", "correct horse").ShouldBeNull();

    [Theory]
    [InlineData("hunter2", "it does not begin with $ANSIBLE_VAULT;1.1;AES256")]
    [InlineData("", "it does not begin with $ANSIBLE_VAULT;1.1;AES256")]
    [InlineData("$ANSIBLE_VAULT;1.0;AES\n6162", "it begins with $ANSIBLE_VAULT;1.0;AES, and only 1.1 and 1.2 with AES256 are known")]
    [InlineData("$ANSIBLE_VAULT;1.1;AES256", "what stands below its first line is cut off or was changed")]
    [InlineData("$ANSIBLE_VAULT;1.1;AES256\nabc", "what stands below its first line is cut off or was changed")]
    [InlineData("$ANSIBLE_VAULT;1.1;AES256\n61620a6162", "what stands below its first line is cut off or was changed")]
    public void What_is_no_such_value_is_told(string text, string why) => Should.Throw<FormatException>(() => AnsibleVault.Open(text, "correct horse")).Message.ShouldBe(why);

    [Fact]
    public void A_value_that_is_cut_off_anywhere_is_never_opened()
    {
        for (var length = 1; length < Short.Length; length += 7)
        {
            try
            {
                AnsibleVault.Open(Short[..length], "correct horse").ShouldBeNull($"cut off after {length}");
            }
            catch (FormatException)
            {
                // Or it says so.
            }
        }
    }
}
