using CoEvolve.Actors;

namespace CoEvolve.Scenarios.Tests;

public class WordFileTests
{
    private const string Corpus = "vocabulary: { captions: [one, two, a cat] }\ncorpus: { captionsPerGeneration: 5, source: words }\n";

    [Fact]
    public void A_prior_file_gives_the_captions_when_the_scenario_does_not()
    {
        EcosystemSpec spec = Given.Spec("vocabulary: { prior: words.csv }", Given.File("words.csv", "word,count\ntwo,1\n\"a, b\",3\n"));

        Assert.Equal(["two", "a, b"], spec.Vocabulary.AsEnumerable());
        Assert.Equal([0.25, 0.75], spec.InitialShares);
    }

    [Fact]
    public void A_prior_file_is_counted_against_given_captions()
    {
        ResolvedExperiment experiment = Given.Scenario("vocabulary: { captions: [b, c, a], prior: words.csv }", files: Given.File("words.csv", "a,1\nb,3\nz,9\n"));

        Assert.Equal([0.75, 0, 0.25], experiment.Points[0].Spec.InitialShares);
        Assert.Equal(
            [
                "reference.yaml(1,43): vocabulary.prior is 'words.csv': 1 of its 3 lines is outside the vocabulary and not counted; the first is 'z' in line 3.",
                "reference.yaml(1,43): vocabulary.prior is 'words.csv': 1 of 3 captions has no count in it and starts with probability 0; the first is 'c'.",
            ],
            experiment.Notes);
    }

    [Fact]
    public void A_corpus_is_captions_one_a_line()
    {
        ResolvedExperiment experiment = Given.Scenario(Corpus, files: Given.File("words", "one\r\n  two \n\nthree\na cat\none\nfour\n"));

        Assert.Equal([0.5, 0.25, 0.25], experiment.Points[0].Spec.TextModels[0].Corpus.Distribution);
        Assert.Equal(["reference.yaml(2,45): corpus.source is 'words': 2 of its 6 lines are outside the vocabulary and not counted; the first is 'three' in line 4."], experiment.Notes);
    }

    [Theory]
    [InlineData("word,count\none,2\ntwo,1\ntwo,1\n")]
    [InlineData("one,2e0\ntwo,2\n")]
    [InlineData("one\ntwo\n")]
    public void A_csv_corpus_has_rows_of_word_and_count_or_only_words(string text)
    {
        Assert.Equal([0.5, 0.5, 0], Given.Spec(Corpus.Replace("words", "words.csv", StringComparison.Ordinal), Given.File("words.csv", text)).TextModels[0].Corpus.Distribution);
    }

    [Theory]
    [InlineData("three\nfour\n", "(2,45): corpus.source is 'words': none of its 2 lines counts for a caption of the vocabulary; allowed is one or more.")]
    [InlineData("", "corpus.source is 'words': it is empty; allowed is one line or more.")]
    [InlineData("one\0two", "corpus.source is 'words': it has a zero byte at offset 3")]
    public void A_wrong_corpus_is_refused(string text, string expected) => Assert.Contains(expected, Given.Refusal(Corpus, null, Given.File("words", text)));

    [Theory]
    [InlineData("one,1\ntwo\n", "its line 2 is 'two'; allowed are rows word,count. Add the count after a comma.")]
    [InlineData("one,1\ntwo,x\n", "its line 2 has the count 'x'; allowed is a number in [0, 1000000000000000]. Correct it.")]
    [InlineData("one,1\ntwo,-1\n", "its line 2 has the count '-1'")]
    [InlineData("one,1\ntwo,NaN\n", "its line 2 has the count 'NaN'")]
    [InlineData("one,1x\n", "its line 1 has the count '1x'")]
    [InlineData("word,count\n", "it has a header and no rows")]
    [InlineData("one,0\n", "none of its 1 line counts for a caption")]
    [InlineData("one,1\none,2\n", "its line 2 has the word 'one' a second time, after line 1; allowed is once. Add the counts up.")]
    [InlineData("one,1\n,2\n", "its line 2 has the word '', which is empty or longer than 1000 characters")]
    public void A_wrong_prior_file_is_refused(string text, string expected)
    {
        string message = Given.Refusal("vocabulary: { prior: words.csv }", null, Given.File("words.csv", text));

        Assert.StartsWith("reference.yaml(1,22): vocabulary.prior is 'words.csv': ", message);
        Assert.True(message.Contains(expected, StringComparison.Ordinal), message);
    }
}
