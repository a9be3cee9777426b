using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CoEvolve.Scenarios;

/// <summary>
/// Reads YAML into nodes, event by event and without recursion: one document, bounded depth and number of nodes, no
/// anchors, aliases or tags, no doubled keys.
/// </summary>
/// <remarks>The library's own node model is not used: it recurses, and a deeply nested text would end the process.</remarks>
internal sealed class NodeReader
{
    public const int MostBytes = 1_000_000;
    public const int MostNodes = 100_000;
    private const int MostDepth = 32;

    private readonly Func<Mark, Origin> _place;
    private readonly Stack<OpenCollection> _open = new();
    private Node? _root;
    private int _nodes;

    private NodeReader(Func<Mark, Origin> place) => _place = place;

    /// <summary>Reads the text of a file.</summary>
    public static Node ReadFile(string text, string fileName) =>
        Read(text, mark => new Origin(fileName, mark.Line, mark.Column));

    /// <summary>Reads a value that was given as an argument.</summary>
    public static Node ReadArgument(string text, Origin argument) => Read(text, _ => argument);

    private static Node Read(string text, Func<Mark, Origin> place)
    {
        Mark last = Mark.Empty;
        try
        {
            var reader = new NodeReader(place);
            var parser = new Parser(new StringReader(text));
            while (parser.MoveNext())
            {
                last = parser.Current!.Start;
                reader.Take(parser.Current);
            }

            return reader._root ?? new ScalarNode(place(last), "", quoted: false);
        }
        catch (ScenarioException)
        {
            throw;
        }
        catch (YamlException exception)
        {
            throw Syntax(place(exception.Start.Line > 0 ? exception.Start : last), exception.Message.TrimEnd('.'), exception);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // On broken text the library now and then lets an error of its own workings through.
            throw Syntax(place(last), "a bracket or quote near here is not closed, or stands where none may", exception);
        }
    }

    private static ScenarioException Syntax(Origin at, string what, Exception exception) =>
        new($"{at}: this is not valid YAML: {what}. Correct the line, or put the value into quotes.", exception);

    private void Take(ParsingEvent parsed)
    {
        switch (parsed)
        {
            case StreamStart or StreamEnd or DocumentEnd:
                break;
            case DocumentStart when _root is not null:
                throw Refuse(parsed, "a second document begins; allowed is one. Put every scenario into a file of its own");
            case DocumentStart:
                break;
            case AnchorAlias alias:
                throw Refuse(parsed, $"the alias *{Quote.Short(alias.Value.Value)} is not allowed. Write the value out");
            case Scalar scalar:
                Check(scalar);
                Add(scalar);
                break;
            case SequenceStart or MappingStart:
                Check((NodeEvent)parsed);
                Open((NodeEvent)parsed);
                break;
            case SequenceEnd or MappingEnd:
                Add(_open.Pop().ToNode());
                break;
            default:
                throw Refuse(parsed, "this is not part of a scenario. Remove it");
        }
    }

    private void Check(NodeEvent node)
    {
        if (!node.Anchor.IsEmpty)
            throw Refuse(node, $"the anchor &{Quote.Short(node.Anchor.Value)} is not allowed. Remove it, and write repeated values out");
        if (!node.Tag.IsEmpty)
            throw Refuse(node, $"the tag {Quote.Always(node.Tag.ToString())} is not allowed. Remove it");
        if (++_nodes > MostNodes)
            throw Refuse(node, $"there are more than {MostNodes} values; allowed are {MostNodes}. Move long lists into a CSV file");
    }

    private void Add(Scalar scalar)
    {
        bool quoted = scalar.Style != ScalarStyle.Plain;
        if (scalar.Value.Contains('\0') || !IsWellFormed(scalar.Value))
            throw Refuse(scalar, "the text has a character that is none (zero, or half of a pair). Remove it");
        if (_open.TryPeek(out OpenCollection? parent) && parent.AwaitsKey)
        {
            if (!parent.TakeKey(scalar.Value, _place(scalar.Start)))
                throw Refuse(scalar, $"the key {Quote.Always(scalar.Value)} stands twice. Remove one of them");
            return;
        }

        Add(new ScalarNode(_place(scalar.Start), scalar.Value, quoted));
    }

    private void Add(Node node)
    {
        if (_open.TryPeek(out OpenCollection? parent))
            parent.Add(node);
        else
            _root = node;
    }

    private void Open(NodeEvent start)
    {
        if (_open.TryPeek(out OpenCollection? parent) && parent.AwaitsKey)
            throw Refuse(start, "a list or map stands where a key is expected; allowed is a word. Put the name of a setting there");
        if (_open.Count == MostDepth)
            throw Refuse(start, $"values are nested more than {MostDepth} deep; allowed is {MostDepth}. Remove brackets");
        _open.Push(new OpenCollection(_place(start.Start), start is MappingStart));
    }


    private ScenarioException Refuse(ParsingEvent at, string what) => new($"{_place(at.Start)}: {what}.");

    private static bool IsWellFormed(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (i + 1 == text.Length || !char.IsSurrogatePair(text[i], text[i + 1]))
                return false;
            i++;
        }

        return true;
    }

    /// <summary>A list or map whose end has not been read yet.</summary>
    private sealed class OpenCollection(Origin origin, bool isMap)
    {
        private readonly List<Node> _items = [];
        private readonly List<MapEntry> _entries = [];
        private readonly HashSet<string> _keys = new(StringComparer.Ordinal);
        private string? _key;
        private Origin _keyOrigin;

        public bool AwaitsKey => isMap && _key is null;

        public bool TakeKey(string key, Origin keyOrigin)
        {
            _key = key;
            _keyOrigin = keyOrigin;
            return _keys.Add(key);
        }

        public void Add(Node node)
        {
            if (isMap)
                _entries.Add(new MapEntry(_key!, _keyOrigin, node));
            else
                _items.Add(node);
            _key = null;
        }

        public Node ToNode() => isMap ? new MapNode(origin, _entries) : new ListNode(origin, _items);
    }
}
