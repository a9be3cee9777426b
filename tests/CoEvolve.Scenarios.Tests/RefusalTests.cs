namespace CoEvolve.Scenarios.Tests;

public class RefusalTests
{
    [Fact]
    public void A_value_out_of_range_is_refused_with_place_value_range_and_remedy()
    {
        string text = Given.Smallest + "\n\n\n\n\nimageModel: { learningRate: 1.3 }\n";

        Assert.Equal("reference.yaml(7,29): imageModel.learningRate is 1.3; allowed is (0, 1]. Lower it, or leave it out for 1.", Given.Refusal(text));
    }

    [Theory]
    [InlineData("textModel: { learnRate: 1 }", "(2,14): textModel.learnRate is unknown. Did you mean learningRate? Allowed in textModel are captionsPerGeneration, reader, perceptionNoise, learningRate, frozen. Correct or remove it.")]
    [InlineData("generation: 5", "(2,1): generation is unknown. Did you mean generations? Allowed in a scenario are name, seed,")]
    [InlineData("zzzzzzzzzz: 5", "(2,1): zzzzzzzzzz is unknown. Allowed in a scenario are name, seed,")]
    [InlineData("textModels: { a: {} }", "(2,1): textModels is for several models; in this version a scenario has one text model and one image model.")]
    [InlineData("imageModels: { a: {} }", "(2,1): imageModels is for several models; in this version")]
    [InlineData("textModel: { prompts: { image: 3 } }", "(2,14): textModel.prompts is for several models; in this version")]
    [InlineData("generations: 1.5", "(2,14): generations is 1.5; allowed is a whole number, 0 to 10000000. Write it in digits, without quotes, or leave it out for 100.")]
    [InlineData("generations: '5'", "(2,14): generations is the text '5'; allowed is a whole number")]
    [InlineData("generations: many", "(2,14): generations is many; allowed is a whole number")]
    [InlineData("generations:", "generations is empty; allowed is a whole number")]
    [InlineData("generations: [5]", "(2,14): generations is a list of 1 value; allowed is a whole number")]
    [InlineData("generations: { a: 5 }", "(2,14): generations is a map with the key 'a'; allowed is a whole number")]
    [InlineData("generations: -1", "(2,14): generations is -1; allowed is 0 to 10000000. Raise it, or leave it out for 100.")]
    [InlineData("generations: 99999999999999999999999", "allowed is 0 to 10000000. Lower it")]
    [InlineData("seed: -1", "(2,7): seed is -1; allowed is a whole number, 0 to 18446744073709551615. Write such a number without quotes, or leave it out for 1.")]
    [InlineData("seed: 18446744073709551616", "allowed is a whole number, 0 to 18446744073709551615")]
    [InlineData("replicates: 0", "(2,13): replicates is 0; allowed is 1 to 1000000. Raise it, or leave it out for 1.")]
    [InlineData("name: ''", "(2,7): name is the text ''; allowed is a text of 1 to 200 characters.")]
    [InlineData("name: [a]", "(2,7): name is a list of 1 value; allowed is a text")]
    [InlineData("textModel: 5", "(2,12): textModel is 5; allowed is a map with the keys captionsPerGeneration, reader,")]
    [InlineData("textModel: { captionsPerGeneration: 0 }", "(2,37): textModel.captionsPerGeneration is 0; allowed is 1 to 100000000. Raise it, or leave it out for 200.")]
    [InlineData("textModel: { reader: sofft }", "(2,22): textModel.reader is sofft; allowed is soft, sampled, perfect. Did you mean soft? Write one of them, or leave it out for soft.")]
    [InlineData("textModel: { reader: 7 }", "textModel.reader is 7; allowed is soft, sampled, perfect.")]
    [InlineData("textModel: { perceptionNoise: -0.1 }", "(2,31): textModel.perceptionNoise is -0.1; allowed is [0, 1000000]. Raise it, or leave it out for 0.1.")]
    [InlineData("textModel: { perceptionNoise: .nan }", "textModel.perceptionNoise is .nan; allowed is a number in [0, 1000000]. Write it with a decimal point")]
    [InlineData("textModel: { perceptionNoise: .inf }", "textModel.perceptionNoise is .inf; allowed is a number in")]
    [InlineData("textModel: { perceptionNoise: 1e999 }", "textModel.perceptionNoise is 1e999; allowed is a number in")]
    [InlineData("textModel: { perceptionNoise: NaN }", "textModel.perceptionNoise is NaN; allowed is a number in")]
    [InlineData("textModel: { learningRate: 0 }", "textModel.learningRate is 0; allowed is (0, 1]. Raise it, or leave it out for 1.")]
    [InlineData("textModel: { frozen: yes }", "(2,22): textModel.frozen is yes; allowed is true or false. Write one of them, or leave it out for false.")]
    [InlineData("imageModel: { covariance: maximum }", "imageModel.covariance is maximum; allowed is maximumLikelihood, unbiased.")]
    [InlineData("imageModel: { images: single }", "(2,23): imageModel.images is single; allowed is automatic, individual, statistics. Write one of them, or leave it out for automatic.")]
    [InlineData("imageModel: { images: statistics }", "(2,23): imageModel.images is statistics; allowed is statistics only where no reader looks at an image: textModel.frozen, reader perfect, or reader sampled with imageModel.frozen. Change one of them, or use automatic.")]
    [InlineData("textModel: { reader: sampled }\nimageModel: { images: statistics }", "imageModel.images is statistics; allowed is statistics only where")]
    [InlineData("sweep: { imageModel.images: [automatic, statistics] }", "(2,41): imageModel.images is the text 'statistics'; allowed is statistics only where")]
    [InlineData("corpus: { captionsPerGeneration: 100000001 }", "corpus.captionsPerGeneration is 100000001; allowed is 0 to 100000000. Lower it, or leave it out for 0.")]
    [InlineData("corpus: { source: unifrom }", "(2,19): corpus.source is 'unifrom': no input of that name is stored with the experiment.")]
    [InlineData("corpus: { source: unifrom }", "Did you mean uniform? Allowed is also uniform or initial.")]
    [InlineData("corpus: { source: [a] }", "corpus.source is a list of 1 value; allowed is uniform, initial or the path of a text or CSV file.")]
    [InlineData("userContent: { imagesPerCaption: 1000001 }", "userContent.imagesPerCaption is 1000001; allowed is 0 to 1000000.")]
    [InlineData("userContent: { source: data }", "(2,24): userContent.source is data; allowed is data only with imageSpace.data and imageSpace.heldOut above 0. Set both, or use initial.")]
    [InlineData("record: { every: -1 }", "record.every is -1; allowed is 0 to 10000000. Raise it, or leave it out for 1.")]
    [InlineData("record: { snapshots: 5 }", "record.snapshots is 5; allowed is a list of generations. Write a list such as [0, 50], or leave it out for none.")]
    [InlineData("record: { snapshots: [0, 10000001] }", "(2,26): record.snapshots is 10000001; allowed is 0 to 10000000. Lower it.")]
    [InlineData("record: { captions: 1 }", "record.captions is 1; allowed is true or false.")]
    [InlineData("imageSpace: { dimension: 0 }", "imageSpace.dimension is 0; allowed is 1 to 1024. Raise it, or leave it out for 2.")]
    [InlineData("imageSpace: { dimension: 1025 }", "imageSpace.dimension is 1025; allowed is 1 to 1024. Lower it")]
    [InlineData("imageSpace: { separation: -1 }", "imageSpace.separation is -1; allowed is [0, 1000000].")]
    [InlineData("imageSpace: { dimension: 3, means: circle }", "(2,26): imageSpace.dimension is 3; allowed is 2 with means: circle. Write 2, or leave out means.")]
    [InlineData("imageSpace: { means: square }", "imageSpace.means is square; allowed is circle, or a list with one mean a caption")]
    [InlineData("imageSpace: { means: [[0, 0]] }", "(2,22): imageSpace.means has 1 mean; allowed are 8, one a caption. Correct the list, or vocabulary.captions.")]
    [InlineData("imageSpace: { means: [[0, 0], [1]] }", "(2,31): imageSpace.means is a list of 1 value; allowed is a list of 2 numbers a caption (imageSpace.dimension).")]
    [InlineData("imageSpace: { means: [[0, x]] }", "(2,27): imageSpace.means is x; allowed is a number in [-1000000, 1000000].")]
    [InlineData("imageSpace: { means: [[0, 1e7]] }", "imageSpace.means is 1e7; allowed is [-1000000, 1000000]. Lower it.")]
    [InlineData("imageSpace: { separation: 2, means: [[0]] }", "imageSpace.separation is 2; allowed is no separation beside imageSpace.means. Remove one of the two.")]
    [InlineData("imageSpace: { heldOut: 0.5 }", "imageSpace.heldOut is 0.5; allowed is no heldOut without imageSpace.data.")]
    [InlineData("imageSpace: { data: a.csv, dimension: 2 }", "imageSpace.dimension is 2; allowed is no dimension beside imageSpace.data.")]
    [InlineData("imageSpace: { data: a.csv, heldOut: 1 }", "imageSpace.heldOut is 1; allowed is [0, 1). Lower it, or leave it out for 0.")]
    [InlineData("imageSpace: { data: a.csv, principalComponents: 0 }", "imageSpace.principalComponents is 0; allowed is 1 to 1024. Raise it, or write none to keep the pixels.")]
    [InlineData("imageSpace: { data: a.csv }", "(2,21): imageSpace.data is 'a.csv': no input of that name is stored with the experiment.")]
    [InlineData("seed: 1\nseed: 2", "(3,1): the key 'seed' stands twice. Remove one of them.")]
    public void What_is_wrong_is_said_with_place_and_remedy(string line, string expected)
    {
        Assert.Contains(expected, Given.Refusal(Given.Smallest + line + "\n"));
    }

