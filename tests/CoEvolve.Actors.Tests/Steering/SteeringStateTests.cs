namespace CoEvolve.Actors.Tests;

/// <summary>What commands leave behind in a checkpoint.</summary>
public sealed class SteeringStateTests
{
    [Fact]
    public void A_steered_checkpoint_is_read_as_it_was_written()
    {
        EcosystemSpec spec = Ecosystems.Spec("two texts, two images");
        EcosystemSettings settings = EcosystemSettings.Of(spec)
            .With(new SetCommand(SteeredSetting.TextLearningRate, 0.3))
            .With(new SetCommand(SteeredSetting.ImageFrozen, 1))
            .With(new SetCommand(SteeredSetting.CorpusCaptions, 12));
        EcosystemCheckpoint plain = EcosystemCheckpoint.Initial(spec, replicate: 3);
        var steered = new EcosystemCheckpoint(plain.Replicate, plain.Generation, plain.Texts, plain.Images, plain.Cursors, plain.Collapse)
        {
            Steering = new SteeringState(settings, BurstCaptions: 4, BurstImages: 5, PauseAt: 6, Scheduled: 7),
        };
        var read = EcosystemCheckpoint.FromBytes(steered.ToBytes());
        Assert.Equal(steered.Steering, read.Steering);
        Assert.Equal(steered.ToBytes(), read.ToBytes());
        Assert.Equal((0.3, false, 12), (read.Steering!.Settings.Texts[1].LearningRate, read.Steering.Settings.Texts[1].Frozen, read.Steering.Settings.Texts[1].CorpusCaptions));
        Assert.True(read.Steering.Settings.Images[0].Frozen);
    }

    [Fact]
    public void One_that_was_never_steered_has_the_bytes_of_version_1()
    {
        byte[] bytes = EcosystemCheckpoint.Initial(Ecosystems.Spec("soft reader"), replicate: 1).ToBytes();
        Assert.Equal(EcosystemCheckpoint.FormatVersion, BitConverter.ToInt32(bytes, sizeof(uint)));
        Assert.Equal(EcosystemCheckpoint.SizeOf(Ecosystems.Spec("soft reader")), bytes.Length);
        Assert.Null(EcosystemCheckpoint.FromBytes(bytes).Steering);
    }

    [Fact]
    public void Every_cut_of_a_steered_checkpoint_is_refused()
    {
        EcosystemSpec spec = Ecosystems.Spec("soft reader");
        EcosystemCheckpoint plain = EcosystemCheckpoint.Initial(spec, replicate: 1);
        byte[] bytes = new EcosystemCheckpoint(plain.Replicate, plain.Generation, plain.Texts, plain.Images, plain.Cursors, plain.Collapse)
        {
            Steering = new SteeringState(EcosystemSettings.Of(spec), 0, 0, null, 1),
        }.ToBytes();
        for (int length = 0; length < bytes.Length; length++)
            Assert.Throws<FormatException>(() => EcosystemCheckpoint.FromBytes(bytes[..length]));
    }

    [Fact]
    public void Settings_of_other_models_are_refused()
    {
        EcosystemSpec two = Ecosystems.Spec("two texts, two images"), one = Ecosystems.Spec("soft reader");
        Assert.Throws<ArgumentException>(() => one.With(EcosystemSettings.Of(two)));
        Assert.Same(one, one.With(EcosystemSettings.Of(one)));
    }
}
