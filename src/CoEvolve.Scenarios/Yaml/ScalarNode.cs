namespace CoEvolve.Scenarios;

/// <summary>One value. A quoted one is a text, whatever it looks like.</summary>
internal sealed class ScalarNode(Origin origin, string text, bool quoted) : Node(origin)
{
    public string Text { get; } = text;

    public bool Quoted { get; } = quoted;

    public bool IsNull => !Quoted && Text is "" or "~" or "null" or "Null" or "NULL";

    public override string Describe() => IsNull ? "empty" : Quoted ? "the text " + Quote.Always(Text) : Quote.WhereNeeded(Text);
}