    [Theory]
    [InlineData("", "reference.yaml(1,1): the scenario is empty; allowed is a map of settings.")]
    [InlineData("# only a comment\n", "the scenario is empty")]
    [InlineData("just words", "reference.yaml(1,1): the scenario is 'just words'; allowed is a map of settings.")]
    [InlineData("[1, 2]", "the scenario is a list of 2 values; allowed is a map")]
    [InlineData("seed: 1", "reference.yaml(1,1): vocabulary.captions is missing; allowed is a count, 1 to 100000, or a list of words.")]
    [InlineData("vocabulary: { captions: 0 }", "(1,25): vocabulary.captions is 0; allowed is 1 to 100000. Raise it, or give a list of words.")]
    [InlineData("vocabulary: { captions: 100001 }", "vocabulary.captions is 100001; allowed is 1 to 100000. Lower it")]
    [InlineData("vocabulary: { captions: '8' }", "vocabulary.captions is the text '8'; allowed is a count, 1 to 100000, or a list of words.")]
    [InlineData("vocabulary: { captions: [] }", "vocabulary.captions is a list of 0 values; allowed is a list of 1 to 100000 words.")]
    [InlineData("vocabulary: { captions: [a, b, a] }", "(1,32): vocabulary.captions has 'a' twice; allowed are distinct words. Remove one of them.")]
    [InlineData("vocabulary: { captions: [a, ''] }", "vocabulary.captions has '', which is empty or longer than 1000 characters")]
    [InlineData("vocabulary: { captions: [a, \" b\"] }", "vocabulary.captions has ' b', which begins or ends with a blank")]
    [InlineData("vocabulary: { captions: [a, \"x\\ny\"] }", "which has a line break or control character")]
    [InlineData("vocabulary: { captions: [a, ~] }", "vocabulary.captions is empty; allowed is a list of words. Put the word into quotes.")]
    [InlineData("vocabulary: { captions: 3, exponent: 21 }", "vocabulary.exponent is 21; allowed is [0, 20].")]
    [InlineData("vocabulary: { captions: 3, prior: zip }", "(1,35): vocabulary.prior is 'zip': no input of that name is stored with the experiment. Submit the scenario again. Did you mean zipf?")]
    [InlineData("vocabulary: { captions: 100000 }\nimageSpace: { dimension: 1000 }", "(2,26): imageSpace.dimension is 1000; with 100000 captions K·d² is 100000000000, and allowed is 50000000. Lower one of them.")]
    public void A_wrong_vocabulary_or_text_is_refused(string text, string expected)
    {
        Assert.Contains(expected, Given.Refusal(text));
    }

    [Theory]
    [InlineData("'': 1", "(2,1): '' is unknown.")]
    [InlineData("textModel: { ' ': 1 }", "(2,14): textModel.' ' is unknown.")]
    [InlineData("\u200bseed: 1", "(2,1): '\\u200bseed' is unknown. Did you mean seed?")]
    [InlineData("\"\\eseed\": 1", "(2,1): '\\u001bseed' is unknown.")]
    public void What_cannot_be_seen_in_a_key_is_spelled_out(string line, string expected)
    {
        Assert.Contains(expected, Given.Refusal(Given.Smallest + line + "\n"));
    }

    [Fact]
    public void Long_values_are_quoted_shortened()
    {
        string message = Given.Refusal(Given.Smallest + "textModel: { reader: " + new string('x', 5000) + " }");

        Assert.Contains("'" + new string('x', 60) + "…'", message);
        Assert.True(message.Length < 300, message);
    }
}
