using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Charts.Tests;

public sealed class SpreadingTests
{
    [Fact]
    public void Labels_keep_their_order_and_do_not_overlap() =>
        Prop.ForAll(Gen.Choose(0, 300).Select(i => (double)i).ArrayOf().ToArbitrary(), wanted =>
        {
            var centres = Spreading.Centres(wanted, 15, 0, 300);
            if (wanted.Length > 20)
            {
                Assert.Null(centres);
                return;
            }

            Assert.NotNull(centres);
            double[] sorted = [.. centres.Order()];
            for (int i = 0; i < sorted.Length; i++)
            {
                Assert.InRange(sorted[i], 7.5 - 1e-6, 292.5 + 1e-6);
                Assert.True(i == 0 || sorted[i] - sorted[i - 1] >= 15 - 1e-6);
            }

            for (int i = 0; i < wanted.Length; i++)
            {
                for (int j = 0; j < i; j++)
                    Assert.False(wanted[i] < wanted[j] && centres[i] > centres[j]);
            }
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));

    [Fact]
    public void Labels_with_room_stay_where_they_are() => Assert.Equal([100, 50, 150], Spreading.Centres([100, 50, 150], 15, 0, 300)!);

    [Fact]
    public void Labels_in_one_place_share_the_way() => Assert.Equal([85, 100, 115], Spreading.Centres([100, 100, 100], 15, 0, 300)!.Order());
}
