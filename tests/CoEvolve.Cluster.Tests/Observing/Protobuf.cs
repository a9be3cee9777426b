using System.Buffers.Binary;
using System.Text;

namespace CoEvolve.Cluster.Tests;

/// <summary>Reads messages in the binary form of Protocol Buffers, field by field, without knowing what they mean.</summary>
internal static class Protobuf
{
    /// <summary>The fields of a message, in the order in which they were written.</summary>
    public static IEnumerable<ProtobufField> Fields(ReadOnlyMemory<byte> message)
    {
        int at = 0;
        while (at < message.Length)
        {
            ulong key = Varint(message.Span, ref at);
            (int number, int wireType) = ((int)(key >> 3), (int)(key & 7));
            switch (wireType)
            {
                case 0:
                    yield return new ProtobufField(number, Varint(message.Span, ref at), default);
                    break;
                case 1:
                    yield return new ProtobufField(number, BinaryPrimitives.ReadUInt64LittleEndian(message.Span[at..]), default);
                    at += sizeof(ulong);
                    break;
                case 2:
                    int length = (int)Varint(message.Span, ref at);
                    yield return new ProtobufField(number, 0, message.Slice(at, length));
                    at += length;
                    break;
                case 5:
                    yield return new ProtobufField(number, BinaryPrimitives.ReadUInt32LittleEndian(message.Span[at..]), default);
                    at += sizeof(uint);
                    break;
                default:
                    throw new InvalidDataException($"Field {number} has the wire type {wireType}.");
            }
        }
    }

    /// <summary>The messages in all fields of a number.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Messages(ReadOnlyMemory<byte> message, int number) =>
        Fields(message).Where(field => field.Number == number).Select(field => field.Bytes);

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (int shift = 0; ; shift += 7)
        {
            byte next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
    }
}

/// <summary>One field.</summary>
/// <param name="Number">Its number in the schema.</param>
/// <param name="Value">Its value, if it is a number.</param>
/// <param name="Bytes">Its bytes, if it is a message, a text or bytes.</param>
internal readonly record struct ProtobufField(int Number, ulong Value, ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The value as a number with a fraction.</summary>
    public double Double => BitConverter.UInt64BitsToDouble(Value);

    /// <summary>The bytes as a text.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes.Span);

    /// <summary>The bytes as the specification prints the numbers of traces and spans.</summary>
    public string Hex => Convert.ToHexStringLower(Bytes.Span);
}
