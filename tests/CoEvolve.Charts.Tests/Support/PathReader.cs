using System.Globalization;
using System.Text.RegularExpressions;

namespace CoEvolve.Charts.Tests;

/// <summary>Reads path data back into absolute points: where strokes begin and end, and the handles of curves.</summary>
internal static partial class PathReader
{
    [GeneratedRegex(@"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)", RegexOptions.CultureInvariant)]
    private static partial Regex Token { get; }

    public static List<Pixel> Points(string path) => [.. Strokes(path).SelectMany(s => s)];

    /// <summary>One list of points for each move.</summary>
    public static List<List<Pixel>> Strokes(string path)
    {
        var strokes = new List<List<Pixel>>();
        string[] tokens = [.. Token.Matches(path).Select(m => m.Value)];
        Assert.Equal(path.Replace(" ", "", StringComparison.Ordinal), string.Concat(tokens));
        double x = 0, y = 0;
        int i = 0;
        double Next() => double.Parse(tokens[i++], CultureInfo.InvariantCulture);
        void Add() => strokes[^1].Add(new(x, y));
        while (i < tokens.Length)
        {
            char command = tokens[i++][0];
            do
            {
                switch (command)
                {
                    case 'M':
                        (x, y) = (Next(), Next());
                        strokes.Add([]);
                        Add();
                        break;
                    case 'm' or 'l':
                        (x, y) = (x + Next(), y + Next());
                        Add();
                        break;
                    case 'h':
                        x += Next();
                        Add();
                        break;
                    case 'v':
                        y += Next();
                        Add();
                        break;
                    case 'q':
                        strokes[^1].Add(new(x + Next(), y + Next()));
                        (x, y) = (x + Next(), y + Next());
                        Add();
                        break;
                    case 'a':
                        i += 5;
                        (x, y) = (x + Next(), y + Next());
                        Add();
                        break;
                    case 'z':
                        (x, y) = (strokes[^1][0].X, strokes[^1][0].Y);
                        break;
                    default:
                        throw new InvalidDataException($"Command '{command}' in {path}");
                }
            }
            while (i < tokens.Length && !char.IsLetter(tokens[i][0]));
        }

        return strokes;
    }
}
