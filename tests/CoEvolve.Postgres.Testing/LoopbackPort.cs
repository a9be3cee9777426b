using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CoEvolve.Postgres.Testing;

/// <summary>
/// Free ports on the loopback, below those that the system hands out to clients. A client that keeps connecting to a killed
/// server could otherwise be given the server's own port, connect to itself, and keep the server from coming back.
/// </summary>
public static class LoopbackPort
{
    private const int Lowest = 10_000;

    /// <summary>A port that nobody listens on now.</summary>
    public static int FindFree()
    {
        int end = FirstOfClients();
        while (true)
        {
            int port = Random.Shared.Next(Lowest, end);
            if (IsFree(port))
                return port;
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FirstOfClients()
    {
        string range = File.ReadAllText("/proc/sys/net/ipv4/ip_local_port_range");
        int first = int.Parse(range.Split('\t', ' ')[0], CultureInfo.InvariantCulture);
        return first > 2 * Lowest ? first : 32_768;
    }
}
