using CoEvolve.Engines;
using Npgsql;

namespace CoEvolve.Store.Tests;

public sealed class StoreAddressTests
{
    [Theory]
    [InlineData("results.db")]
    [InlineData("postgres")]
    [InlineData("postgres:/results.db")]
    [InlineData("seed=3.db")]
    [InlineData("a folder/rate=0.5;seed=3.db")]
    public void A_path_is_a_file(string path)
    {
        var address = StoreAddress.Parse(path);
        Assert.False(address.IsPostgres);
        Assert.Equal((Path.GetFullPath(path), Path.GetFullPath(path), null), (address.File, address.Name, address.Database));
        Assert.Throws<InvalidOperationException>(() => address.Server);
    }

    [Fact]
    public void What_exists_as_a_file_is_a_file_whatever_its_name_looks_like()
    {
        // Only a path from the current folder can begin like an address.
        string name = $"Host=h;Database={Guid.NewGuid():N}";
        Assert.True(StoreAddress.Parse(name).IsPostgres);
        File.WriteAllText(name, "");
        try
        {
            Assert.Equal(Path.GetFullPath(name), StoreAddress.Parse(name).File);
        }
        finally
        {
            File.Delete(name);
        }
    }

    [Theory]
    [InlineData("postgres://db.example/results", "db.example:5432/results", "Host=db.example;Port=5432;Database=results")]
    [InlineData("postgresql://me@h:6543/r", "h:6543/r", "Host=h;Port=6543;Database=r;Username=me")]
    [InlineData("POSTGRES://me:p%40ss%2Fw%3A%25@h/r", "h:5432/r", "Host=h;Port=5432;Database=r;Username=me;Password=p@ss/w:%")]
    [InlineData("postgres://me:a:b@h/r", "h:5432/r", "Host=h;Port=5432;Database=r;Username=me;Password=a:b")]
    [InlineData("postgres://me:@h/r", "h:5432/r", "Host=h;Port=5432;Database=r;Username=me")]
    [InlineData("postgres://[::1]:77/r", "[::1]:77/r", "Host=::1;Port=77;Database=r")]
    [InlineData("postgres://%2Ftmp%2Fsocket/my%20results", "/tmp/socket:5432/my results", "Host=/tmp/socket;Port=5432;Database=my results")]
    [InlineData("postgres://?host=/tmp/s&port=7&dbname=r&user=me&password=a%26b", "/tmp/s:7/r", "Host=/tmp/s;Port=7;Database=r;Username=me;Password=a&b")]
    [InlineData("postgres://h/r?sslmode=verify-full&application_name=mine&connect_timeout=3", "h:5432/r", "Host=h;Port=5432;Database=r;SslMode=VerifyFull;Application Name=mine;Timeout=3")]
    [InlineData("postgres://h/r?search_path=lab", "h:5432/r (schema lab)", "Host=h;Port=5432;Database=r;Search Path=lab")]
    [InlineData("postgres://h/r?options=-csearch_path%3Dlab", "h:5432/r (schema lab)", "Host=h;Port=5432;Database=r;Search Path=lab")]
    [InlineData("postgres://h/r?options=-c%20search_path=lab%20-c%20work_mem%3D64MB", "h:5432/r (schema lab)", "Host=h;Port=5432;Database=r;Search Path=lab;Options=-cwork_mem=64MB")]
    [InlineData("postgres://h/r?options=--search_path=lab", "h:5432/r (schema lab)", "Host=h;Port=5432;Database=r;Search Path=lab")]
    [InlineData("Host=h;Database=r", "h:5432/r", "Host=h;Database=r")]
    [InlineData(" server = h ; port=7; DB=r; user id=me; Password='a;b'; Search Path=lab", "h:7/r (schema lab)", "Host=h;Port=7;Database=r;Username=me;Password='a;b';Search Path=lab")]
    public void An_address_is_read_and_named_without_its_password(string text, string name, string expected)
    {
        var address = StoreAddress.Parse(text);
        Assert.True(address.IsPostgres);
        Assert.Equal(name, address.Name);
        Assert.Equal(name, address.ToString());
        Assert.Null(address.File);
        var wanted = new NpgsqlConnectionStringBuilder(expected);
        Assert.Equal(wanted.Database, address.Database);
        wanted.ApplicationName ??= "coevolve";
        wanted.CommandTimeout = 0;
        if (!wanted.ShouldSerialize("Timeout"))
            wanted.Timeout = 5;
        (wanted.TcpKeepAlive, wanted.TcpKeepAliveTime, wanted.TcpKeepAliveInterval) = (true, 5, 2);
        Assert.Equal(Settings(wanted), Settings(address.Server));
    }

