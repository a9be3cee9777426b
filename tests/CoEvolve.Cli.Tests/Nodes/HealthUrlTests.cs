using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace CoEvolve.Cli.Tests;

public sealed class HealthUrlTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8081", "127.0.0.1:8081")]
    [InlineData("http://127.0.0.1:8081/", "127.0.0.1:8081")]
    [InlineData("http://localhost:8081", "127.0.0.1:8081")]
    [InlineData("http://[::1]:8081", "[::1]:8081")]
    [InlineData("http://10.0.0.7", "10.0.0.7:80")]
    [InlineData("http://127.0.0.1:0", "127.0.0.1:0")]
    [InlineData("http://0.0.0.0:8081", "[::]:8081")]
    [InlineData("http://*:8081", "[::]:8081")]
    [InlineData("http://+:8081", "[::]:8081")]
    public void An_address_of_the_machine_is_where_it_listens(string text, string expected)
    {
        IPEndPoint? endpoint = null;
        var options = new KestrelServerOptions();
        options.ConfigureEndpointDefaults(listening => endpoint = listening.IPEndPoint);
        var url = HealthUrl.Parse(text);
        url.ListenWith(options);
        Assert.Equal((expected, text), (endpoint?.ToString(), url.ToString()));
    }

    [Theory]
    [InlineData("8081", "it is no address")]
    [InlineData("", "it is no address")]
    [InlineData("http://127.0.0.1:99999", "it is no address")]
    [InlineData("https://127.0.0.1:8081", "it is with https, and only http is served")]
    [InlineData("127.0.0.1:8081", "it is no address")]
    [InlineData("http://lab:8081", "it is with the host lab, which is neither localhost nor an address nor *")]
    [InlineData("http://127.0.0.1:8081/health", "it is more than a host and a port")]
    [InlineData("http://127.0.0.1:8081/?x", "it is more than a host and a port")]
    [InlineData("http://me@127.0.0.1:8081", "it is more than a host and a port")]
    public void Anything_else_is_refused_before_anything_starts(string text, string expected) => Assert.Equal(
        $"error: --health-url is '{text}': {expected}. It must be an address of this machine, as in http://127.0.0.1:8081.",
        Tool.Run("node", "--store", "postgres://127.0.0.1:1/lab", "--health-url", text).Refusal());
}
