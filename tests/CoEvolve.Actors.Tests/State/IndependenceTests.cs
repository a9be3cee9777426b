using CoEvolve.Core;
using CoEvolve.Engines;

namespace CoEvolve.Actors.Tests;

/// <summary>Random streams belong to actors by name, so a model that nobody is coupled to changes nobody's numbers.</summary>
public sealed class IndependenceTests
{
    private static readonly TextPlan Text = new("m") { Prompts = [new PromptSpec("n", 20)], Sees = ["n"], Corpus = 4 };
    private static readonly ImagePlan Image = new("n") { Users = 3, RealUsers = true };

    // Names before and after the others', so that positions in the roster move.
    [Theory]
    [InlineData("a", "b", ReaderKind.Soft)]
    [InlineData("y", "z", ReaderKind.Sampled)]
    [InlineData("a", "z", ReaderKind.Perfect)]
    public void A_second_pair_that_nobody_is_coupled_to_changes_no_number_of_the_first(string text, string image, ReaderKind reader)
    {
        EcosystemSpec alone = new EcosystemPlan { Texts = [Text], Images = [Image] }.ToSpec();
        EcosystemSpec both = new EcosystemPlan
        {
            Texts = [Text, new TextPlan(text) { Prompts = [new PromptSpec(image, 13)], Sees = [image], Reader = reader, Corpus = 2 }],
            Images = [Image, new ImagePlan(image) { Users = 1 }],
        }.ToSpec();
        AssertSame(alone, both, text: "m", image: "n");
    }

    [Fact]
    public void A_second_image_model_that_nobody_sees_changes_no_number_of_the_first()
    {
        EcosystemSpec alone = new EcosystemPlan { Texts = [Text], Images = [Image] }.ToSpec();
        EcosystemSpec both = new EcosystemPlan
        {
            Texts = [Text with { Prompts = [new PromptSpec("n", 20), new PromptSpec("a", 20)] }],
            Images = [Image, new ImagePlan("a")],
        }.ToSpec();
        AssertSame(alone, both, text: "m", image: "n");
    }

    [Fact]
    public void A_text_model_that_only_reads_a_model_changes_no_number_of_it()
    {
        EcosystemSpec alone = new EcosystemPlan { Texts = [Text], Images = [Image] }.ToSpec();
        EcosystemSpec both = new EcosystemPlan
        {
            Texts = [Text, new TextPlan("critic") { Prompts = [new PromptSpec("z", 5)], Sees = ["n", "z"] }],
            Images = [Image, new ImagePlan("z")],
        }.ToSpec();
        AssertSame(alone, both, text: "m", image: "n");
    }

    [Fact]
    public void Another_name_gives_other_numbers()
    {
        EcosystemSpec one = new EcosystemPlan { Texts = [Text], Images = [Image] }.ToSpec();
        EcosystemSpec other = new EcosystemPlan { Texts = [Text with { Name = "other" }], Images = [Image] }.ToSpec();
        Assert.NotEqual(RecordedRun.Of(new LocalEngine(), one).End.Texts[0], RecordedRun.Of(new LocalEngine(), other).End.Texts[0]);
    }

    private static void AssertSame(EcosystemSpec alone, EcosystemSpec both, string text, string image)
    {
        RecordedRun one = RecordedRun.Of(new LocalEngine(), alone), two = RecordedRun.Of(new LocalEngine(), both);
        int i = both.TextModels.Select(m => m.Name).ToList().IndexOf(text), j = both.IndexOfImageModel(image);
        Assert.Equal(one.End.Texts[0], two.End.Texts[i]);
        Assert.Equal(Anatomy.Of(one.End.Images[0]), Anatomy.Of(two.End.Images[j]));
        Assert.Equal(Anatomy.Of(one.End.Cursors[0]), Anatomy.Of(two.End.Cursors[j]));
        foreach ((GenerationRecord first, GenerationRecord second) in one.Read().Zip(two.Read()))
        {
            Assert.Equal(first.Texts[0].ReaderResolution, second.Texts[i].ReaderResolution);
            Assert.Equal(first.Texts[0].Entropy, second.Texts[i].Entropy);
            Assert.Equal(first.Images[0].FrechetDistance, second.Images[j].FrechetDistance);
        }
    }
}
