using System.Buffers.Binary;
using System.IO.Compression;
using FsCheck;
using FsCheck.Fluent;

namespace CoEvolve.Charts.Tests;

public sealed class PngTests
{
    private static readonly Gen<(int Width, int Height, int[] Pixels)> AnyPicture =
        from width in Gen.Choose(1, 20)
        from height in Gen.Choose(1, 20)
        from pixels in Gen.Choose(0, 255).ArrayOf(width * height)
        select (width, height, pixels);

    [Fact]
    public void Pixels_come_back_as_they_were() =>
        Prop.ForAll(AnyPicture.ToArbitrary(), picture =>
        {
            byte[] pixels = [.. picture.Pixels.Select(p => (byte)p)];
            var (width, height, decoded) = Decode(PngEncoder.Encode(picture.Width, picture.Height, pixels));
            Assert.Equal((picture.Width, picture.Height), (width, height));
            Assert.Equal(pixels, decoded);
        }).Check(Config.QuickThrowOnFailure.WithReplay(11, 15));

    [Fact]
    public void Paper_is_white_ink_is_black_and_what_lies_beyond_is_clamped()
    {
        string uri = PictureData.Uri(new GrayImage(1, 6, [0, 16, 8, -5, 99, double.NaN]));
        const string Prefix = "data:image/png;base64,";
        Assert.StartsWith(Prefix, uri, StringComparison.Ordinal);
        Assert.Equal([255, 0, 127, 255, 0, 255], Decode(Convert.FromBase64String(uri[Prefix.Length..])).Pixels);
    }

    [Fact]
    public void The_checksum_is_that_of_the_specification()
    {
        // The chunk IEND has no data, and its checksum is printed in every description of the format.
        byte[] file = PngEncoder.Encode(1, 1, [0]);
        Assert.Equal([0, 0, 0, 0, (byte)'I', (byte)'E', (byte)'N', (byte)'D', 0xAE, 0x42, 0x60, 0x82], file[^12..]);
    }

    private static (int Width, int Height, byte[] Pixels) Decode(byte[] file)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        int width = 0, height = 0;
        byte[] packed = [];
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            string type = System.Text.Encoding.ASCII.GetString(file, at + 4, 4);
            var data = file.AsSpan(at + 8, length);
            Assert.Equal(Crc(file.AsSpan(at + 4, length + 4)), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            if (type == "IHDR")
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(data), BinaryPrimitives.ReadInt32BigEndian(data[4..]));
                Assert.Equal([8, 0, 0, 0, 0], data[8..13].ToArray());
            }
            else if (type == "IDAT")
            {
                packed = data.ToArray();
            }

            at += length + 12;
        }

        using var unpacked = new MemoryStream();
        using (var zlib = new ZLibStream(new MemoryStream(packed), CompressionMode.Decompress))
            zlib.CopyTo(unpacked);
        byte[] rows = unpacked.ToArray();
        Assert.Equal((width + 1) * height, rows.Length);
        return (width, height, [.. rows.Where((_, i) => i % (width + 1) != 0)]);
    }

    // Bit by bit, as the specification defines it.
    private static uint Crc(ReadOnlySpan<byte> data)
    {
        uint crc = uint.MaxValue;
        foreach (byte b in data)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++)
                crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
        }

        return ~crc;
    }
}
