using System.Globalization;
using CoEvolve.Engines;
using Npgsql;

namespace CoEvolve.Store;

/// <summary>
/// Reads addresses as libpq has them: postgres://user:password@host:port/database?parameter=value&amp;…, any part of which may have
/// characters as %XX. Parameters: host (also a folder of a socket), port, user, password, dbname, application_name,
/// connect_timeout (seconds), search_path, options (-c search_path=… and other settings), sslmode, sslrootcert, sslcert,
/// sslkey, passfile.
/// </summary>
internal static class PostgresUri
{
    /// <summary>For messages.</summary>
    public const string Example = "postgres://user:password@host:5432/database";

    private const string Known =
        "host, port, user, password, dbname, application_name, connect_timeout, search_path, options, sslmode, sslrootcert, sslcert, sslkey and passfile";

    /// <summary>Whether a text begins like one.</summary>
    public static bool IsOne(string text) =>
        text.StartsWith("postgres://", StringComparison.OrdinalIgnoreCase) || text.StartsWith("postgresql://", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="StoreException">It is none; the message says why, without the password.</exception>
    public static NpgsqlConnectionStringBuilder Parse(string uri)
    {
        var server = new NpgsqlConnectionStringBuilder { Port = 5432 };
        string rest = uri[(uri.IndexOf("://", StringComparison.Ordinal) + 3)..];
        (rest, string? query) = Split(rest, '?');
        (string authority, string? database) = Split(rest, '/');
        int at = authority.LastIndexOf('@');
        if (at >= 0)
        {
            (string user, string? password) = Split(authority[..at], ':');
            server.Username = Decode(uri, user);
            server.Password = password is null ? null : Decode(uri, password);
        }

        ReadHost(uri, authority[(at + 1)..], server);
        if (!string.IsNullOrEmpty(database))
            server.Database = Decode(uri, database);
        foreach (string pair in (query ?? "").Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            (string name, string? value) = Split(pair, '=');
            Set(uri, Decode(uri, name), Decode(uri, value ?? ""), server);
        }

        if (string.IsNullOrEmpty(server.Host))
            throw Refuse(uri, "it names no host");
        return string.IsNullOrEmpty(server.Database) ? throw Refuse(uri, "it names no database") : server;
    }

    private static void ReadHost(string uri, string text, NpgsqlConnectionStringBuilder server)
    {
        string? port;
        if (text.StartsWith('['))
        {
            int end = text.IndexOf(']', StringComparison.Ordinal);
            if (end < 0 || (end + 1 < text.Length && text[end + 1] != ':'))
                throw Refuse(uri, "the IPv6 address of its host does not end with ]");
            server.Host = text[1..end];
            port = end + 1 < text.Length ? text[(end + 2)..] : null;
        }
        else
        {
            (string host, port) = Split(text, ':');
            server.Host = Decode(uri, host);
        }

        if (!string.IsNullOrEmpty(port))
            server.Port = Port(uri, port);
    }

    private static void Set(string uri, string name, string value, NpgsqlConnectionStringBuilder server)
    {
        switch (name)
        {
            case "host": server.Host = value; break;
            case "port": server.Port = Port(uri, value); break;
            case "user": server.Username = value; break;
            case "password": server.Password = value; break;
            case "dbname": server.Database = value; break;
            case "application_name": server.ApplicationName = value; break;
            case "connect_timeout": server.Timeout = Seconds(uri, value); break;
            case "search_path": server.SearchPath = value; break;
            case "options": ReadOptions(value, server); break;
            case "sslmode": server.SslMode = Mode(uri, value); break;
            case "sslrootcert": server.RootCertificate = value; break;
            case "sslcert": server.SslCertificate = value; break;
            case "sslkey": server.SslKey = value; break;
            case "passfile": server.Passfile = value; break;
            default: throw Refuse(uri, $"its parameter '{name}' is not known; allowed are {Known}");
        }
    }

    // The schema becomes a setting of its own, so that messages can name it; other settings go to the server as they are.
    private static void ReadOptions(string options, NpgsqlConnectionStringBuilder server)
    {
        var others = new List<string>();
        string[] words = options.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        for (int i = 0; i < words.Length; i++)
        {
            string word = words[i] == "-c" && i + 1 < words.Length ? "-c" + words[++i] : words[i];
            string setting = word.StartsWith("-c", StringComparison.Ordinal) || word.StartsWith("--", StringComparison.Ordinal) ? word[2..] : "";
            if (setting.StartsWith("search_path=", StringComparison.Ordinal))
                server.SearchPath = setting["search_path=".Length..];
            else
                others.Add(word);
        }

        if (others.Count > 0)
            server.Options = string.Join(' ', others);
    }

    private static int Port(string uri, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int port) && port is >= 1 and <= 65535
            ? port
            : throw Refuse(uri, "its port is not a number from 1 to 65535");

    private static int Seconds(string uri, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds <= 1024
            ? seconds
            : throw Refuse(uri, $"connect_timeout is '{text}'; allowed are 0 to 1024 seconds");

    private static SslMode Mode(string uri, string text) => text switch
    {
        "disable" => SslMode.Disable,
        "allow" => SslMode.Allow,
        "prefer" => SslMode.Prefer,
        "require" => SslMode.Require,
        "verify-ca" => SslMode.VerifyCA,
        "verify-full" => SslMode.VerifyFull,
        _ => throw Refuse(uri, $"sslmode is '{text}'; allowed are disable, allow, prefer, require, verify-ca and verify-full"),
    };

    private static string Decode(string uri, string text)
    {
        for (int i = text.IndexOf('%', StringComparison.Ordinal); i >= 0; i = text.IndexOf('%', i + 1))
        {
            if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                throw Refuse(uri, "after a % it has no two hexadecimal digits; % itself is %25");
        }

        string decoded = Uri.UnescapeDataString(text);
        return decoded.Contains('\0', StringComparison.Ordinal) ? throw Refuse(uri, "it has the character %00, which no part may have") : decoded;
    }

    private static (string Before, string? After) Split(string text, char separator)
    {
        int at = text.IndexOf(separator, StringComparison.Ordinal);
        return at < 0 ? (text, null) : (text[..at], text[(at + 1)..]);
    }

    private static StoreException Refuse(string uri, string reason) => new(
        $"{Shown(uri)}: {reason}. Allowed is {Example}, special characters as %40 for @.");

    // What is not surely free of a password is left out: before the last @, and, if there is none, behind a colon. The
    // parameters are left out as well.
    private static string Shown(string uri)
    {
        (string address, string? query) = Split(uri, '?');
        int start = address.IndexOf("://", StringComparison.Ordinal) + 3, at = address.LastIndexOf('@');
        if (at >= 0)
            return string.Concat(address.AsSpan(0, start), "…", address.AsSpan(at), query is null ? "" : "?…");
        int colon = address.IndexOf(':', start);
        return colon < 0 && query is null ? address : string.Concat(address.AsSpan(0, colon < 0 ? address.Length : colon), "…");
    }
}
