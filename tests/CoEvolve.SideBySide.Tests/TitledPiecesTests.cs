using CoEvolve.Measuring;

namespace CoEvolve.SideBySide.Tests;

public sealed class TitledPiecesTests
{
    private const string Text = "A machine.\n\n### First\n\nA table.\n\nA sentence.\n\n### Second\n\nAnother.\n";

    private static readonly string[] Titles = ["First", "Second", "Third"];

    [Fact]
    public void What_was_taken_apart_and_left_alone_is_the_same_again() =>
        Assert.Equal(Text, TitledPieces.Parse(Text.Trim('\n'), Titles).ToString());

    [Fact]
    public void One_piece_is_replaced_without_the_others()
    {
        var pieces = TitledPieces.Parse(Text, Titles);
        pieces["First"] = "A newer table.\n";
        Assert.Equal("A machine.\n\n### First\n\nA newer table.\n\n### Second\n\nAnother.\n", pieces.ToString());
    }

    [Fact]
    public void Pieces_stand_in_the_order_of_their_titles_whichever_came_first()
    {
        var pieces = TitledPieces.Parse("", Titles);
        Assert.Equal(("", ""), (pieces.Head, pieces["Third"]));
        pieces["Third"] = "3";
        pieces["First"] = "1";
        pieces.Head = "A machine.";
        Assert.Equal("A machine.\n\n### First\n\n1\n\n### Third\n\n3\n", pieces.ToString());
    }

    [Fact]
    public void A_piece_that_is_no_longer_measured_is_dropped() =>
        Assert.Equal("A machine.\n\n### Second\n\nAnother.\n", TitledPieces.Parse(Text, ["Second"]).ToString());
}
