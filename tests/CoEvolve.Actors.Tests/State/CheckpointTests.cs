using CoEvolve.Core;
using CoEvolve.Engines;
using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Actors.Tests;

public sealed class CheckpointTests
{
    private const int VersionAt = 4;

    public static TheoryData<string> Names => Ecosystems.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_checkpoint_comes_back_bit_for_bit(string ecosystem)
    {
        EcosystemCheckpoint checkpoint = RecordedRun.Of(new LocalEngine(), Ecosystems.Spec(ecosystem)).End;
        byte[] bytes = checkpoint.ToBytes();
        EcosystemCheckpoint back = EcosystemCheckpoint.FromBytes(bytes);
        Assert.Equal(Anatomy.Of(checkpoint), Anatomy.Of(back));
        Assert.Equal(bytes, back.ToBytes());
        Assert.Equal(EcosystemCheckpoint.SizeOf(Ecosystems.Spec(ecosystem)), bytes.Length);
    }

    [Fact]
    public void Every_part_of_a_checkpoint_comes_back()
    {
        EcosystemCheckpoint checkpoint = MessageSamples.Checkpoint();
        Assert.Equal(Anatomy.Of(checkpoint), Anatomy.Of(EcosystemCheckpoint.FromBytes(checkpoint.ToBytes())));
    }

    [Fact]
    public void Another_version_is_refused_by_its_number()
    {
        byte[] bytes = MessageSamples.Checkpoint().ToBytes();
        bytes[VersionAt] = 3;
        FormatException e = Assert.Throws<FormatException>(() => EcosystemCheckpoint.FromBytes(bytes));
        Assert.Contains("version 3", e.Message, StringComparison.Ordinal);
        Assert.Contains("reads versions 1 and 2", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Foreign_bytes_are_no_checkpoint()
    {
        FormatException e = Assert.Throws<FormatException>(() => EcosystemCheckpoint.FromBytes([1, 2, 3, 4, 5, 6, 7, 8]));
        Assert.Contains("no checkpoint", e.Message, StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => EcosystemCheckpoint.FromBytes([]));
    }

    [Fact]
    public void Cut_off_or_longer_bytes_are_refused()
    {
        byte[] bytes = MessageSamples.Checkpoint().ToBytes();
        for (int length = 0; length < bytes.Length; length++)
            Assert.Throws<FormatException>(() => EcosystemCheckpoint.FromBytes(bytes[..length]));
        Assert.Throws<FormatException>(() => EcosystemCheckpoint.FromBytes([.. bytes, 0]));
    }

    [Fact]
    public void Damaged_bytes_are_a_format_error_or_another_checkpoint_and_take_little_memory() =>
        Damage.Check(MessageSamples.Checkpoint().ToBytes(), bytes => EcosystemCheckpoint.FromBytes(bytes).ToBytes());

    [Fact]
    public void Any_bytes_at_all_are_a_format_error_or_a_checkpoint()
    {
        byte[] bytes = MessageSamples.Checkpoint().ToBytes();
        Prop.ForAll(ArbMap.Default.ArbFor<(int, byte)[]>(), damage =>
        {
            byte[] damaged = [.. bytes];
            foreach ((int position, byte value) in damage)
                damaged[8 + (int)((uint)position % (uint)(bytes.Length - 8))] = value;
            try
            {
                EcosystemCheckpoint.FromBytes(damaged);
            }
            catch (FormatException)
            {
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithReplay(11, 15));
    }

    [Fact]
    public void No_captions_and_two_billion_models_are_refused_at_once()
    {
        byte[] bytes = MessageSamples.Checkpoint().ToBytes();
        BitConverter.TryWriteBytes(bytes.AsSpan(16), int.MaxValue);
        BitConverter.TryWriteBytes(bytes.AsSpan(24), 0);
        FormatException e = Assert.Throws<FormatException>(() => EcosystemCheckpoint.FromBytes(bytes));
        Assert.Contains("0 captions", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_no_ecosystem_can_be_in_is_refused()
    {
        EcosystemCheckpoint good = MessageSamples.Checkpoint();
        Refused("negative", shares: [0.5, -0.5, 1]);
        Refused("sum", shares: [0.5, 0.25, 0.5]);
        Refused("finite", shares: [0.5, double.NaN, 0.5]);
        Refused("vocabular", shares: [0.5, 0.5]);
        Refused("pool size", image: new ImageModelState(good.Images[0].Gaussians, [1, -1, 1], [0, 0, 0]));
        Refused("rank", image: new ImageModelState(good.Images[0].Gaussians, [1, 1, 1], [0, 3, 0]));
        Refused("rank", image: new ImageModelState(good.Images[0].Gaussians, [1, 1, 1], [0, -1, 0]));
        Refused("shapes", image: new ImageModelState(2, 2));
        Refused("position", cursor: new PoolCursor([0, 0, -1], [0, 0, 0]));
        Refused("position", cursor: new PoolCursor([0, 0, 0], [0, -1, 0]));
        Refused("shapes", cursor: new PoolCursor(2));

        void Refused(string why, double[]? shares = null, ImageModelState? image = null, PoolCursor? cursor = null)
        {
            ArgumentException e = Assert.Throws<ArgumentException>(() => new EcosystemCheckpoint(
                0, 0, [good.Texts[0], shares ?? good.Texts[1]], [image ?? good.Images[0]], [cursor ?? good.Cursors[0]], default));
            Assert.Contains(why, e.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Going_on_from_bytes_anywhere_and_any_number_of_times_equals_an_uninterrupted_run(string ecosystem)
    {
        EcosystemSpec spec = Ecosystems.Spec(ecosystem);
        RecordedRun whole = RecordedRun.Of(new LocalEngine(), spec);
        for (int t = 0; t < spec.Generations; t++)
            RecordedRun.Of(new LocalEngine(), spec, [t]).AssertSame(whole);
        Prop.ForAll(ArbMap.Default.ArbFor<byte[]>(), places =>
        {
            IEnumerable<int> stops = places.Where(_ => spec.Generations > 0).Select(place => place % spec.Generations).Order();
            RecordedRun.Of(new LocalEngine(), spec, stops).AssertSame(whole);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(10).WithReplay(11, 19));
    }

    [Fact]
    public void The_cursors_say_how_far_every_pool_is_used_up()
    {
        // U = 13 a generation of pools of 3, 4 and 5 images.
        EcosystemSpec spec = Ecosystems.Spec("more real user content than the pool has");
        using IEcosystemHost host = new LocalEngine().Open(spec, EcosystemCheckpoint.Initial(spec, replicate: 1), new NoSink());
        for (int t = 1; t <= spec.Generations; t++)
        {
            host.RunUntil(t);
            PoolCursor cursor = host.TakeCheckpoint().Cursors[0];
            for (int k = 0; k < spec.Captions; k++)
                Assert.Equal(13 * t, (cursor.Epochs[k] * (3 + k)) + cursor.Positions[k]);
        }
    }
}
