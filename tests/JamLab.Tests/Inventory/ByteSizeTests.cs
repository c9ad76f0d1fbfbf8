using JamLab.Inventory.Model;
using Shouldly;
using Xunit;

namespace JamLab.Tests.Inventory;

public class ByteSizeTests
{
    [Fact]
    public void A_size_prints_in_the_largest_whole_unit() => ByteSize.FromGiB(12).ToString().ShouldBe("12GiB");
}
