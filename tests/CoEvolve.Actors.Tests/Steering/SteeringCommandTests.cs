namespace CoEvolve.Actors.Tests;

/// <summary>Commands in words.</summary>
public sealed class SteeringCommandTests
{
    [Theory]
    [InlineData("pause")]
    [InlineData("resume")]
    [InlineData("stop")]
    [InlineData("step 1")]
    [InlineData("step 2147483647")]
    [InlineData("set textModel.learningRate=0.125")]
    [InlineData("set textModel.learningRate=1")]
    [InlineData("set textModel.frozen=true")]
    [InlineData("set imageModel.learningRate=1E-05")]
    [InlineData("set imageModel.frozen=false")]
    [InlineData("set corpus.captionsPerGeneration=0")]
    [InlineData("set corpus.captionsPerGeneration=100000000")]
    [InlineData("set userContent.imagesPerCaption=1000000")]
    [InlineData("inject captions=1")]
    [InlineData("inject imagesPerCaption=10000")]
    [InlineData("inject captions=1000000 imagesPerCaption=1")]
    public void A_command_is_written_as_it_was_read(string text)
    {
        SteeringCommand command = SteeringCommand.Parse(text);
        Assert.Equal(text, command.ToString());
        Assert.Equal(command, SteeringCommand.Parse(command.Kind, command.Arguments));
    }

    [Theory]
    [InlineData("  step   3  ", "step 3")]
    [InlineData("inject imagesPerCaption=2 captions=5", "inject captions=5 imagesPerCaption=2")]
    [InlineData("set corpus.captionsPerGeneration = 20", "set corpus.captionsPerGeneration=20")]
    public void Blanks_and_order_do_not_matter(string text, string written) => Assert.Equal(written, SteeringCommand.Parse(text).ToString());

    [Theory]
    [InlineData("", "'' is no command; allowed is pause, resume, step N, stop, set KEY=VALUE or inject")]
    [InlineData("halt", "'halt' is no command")]
    [InlineData("pause now", "'pause now' is no command; allowed is 'pause' alone")]
    [InlineData("step", "1 or more")]
    [InlineData("step 0", "1 or more")]
    [InlineData("step -1", "1 or more")]
    [InlineData("step 1.5", "1 or more")]
    [InlineData("set", "'' cannot be set while an ecosystem runs; allowed is textModel.learningRate, textModel.frozen")]
    [InlineData("set seed=3", "'seed' cannot be set while an ecosystem runs")]
    [InlineData("set textModel.learningRate=0", "textModel.learningRate is '0'; allowed is more than 0, up to 1")]
    [InlineData("set textModel.learningRate=1.01", "allowed is more than 0, up to 1")]
    [InlineData("set imageModel.learningRate=NaN", "allowed is more than 0, up to 1")]
    [InlineData("set imageModel.frozen=1", "imageModel.frozen is '1'; allowed is true or false")]
    [InlineData("set corpus.captionsPerGeneration=1.5", "allowed is a whole number from 0 to 100000000")]
    [InlineData("set corpus.captionsPerGeneration=100000001", "allowed is a whole number from 0 to 100000000")]
    [InlineData("set userContent.imagesPerCaption=-1", "allowed is a whole number from 0 to 1000000")]
    [InlineData("set userContent.imagesPerCaption", "userContent.imagesPerCaption is ''")]
    [InlineData("inject", "allowed is captions= with 1 to 1000000, imagesPerCaption= with 1 to 10000, or both")]
    [InlineData("inject captions=0", "allowed is captions=")]
    [InlineData("inject captions=5 captions=5", "allowed is captions=")]
    [InlineData("inject captions=1000001", "allowed is captions=")]
    [InlineData("inject words=5", "allowed is captions=")]
    public void What_is_no_command_is_refused_with_what_is_allowed(string text, string says)
    {
        FormatException refusal = Assert.Throws<FormatException>(() => SteeringCommand.Parse(text));
        Assert.Contains(says, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_setting_has_a_key_that_finds_it_again()
    {
        Assert.Equal(Enum.GetValues<SteeredSetting>(), SettingRange.All.Select(range => range.Setting));
        Assert.Equal(SettingRange.All.Length, SettingRange.All.Select(range => range.Key).Distinct().Count());
        Assert.All(SettingRange.All, range => Assert.Equal(range.Setting, ((SetCommand)SteeringCommand.Parse("set", $"{range.Key}={range.Text(1)}")).Setting));
    }
}
