using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CoEvolve.Cli;

/// <summary>Where a node answers questions about its health. Immutable.</summary>
internal sealed record HealthUrl
{
    private const string Option = "--health-url";
    private const string Example = "http://127.0.0.1:8081";
    private const string AnyAddress = "0.0.0.0";

    private readonly string _text;
    private readonly IPAddress? _address;
    private readonly int _port;

    private HealthUrl(string text, IPAddress? address, int port) => (_text, _address, _port) = (text, address, port);

    /// <summary>Reads what the user wrote.</summary>
    /// <param name="text">As in http://127.0.0.1:8081; the host may be localhost, an address of this machine, or * for all of them; port 0 is any that is free.</param>
    /// <exception cref="BadInputException">It is no such address.</exception>
    public static HealthUrl Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string readable = text.Replace("://*", "://" + AnyAddress, StringComparison.Ordinal).Replace("://+", "://" + AnyAddress, StringComparison.Ordinal);
        if (!Uri.TryCreate(readable, UriKind.Absolute, out Uri? url))
            throw Refuse(text, "no address");
        if (url.Scheme != Uri.UriSchemeHttp)
            throw Refuse(text, $"with {url.Scheme}, and only http is served");
        if (url.AbsolutePath != "/" || url.Query.Length > 0 || url.Fragment.Length > 0 || url.UserInfo.Length > 0)
            throw Refuse(text, "more than a host and a port");
        if (url.Host == "localhost")
            return new HealthUrl(text, IPAddress.Loopback, url.Port);
        if (!IPAddress.TryParse(url.Host.Trim('[', ']'), out IPAddress? address))
            throw Refuse(text, $"with the host {url.Host}, which is neither localhost nor an address nor *");
        return new HealthUrl(text, address.Equals(IPAddress.Any) ? null : address, url.Port);
    }

    /// <summary>Lets a server listen there.</summary>
    public void ListenWith(KestrelServerOptions options)
    {
        if (_address is null)
            options.ListenAnyIP(_port);
        else
            options.Listen(_address, _port);
    }

    /// <summary>As it was written.</summary>
    public override string ToString() => _text;

    private static BadInputException Refuse(string text, string what) =>
        new(string.Create(CultureInfo.InvariantCulture, $"{Option} is '{text}': it is {what}. It must be an address of this machine, as in {Example}."));
}
