using System.IO.Compression;
using System.Text;

namespace CoEvolve.Scenarios.Tests;

public class ImageFileTests
{
    private const string Text = "vocabulary: { captions: [cat, dog] }\nimageSpace: { data: images.csv, heldOut: 0 }\n";
    private const string Images = "0,1,cat\n1,1,cat\n2,5,1\n4,1,dog\n";

    [Fact]
    public void Labels_are_words_or_indices_and_compression_does_not_matter()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(Encoding.UTF8.GetBytes(Images));

        string plain = Given.Describe(Given.Spec(Text, Given.File("images.csv", Images)));

        Assert.Equal(plain, Given.Describe(Given.Spec(Text, new InputFile("images.csv", compressed.ToArray()))));
        Assert.Equal(plain, Given.Describe(Given.Spec(Text, Given.File("images.csv", "0, 1,\"cat\"\r\n1,1,0\r\n\r\n2,5,dog\r\n4.0,1e0,1"))));
    }

    [Theory]
    [InlineData("", "it is empty; allowed are rows of pixels and a label.")]
    [InlineData("\n\n", "it is empty")]
    [InlineData("a,b,label\n" + Images, "its line 1, column 3 has the label 'label'; allowed is a word of the vocabulary, or its index 0 to 1.")]
    [InlineData("a,b,cat\n" + Images, "its line 1, column 1 is 'a'; allowed is a number within ±1000000000. Correct the cell; there must be no header row.")]
    [InlineData(Images + "1,x,cat\n", "its line 5, column 2 is 'x'; allowed is a number")]
    [InlineData(Images + "1,,cat\n", "its line 5, column 2 is ''; allowed is a number")]
    [InlineData(Images + "NaN,1,cat\n", "its line 5, column 1 is 'NaN'; allowed is a number")]
    [InlineData(Images + "1,Infinity,cat\n", "its line 5, column 2 is 'Infinity'; allowed is a number")]
    [InlineData(Images + "1,1e400,cat\n", "its line 5, column 2 is '1e400'; allowed is a number")]
    [InlineData(Images + "1,cat\n", "its line 5 has 2 cells, the ones before have 3; allowed are rows of one length. Correct the line.")]
    [InlineData(Images + "1,2,3,cat\n", "its line 5 has 4 cells, the ones before have 3")]
    [InlineData(Images + "1,2,cow\n", "its line 5, column 3 has the label 'cow'; allowed is a word of the vocabulary, or its index 0 to 1.")]
    [InlineData(Images + "1,2,2\n", "its line 5, column 3 has the label '2'")]
    [InlineData(Images + "1,2,-1\n", "its line 5, column 3 has the label '-1'")]
    [InlineData("cat\n", "its line 1 has 1 cell; allowed are 1 to 1024 pixels and a label.")]
    [InlineData("0,1,cat\n1,1,cat\n2,5,1\n", "the caption 'dog' has 1 image to fit; allowed are 2 or more. Add images, or lower imageSpace.heldOut.")]
    [InlineData("0,1,cat\n1,1,cat\n2,5,1\n2,5,1\n", "all images of the caption 'dog' are the same; allowed are images that differ.")]
    public void A_wrong_image_file_is_refused_with_line_and_column(string images, string expected)
    {
        string message = Given.Refusal(Text, null, Given.File("images.csv", images));

        Assert.StartsWith("reference.yaml(2,21): imageSpace.data is 'images.csv': ", message);
        Assert.Contains(expected, message);
    }

    [Fact]
    public void Too_many_components_for_the_images_are_refused()
    {
        string message = Given.Refusal(Text, ["imageSpace.principalComponents=3"], Given.File("images.csv", Images));

        Assert.Contains("it has 2 pixels and 4 images to fit, too few for 3 principal components; allowed are 1 to 2.", message);
    }

    [Fact]
    public void User_content_from_data_needs_a_held_out_image_of_every_caption()
    {
        string[] sets = ["imageSpace.heldOut=0.2", "userContent.source=data"];
        string images = string.Concat(Enumerable.Range(0, 4).Select(i => $"{i},{i * i},cat\n")) + "1,2,dog\n3,1,dog\n";

        Assert.Contains("--set userContent.source=data: userContent.source is data, and no image of the caption 'dog' is held out; allowed is one or more a caption. Raise imageSpace.heldOut", Given.Refusal(Text, sets, Given.File("images.csv", images)));
    }

    [Fact]
    public void Broken_compression_is_refused()
    {
        Assert.Contains("it begins like gzip and cannot be decompressed.", Given.Refusal(Text, null, new InputFile("images.csv", [0x1f, 0x8b, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])));
    }

    [Fact]
    public void A_file_that_grows_beyond_the_limit_when_decompressed_is_refused()
    {
        using var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var zeros = new byte[1 << 20];
            for (int i = 0; i < 257; i++)
                gzip.Write(zeros);
        }

        Assert.Contains("it has more than 268435456 bytes; allowed are 268435456. Use a smaller file.", Given.Refusal(Text, null, new InputFile("images.csv", compressed.ToArray())));
    }

    [Fact]
    public void On_disk_a_missing_file_and_a_folder_are_refused()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("s.yaml", Encoding.UTF8.GetBytes(Text));

        Assert.Equal(
            "s.yaml(2,21): imageSpace.data is 'images.csv': there is no such file. Paths are relative to the scenario file; correct the path.",
            Assert.Throws<ScenarioException>(() => ScenarioFile.Load(path)).Message);
        Directory.CreateDirectory(Path.Combine(folder.Path, "images.csv"));
        Assert.Contains("imageSpace.data is 'images.csv': it is a folder; allowed is a file.", Assert.Throws<ScenarioException>(() => ScenarioFile.Load(path)).Message);
    }
}
