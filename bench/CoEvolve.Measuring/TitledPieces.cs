using System.Text;

namespace CoEvolve.Measuring;

/// <summary>The text of a marked section: a head, then pieces with a title each, so that one can be measured again without the others.</summary>
public sealed class TitledPieces
{
    private const string Mark = "### ";

    private readonly IReadOnlyList<string> _titles;
    private readonly Dictionary<string, string> _texts = [];

    private TitledPieces(IReadOnlyList<string> titles) => _titles = titles;

    /// <summary>What stands before the first title.</summary>
    public string Head { get; set; } = "";

    /// <summary>The text below a title; empty if there is none.</summary>
    public string this[string title]
    {
        get => _texts.GetValueOrDefault(title, "");
        set
        {
            ArgumentNullException.ThrowIfNull(value);
            _texts[title] = value.Trim('\n');
        }
    }

    /// <summary>Takes a text apart.</summary>
    /// <param name="text">As <see cref="ToString"/> wrote it, perhaps with other titles.</param>
    /// <param name="titles">The titles that there may be, in order. Pieces with others are dropped.</param>
    public static TitledPieces Parse(string text, IReadOnlyList<string> titles)
    {
        ArgumentNullException.ThrowIfNull(titles);
        var pieces = new TitledPieces(titles);
        string[] parts = ("\n" + text).Split("\n" + Mark);
        pieces.Head = parts[0].Trim('\n');
        foreach (string part in parts.Skip(1))
        {
            string[] lines = part.Split('\n', 2);
            if (titles.Contains(lines[0]) && lines.Length == 2)
                pieces[lines[0]] = lines[1];
        }

        return pieces;
    }

    /// <summary>The whole text, titles in their order, without those that have no text.</summary>
    public override string ToString()
    {
        var text = new StringBuilder(Head).Append('\n');
        foreach (string title in _titles.Where(title => this[title].Length > 0))
            text.Append('\n').Append(Mark).Append(title).Append("\n\n").Append(this[title]).Append('\n');
        return text.ToString();
    }
}
