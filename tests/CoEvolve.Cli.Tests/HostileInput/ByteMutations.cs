using System.Text;

namespace CoEvolve.Cli.Tests.HostileInput;

/// <summary>Damage below the text: other encodings, binary bytes, flipped bits.</summary>
internal static class ByteMutations
{
    private static readonly byte[][] Insertions =
    [
        [0], [0, 0, 0, 0], [0xff], [0xfe, 0xff], [0xff, 0xfe], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xf4, 0x90, 0x80, 0x80], [0xc3], [0xe2, 0x82], [0x80], [0xef, 0xbb, 0xbf], [0x1b, 0x5b, 0x33, 0x31, 0x6d], [0x07], [0x7f], [0x1f, 0x8b],
    ];

    private static readonly Encoding[] Others =
    [
        Encoding.Unicode, Encoding.BigEndianUnicode, Encoding.UTF32, new UTF32Encoding(bigEndian: true, byteOrderMark: true),
    ];

    public static IEnumerable<Mutant> Of(string text, Random random) => [.. Encoded(text), .. Inserted(text, random), .. Flipped(text, random), .. Noise(random)];

    private static IEnumerable<Mutant> Encoded(string text)
    {
        foreach (Encoding encoding in Others)
        {
            yield return new Mutant("encoding", encoding.GetBytes(text), HasLines: false);
            yield return new Mutant("encoding", [.. encoding.GetPreamble(), .. encoding.GetBytes(text)], HasLines: false);
        }

        byte[] mark = [.. Encoding.UTF8.GetPreamble()], bytes = Encoding.UTF8.GetBytes(text);
        yield return new Mutant("byte order mark", [.. mark, .. bytes], HasLines: true);
        yield return new Mutant("byte order mark", [.. mark, .. mark, .. bytes], HasLines: true);
        yield return new Mutant("byte order mark", [.. bytes, .. mark], HasLines: true);
        yield return new Mutant("encoding", Encoding.Latin1.GetBytes("name: für\n" + text), HasLines: false);
        yield return new Mutant("nothing", [], HasLines: true);
        yield return new Mutant("nothing", [.. mark], HasLines: true);
    }

    private static IEnumerable<Mutant> Inserted(string text, Random random)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(text);
        foreach (byte[] insertion in Insertions)
        {
            foreach (int at in new[] { 0, random.Next(bytes.Length), random.Next(bytes.Length), bytes.Length })
                yield return new Mutant("bytes inserted", [.. bytes[..at], .. insertion, .. bytes[at..]], HasLines: false);
        }
    }

    private static IEnumerable<Mutant> Flipped(string text, Random random)
    {
        for (int i = 0; i < 150; i++)
        {
            byte[] bytes = Encoding.UTF8.GetBytes(text);
            for (int flips = random.Next(1, 4); flips > 0; flips--)
                bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
            yield return new Mutant("bits flipped", bytes, HasLines: false);
        }
    }

    private static IEnumerable<Mutant> Noise(Random random)
    {
        for (int i = 0; i < 20; i++)
        {
            var bytes = new byte[random.Next(1, 3000)];
            random.NextBytes(bytes);
            yield return new Mutant("noise", bytes, HasLines: false);
            yield return new Mutant("noise", [.. bytes.Select(b => (byte)(32 + (b % 95)))], HasLines: false);
        }
    }
}