    [Fact]
    public void What_an_address_says_of_its_connection_stays()
    {
        const string Text = "Host=h;Database=r;Timeout=40;TCP Keepalive=true;TCP Keepalive Time=50;TCP Keepalive Interval=60";
        NpgsqlConnectionStringBuilder server = StoreAddress.Parse(Text).Server;
        Assert.Equal((40, true, 50, 60), (server.Timeout, server.TcpKeepAlive, server.TcpKeepAliveTime, server.TcpKeepAliveInterval));
        Assert.False(StoreAddress.Parse("Host=h;Database=r;TCP Keepalive=false").Server.TcpKeepAlive);
        Assert.Equal(0, StoreAddress.Parse("postgres://h/r?connect_timeout=0").Server.Timeout);
    }

    [Fact]
    public void A_copy_of_the_settings_changes_no_address()
    {
        var address = StoreAddress.Parse("Host=h;Database=r;Command Timeout=7");
        address.Server.Database = "other";
        Assert.Equal("r", address.Server.Database);
        Assert.Equal(7, address.Server.CommandTimeout);
    }

    [Theory]
    [InlineData("postgres://h", "names no database")]
    [InlineData("postgres:///r", "names no host")]
    [InlineData("postgres://me:secret@h:0/r", "port is not a number")]
    [InlineData("postgres://me:secret@h:65536/r", "port is not a number")]
    [InlineData("postgres://me:secret", "port is not a number")]
    [InlineData("postgres://me:sec/ret@h/r", "port is not a number")]
    [InlineData("postgres://me:sec?ret@h/r", "port is not a number")]
    [InlineData("postgres://me:100%secret@h/r", "hexadecimal")]
    [InlineData("postgres://me:secret@h/r%0", "hexadecimal")]
    [InlineData("postgres://me:secret@h/r%00", "%00")]
    [InlineData("postgres://me:secret@[::1/r", "end with ]")]
    [InlineData("postgres://me:secret@h,i/r", "allowed is one host")]
    [InlineData("postgres://me:secret@h/r?sslmode=on", "sslmode is 'on'")]
    [InlineData("postgres://me:secret@h/r?connect_timeout=soon", "connect_timeout is 'soon'")]
    [InlineData("postgres://me@h/r?pasword=secret", "'pasword' is not known")]
    [InlineData("mysql://me:secret@h/r", "no store")]
    [InlineData("Host=h;Password=secret", "names no database")]
    [InlineData("Database=r;Password=secret", "names no host")]
    [InlineData("Host=h;Database=r;Pasword=secret", "'pasword'")]
    [InlineData("Host=h;Database=r;Port=secret", "'port'")]
    [InlineData("Host=h;Database=r;Password='secret", "keyword=value")]
    [InlineData("host=h dbname=r password=secret", "Put ; between")]
    public void What_is_no_address_is_refused_with_a_remedy_and_without_the_password(string text, string reason)
    {
        string message = Assert.Throws<StoreException>(() => StoreAddress.Parse(text)).Message;
        Assert.Contains(reason, message, StringComparison.Ordinal);
        Assert.Matches("(as in|Allowed is|Name) ", message);
        foreach (string part in new[] { "secret", "sec?", "sec/", "ret@" })
            Assert.DoesNotContain(part, message, StringComparison.Ordinal);
    }

    private static IEnumerable<(string, string)> Settings(NpgsqlConnectionStringBuilder server) =>
        server.Keys.Cast<string>().Where(key => server.ShouldSerialize(key)).Order(StringComparer.Ordinal).Select(key => (key, $"{server[key]}"));
}
