using System.Text;

namespace CoEvolve.Core;

/// <summary>
/// What tells the streams of an experiment apart before replicate and generation come in: seed, actor, partner and
/// purpose, hashed to 64 bits. Made once per actor.
/// </summary>
/// <remarks>Actors enter by name, never by position, so another model in the ecosystem changes nobody's numbers.</remarks>
public readonly record struct StreamKey
{
    private StreamKey(ulong value) => Value = value;

    internal ulong Value { get; }

    /// <summary>Derives the key of a stream family.</summary>
    /// <param name="seed">The experiment's seed.</param>
    /// <param name="actor">Name of the actor that draws, or "" where no actor draws.</param>
    /// <param name="partner">Whom it draws for, or "".</param>
    /// <param name="purpose">What the numbers are for.</param>
    public static StreamKey Derive(ulong seed, string actor, string partner, StreamPurpose purpose)
    {
        ulong hash = Mix(seed + 0x9E3779B97F4A7C15);
        hash = Mix(hash ^ Fingerprint(actor));
        hash = Mix(hash ^ Fingerprint(partner));
        return new StreamKey(Mix(hash ^ (ulong)purpose));
    }

    // FNV-1a, 64 bits, over UTF-8.
    private static ulong Fingerprint(string name)
    {
        const int most = 128;
        int length = Encoding.UTF8.GetMaxByteCount(name.Length);
        Span<byte> bytes = length <= most ? stackalloc byte[most] : new byte[length];
        ulong hash = 0xCBF29CE484222325;
        foreach (byte b in bytes[..Encoding.UTF8.GetBytes(name, bytes)])
            hash = (hash ^ b) * 0x100000001B3;
        return hash;
    }

    // A bijection in which every input bit reaches every output bit (two xor-shift-multiply rounds and a rotation step).
    private static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 32)) * 0xD6E8FEB86659FD93;
        x = (x ^ (x >> 32)) * 0xD6E8FEB86659FD93;
        return (x ^ (x >> 32)) + 0x9E3779B97F4A7C15;
    }
}
