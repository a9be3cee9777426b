using System.Globalization;

namespace CoEvolve.Engines.Akka;

/// <summary>Where a node is found: host:port, or [address]:port where the address has colons itself.</summary>
public static class NodeAddress
{
    /// <summary>Returns it if it is one.</summary>
    /// <exception cref="ArgumentException">It is none; the message says what is allowed.</exception>
    public static string Check(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        int colon = address.LastIndexOf(':');
        bool isPort = colon > 0 && int.TryParse(address.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is > 0 and <= 65535;
        return isPort && Uri.CheckHostName(address[..colon].Trim('[', ']')) != UriHostNameType.Unknown
            ? address
            : throw new ArgumentException($"'{address}' is no address of a node; allowed is host:port, as in node1:4053.", nameof(address));
    }
}
