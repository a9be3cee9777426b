namespace CoEvolve.Scenarios;

/// <summary>A list of nodes.</summary>
internal sealed class ListNode(Origin origin, IReadOnlyList<Node> items) : Node(origin)
{
    public IReadOnlyList<Node> Items { get; } = items;

    public override string Describe() => Items.Count == 1 ? "a list of 1 value" : $"a list of {Items.Count} values";
}
