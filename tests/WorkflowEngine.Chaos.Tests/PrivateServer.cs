using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Npgsql;

namespace WorkflowEngine.Chaos.Tests;

/// <summary>A PostgreSQL server of the test's own, with the durability that a new installation has, to be broken and started again.</summary>
internal sealed class PrivateServer : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private readonly string _programs;
    private readonly string _password = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
    private readonly int _port;

    private PrivateServer(string programs)
    {
        _programs = programs;
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _port = ((IPEndPoint)listener.LocalEndpoint).Port;
        ConnectionString = new NpgsqlConnectionStringBuilder
        {
            Host = "127.0.0.1",
            Port = _port,
            Username = "postgres",
            Password = _password,
            Database = "postgres",
            MaxPoolSize = 20,
            Timeout = 5,
        }.ConnectionString;
    }

    public string ConnectionString { get; }

    private string Data => Path.Combine(_folder.Path, "data");

    private string Log => Path.Combine(_folder.Path, "server.log");

    /// <summary>The folder of the server's programs, which Debian keeps out of the path; null when there is none.</summary>
    public static string? FindPrograms() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Concat(Directory.Exists("/usr/lib/postgresql") ? Directory.GetDirectories("/usr/lib/postgresql").OrderDescending().Select(folder => folder + "/bin") : [])
        .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")) && File.Exists(Path.Combine(folder, "pg_ctl")));

    /// <summary>That folder; without one the test is skipped, and fails in continuous integration.</summary>
    public static string RequirePrograms()
    {
        const string Reason = "The programs of a PostgreSQL server (initdb, pg_ctl) are needed; ./test.sh installs them.";
        var programs = FindPrograms();
        if (programs is null && Environment.GetEnvironmentVariable("CI") != "true")
        {
            Assert.Skip(Reason);
        }

        return programs ?? throw new InvalidOperationException(Reason);
    }

    public static async Task<PrivateServer> StartAsync(string programs)
    {
        var server = new PrivateServer(programs);
        var password = Path.Combine(server._folder.Path, "password");
        await File.WriteAllTextAsync(password, server._password);
        if (Environment.IsPrivilegedProcess)
        {
            await server.RunAsync("chown", ["-R", "postgres:postgres", server._folder.Path]);
        }

        await server.RunAsOwnerAsync(
            "initdb", ["-D", server.Data, "-U", "postgres", "-A", "scram-sha-256", $"--pwfile={password}", "-E", "UTF8", "--locale=C"]);
        await server.StartAsync();
        return server;
    }

    /// <summary>Starts it and waits until it answers, after a crash when it has recovered.</summary>
    public Task StartAsync() => RunAsOwnerAsync(
        "pg_ctl",
        ["-D", Data, "-l", Log, "-w", "-t", "60", "-o", $"-p {_port.ToString(CultureInfo.InvariantCulture)} -k '{_folder.Path}' -c listen_addresses=127.0.0.1", "start"]);

    /// <summary>Ends it as a crash does: every connection breaks, nothing is written down in good order.</summary>
    public Task CrashAsync() => RunAsOwnerAsync("pg_ctl", ["-D", Data, "-m", "immediate", "-w", "stop"]);

    /// <summary>Breaks about half of the connections.</summary>
    public async Task CutConnectionsAsync()
    {
        await using var connection = new NpgsqlConnection(ConnectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE backend_type = 'client backend' AND pid <> pg_backend_pid() AND random() < 0.5",
            connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await CrashAsync();
        }
        catch (InvalidOperationException)
        {
            // A test that failed may have left it stopped.
        }

        _folder.Dispose();
    }

    /// <summary>The server refuses to run as root.</summary>
    private Task RunAsOwnerAsync(string program, string[] arguments) => Environment.IsPrivilegedProcess
        ? RunAsync("setpriv", ["--reuid", "postgres", "--regid", "postgres", "--clear-groups", Path.Combine(_programs, program), .. arguments])
        : RunAsync(Path.Combine(_programs, program), arguments);

    private async Task RunAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = _folder.Path };
        using var process = Process.Start(start)!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)}: {string.Concat(said)}");
        }
    }
}
