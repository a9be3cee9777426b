using System.Reflection;
using CoEvolve.Core;

namespace CoEvolve.Actors.Tests;

public sealed class MessageCodecTests
{
    private const int VersionAt = 0, KindAt = 1, ContentAt = 14, DimensionAt = 19, FirstImageCountAt = 23;

    public static TheoryData<int> Samples => [.. Enumerable.Range(0, MessageSamples.All.Count())];

    [Fact]
    public void Every_kind_of_message_has_a_sample()
    {
        IEnumerable<Type> kinds = typeof(Message).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Message)) && !type.IsAbstract);
        Assert.Equal(
            kinds.Select(kind => kind.Name).Order(StringComparer.Ordinal),
            MessageSamples.All.Select(sample => sample.GetType().Name).Distinct().Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_property_of_every_kind_has_a_value_that_would_be_missed()
    {
        foreach (IGrouping<Type, Message> samples in MessageSamples.All.GroupBy(sample => sample.GetType()))
        {
            foreach (PropertyInfo property in samples.Key.GetProperties())
            {
                object? nothing = property.PropertyType.IsValueType ? Activator.CreateInstance(property.PropertyType) : null;
                Assert.True(samples.Any(sample => !Equals(property.GetValue(sample), nothing)), $"{samples.Key.Name}.{property.Name}");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Every_message_comes_back_bit_for_bit(int sample)
    {
        Message message = MessageSamples.All.ElementAt(sample);
        byte[] bytes = MessageCodec.ToBytes(message);
        Message back = MessageCodec.FromBytes(bytes);
        Assert.Equal(Anatomy.Of(message), Anatomy.Of(back));
        Assert.Equal(bytes, MessageCodec.ToBytes(back));
    }

    [Fact]
    public void No_two_kinds_share_a_number_and_none_ever_changes()
    {
        IEnumerable<string> numbers = MessageSamples.All.Select(m => $"{MessageCodec.ToBytes(m)[KindAt]} {m.GetType().Name}").Distinct();
        Assert.Equal(
            [
                "1 RunUntil", "2 GetCheckpoint", "3 RestoreTextModel", "4 RestoreImageModel", "5 RestoreCorpus", "6 RestoreUserContent",
                "7 AdvanceGeneration", "8 CaptionsWritten", "9 ImageModelPublished", "10 ImagesMade", "11 CorpusCounted",
                "12 UserImagesArrived", "13 InjectorAdvanced", "14 TextModelRetrained", "15 ImageModelRetrained",
                "16 GenerationCompleted", "17 GenerationRecorded", "18 TargetReached", "19 CheckpointTaken",
                "20 ApplyCommand", "21 SettingsChanged", "22 SettingsAdopted", "23 CommandApplied",
            ],
            numbers);
    }

    [Fact]
    public void The_bytes_of_version_2_stay_as_they_are()
    {
        var written = new CaptionsWritten { Sender = new ActorId(2), Generation = 258, Counts = [1, 3] };
        Assert.Equal([2, 8, 2, 0, 0, 0, 2, 1, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 0, 0, 0], MessageCodec.ToBytes(written));
    }

    [Fact]
    public void Another_version_is_refused_by_its_number()
    {
        byte[] bytes = MessageCodec.ToBytes(new GetCheckpoint());
        bytes[VersionAt] = 1;
        FormatException e = Assert.Throws<FormatException>(() => MessageCodec.FromBytes(bytes));
        Assert.Contains("version 1", e.Message, StringComparison.Ordinal);
        Assert.Contains("reads version 2", e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(24)]
    [InlineData(255)]
    public void An_unknown_kind_is_refused_by_its_number(byte kind)
    {
        byte[] bytes = MessageCodec.ToBytes(new GetCheckpoint());
        bytes[KindAt] = kind;
        FormatException e = Assert.Throws<FormatException>(() => MessageCodec.FromBytes(bytes));
        Assert.Contains($"kind {kind}", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Images_of_unknown_content_are_refused()
    {
        byte[] bytes = MessageCodec.ToBytes(MessageSamples.All.OfType<ImagesMade>().First());
        Assert.Equal((byte)ImageContent.Captions, bytes[ContentAt]);
        bytes[ContentAt] = 4;
        FormatException e = Assert.Throws<FormatException>(() => MessageCodec.FromBytes(bytes));
        Assert.Contains("content 4", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_two_contents_share_a_number_and_none_ever_changes() =>
        Assert.Equal(
            ["0 Captions", "1 Displacements", "2 Innovations", "3 Statistics"],
            MessageSamples.All.OfType<ImagesMade>().Select(m => $"{MessageCodec.ToBytes(m)[ContentAt]} {m.Content}").Distinct().Order(StringComparer.Ordinal));

    [Fact]
    public void Statistics_that_are_announced_and_not_there_are_refused_on_both_sides()
    {
        ImagesMade made = MessageSamples.All.OfType<ImagesMade>().First(m => m.Content == ImageContent.Statistics);
        Assert.Throws<ArgumentException>(() => MessageCodec.ToBytes(made with { Statistics = null }));
        byte[] bytes = MessageCodec.ToBytes(made);
        BitConverter.TryWriteBytes(bytes.AsSpan(DimensionAt), 20_000);
        Assert.True(Damage.Allocated(() => Assert.Throws<FormatException>(() => MessageCodec.FromBytes(bytes))) < 100_000);
    }

    [Fact]
    public void A_message_without_a_binary_form_is_refused_by_name()
    {
        ArgumentException e = Assert.Throws<ArgumentException>(() => MessageCodec.ToBytes(new Unheard()));
        Assert.Contains(nameof(Unheard), e.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Cut_off_bytes_are_refused(int sample)
    {
        byte[] bytes = MessageCodec.ToBytes(MessageSamples.All.ElementAt(sample));
        for (int length = 0; length < bytes.Length; length++)
            Assert.Throws<FormatException>(() => MessageCodec.FromBytes(bytes[..length]));
        Assert.Throws<FormatException>(() => MessageCodec.FromBytes([.. bytes, 0]));
    }

    [Theory]
    [MemberData(nameof(Samples))]
    public void Damaged_bytes_are_a_format_error_or_another_message_and_take_little_memory(int sample) =>
        Damage.Check(MessageCodec.ToBytes(MessageSamples.All.ElementAt(sample)), MessageCodec.FromBytes);

    [Fact]
    public void A_count_that_no_bytes_fill_takes_no_memory()
    {
        ImagesMade made = MessageSamples.All.OfType<ImagesMade>().First(m => m.Content == ImageContent.Displacements);
        byte[] bytes = MessageCodec.ToBytes(made);
        Assert.Equal(made.Images.Counts[0], BitConverter.ToInt32(bytes, FirstImageCountAt));
        BitConverter.TryWriteBytes(bytes.AsSpan(FirstImageCountAt), 20_000_000);
        Assert.True(Damage.Allocated(() => Assert.Throws<FormatException>(() => MessageCodec.FromBytes(bytes))) < 100_000);
    }

    [Fact]
    public void What_came_back_shares_no_memory_with_what_went_in()
    {
        var written = new CaptionsWritten { Counts = [1, 2] };
        var back = (CaptionsWritten)MessageCodec.FromBytes(MessageCodec.ToBytes(written));
        written.Counts[0] = 9;
        Assert.Equal(1, back.Counts[0]);
    }

    [Fact]
    public void Padding_does_not_travel()
    {
        var images = new ImageBatch(1, 1);
        images.Layout([1]);
        images.Values.Fill(double.NaN);
        images.Values[0] = 0.5;
        var made = new ImagesMade { Writer = new ActorId(2), Content = ImageContent.Innovations, Images = images };
        var back = (ImagesMade)MessageCodec.FromBytes(MessageCodec.ToBytes(made));
        Assert.Equal([0.5, 0, 0, 0, 0, 0, 0, 0], back.Images.Values.ToArray());
    }

    private sealed record Unheard : Message;
}
