using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace CoEvolve.Scenarios;

/// <summary>
/// Reads images from CSV, also compressed by gzip: no header; in each row the pixels, then a label, which is a word of the
/// vocabulary or an index into it from 0.
/// </summary>
internal static class ImageFile
{
    private const double MostPixel = 1e9;

    public static LabelledImages Read(byte[] bytes, IReadOnlyList<string> vocabulary)
    {
        var captions = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int k = 0; k < vocabulary.Count; k++)
            captions.Add(vocabulary[k], k);
        List<double>[] images = [.. vocabulary.Select(_ => new List<double>())];
        int pixels = 0;
        int number = 0;
        long values = 0;
        ReadOnlySpan<byte> rest = Decompress(bytes);
        while (rest.Length > 0)
        {
            number++;
            int end = rest.IndexOf((byte)'\n');
            ReadOnlySpan<byte> line = (end < 0 ? rest : rest[..end]).Trim(" \t\r"u8);
            rest = end < 0 ? [] : rest[(end + 1)..];
            if (line.Length == 0)
                continue;
            int commas = line.Count((byte)',');
            if (pixels == 0)
                pixels = PixelsOf(commas, number);
            else if (commas != pixels)
            {
                throw new InputFileException($"its line {number} has {Numerals.Of(commas + 1, "cell")}, the ones before have {pixels + 1}; "
                    + "allowed are rows of one length. Correct the line");
            }

            if ((values += pixels) > ScenarioLimits.MostPixelValues)
            {
                throw new InputFileException($"it has more than {ScenarioLimits.MostPixelValues} pixel values; "
                    + $"allowed are {ScenarioLimits.MostPixelValues}. Use fewer or smaller images");
            }

            ReadOnlySpan<byte> label = line[(line.LastIndexOf((byte)',') + 1)..];
            AddPixels(images[CaptionOf(label, captions, vocabulary.Count, number, pixels + 1)], line, pixels, number);
        }

        return pixels > 0
            ? new LabelledImages(pixels, [.. images.Select(list => list.ToArray())])
            : throw new InputFileException("it is empty; allowed are rows of pixels and a label. Name a file with images");
    }

    private static byte[] Decompress(byte[] bytes)
    {
        if (bytes is not [0x1f, 0x8b, ..])
            return bytes;
        try
        {
            // Counted first: a small file that unfolds to gigabytes is refused before any of it is kept.
            using GZipStream counted = Unfold(bytes);
            var content = new byte[BoundedStream.CountToEnd(counted, ScenarioLimits.MostFileBytes)];
            using GZipStream read = Unfold(bytes);
            read.ReadExactly(content);
            return content;
        }
        catch (InvalidDataException exception)
        {
            throw new InputFileException("it begins like gzip and cannot be decompressed. Fetch or compress it again", exception);
        }
    }

    private static GZipStream Unfold(byte[] bytes) => new(new MemoryStream(bytes, writable: false), CompressionMode.Decompress);

    private static int PixelsOf(int commas, int line) =>
        commas is >= 1 and <= ScenarioLimits.MostDimensions
            ? commas
            : throw new InputFileException($"its line {line} has {Numerals.Of(commas + 1, "cell")}; "
                + $"allowed are 1 to {ScenarioLimits.MostDimensions} pixels and a label. Separate cells by commas, or make the images smaller");

    private static void AddPixels(List<double> pixels, ReadOnlySpan<byte> line, int count, int number)
    {
        for (int column = 1; column <= count; column++)
        {
            int comma = line.IndexOf((byte)',');
            ReadOnlySpan<byte> cell = line[..comma].Trim(" \t"u8);
            if (!double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) || !(Math.Abs(value) <= MostPixel))
            {
                throw new InputFileException($"its line {number}, column {column} is {Quote.Always(Encoding.UTF8.GetString(cell))}; "
                    + $"allowed is a number within ±{MostPixel.ToString("R", CultureInfo.InvariantCulture)}. "
                    + "Correct the cell; there must be no header row");
            }

            pixels.Add(value);
            line = line[(comma + 1)..];
        }
    }

    private static int CaptionOf(ReadOnlySpan<byte> cell, Dictionary<string, int> captions, int count, int line, int column)
    {
        string label = Encoding.UTF8.GetString(cell).Trim().Trim('"');
        if (captions.TryGetValue(label, out int caption))
            return caption;
        if (int.TryParse(label, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < count)
            return index;
        throw new InputFileException($"its line {line}, column {column} has the label {Quote.Always(label)}; "
            + $"allowed is a word of the vocabulary, or its index 0 to {count - 1}. Correct the label, or the vocabulary");
    }
}
