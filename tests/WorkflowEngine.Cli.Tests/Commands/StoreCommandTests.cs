using System.Text.Json;
using WorkflowEngine.Cli.Engine;
using WorkflowEngine.Cli.Tests.Support;

namespace WorkflowEngine.Cli.Tests.Commands;

public sealed class StoreCommandTests : IDisposable
{
    private const string Flow = """
        on: push
        jobs:
          build:
            retry: {count: 1, delay: 0s}
            steps: [{run: "test $WORKFLOW_ATTEMPT != 1"}, {run: "echo built"}]
          lint:
            allow_failure: true
            steps: [{run: "exit 1"}]
          each:
            for_each: [1, 2]
            needs: lint
            steps: [{parallel: [{run: "true"}, {run: "true"}]}]
          never:
            needs: build
            condition: any_failed
            steps: [{run: "true"}]
          broken:
            steps: [{run: "exit 3"}, {run: "true"}]
        """;

    private readonly CliRig _cli = new();

    [Fact]
    public async Task A_store_that_runs_left_behind_is_sound()
    {
        _cli.WithWorkflow(Flow);
        (await _cli.RunAsync("run", ".", "--event", "push", "--store", "./runs.db")).ExitCode.Should().Be(1);

        var check = await _cli.RunAsync("store", "check", "--store", "runs.db");

        check.Out.Should().StartWith("The store is sound: ");
        check.ExitCode.Should().Be(0);
    }

    [Fact]
    public async Task Damage_is_shown_to_people_and_to_programs()
    {
        _cli.WithWorkflow(Flow);
        await _cli.RunAsync("run", ".", "--event", "push", "--store", "./runs.db");
        var file = Path.Combine(_cli.Folder, "runs.db");
        await File.WriteAllBytesAsync(file, Damaged(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)), TestContext.Current.CancellationToken);

        var check = await _cli.RunAsync("store", "check", "--store", "runs.db");
        var json = await _cli.RunAsync("store", "check", "--store", "runs.db", "--json");

        check.ExitCode.Should().Be(1);
        check.Lines[0].Should().StartWith("definition_hash  -  the definition flow of ");
        check.Out.Should().Contain("1 finding. The rules that are broken:\ndefinition_hash  a definition is stored with its hash\n");
        json.ExitCode.Should().Be(1);
        var finding = JsonElement.Parse(json.Out).GetProperty("findings")[0];
        finding.GetProperty("rule").GetString().Should().Be("definition_hash");
        finding.GetProperty("run").ValueKind.Should().Be(JsonValueKind.Null);
    }

    [Fact]
    public async Task A_schema_can_be_printed_and_made_before_any_run()
    {
        var printed = await _cli.RunAsync("store", "migrate", "--store", "runs.db", "--print");
        File.Exists(Path.Combine(_cli.Folder, "runs.db")).Should().BeFalse("printing makes nothing");
        var made = await _cli.RunAsync("store", "migrate", "--store", "runs.db");
        var again = await _cli.RunAsync("store", "migrate", "--store", "runs.db");
        var nothing = await _cli.RunAsync("store", "migrate", "--store", "runs.db", "--print");

        printed.Out.Should().StartWith("-- 0001_initial.sql\n").And.Contain("CREATE TABLE workflow_runs");
        made.Out.Should().StartWith("ran 0001_initial.sql\n");
        again.Out.Should().StartWith("sqlite:").And.EndWith(" has the schema of this version.\n");
        nothing.Out.Should().BeEmpty();
    }

    [Fact]
    public async Task What_a_store_holds_is_counted_for_people_and_for_programs()
    {
        _cli.WithWorkflow(Flow);
        await _cli.RunAsync("run", ".", "--event", "push", "--store", "./runs.db");
        await _cli.RunAsync("trigger", "push", "--store", "./runs.db");

        var stats = await _cli.RunAsync("store", "stats", "--store", "runs.db");
        var json = JsonElement.Parse((await _cli.RunAsync("store", "stats", "--store", "runs.db", "--json")).Out);

        stats.Out.Should().MatchRegex("workflow_runs +2\n").And.Contain("Runs: 1 waiting, 1 failure\n").And.Contain("Tasks: 3 waiting, 0 running\n");
        json.GetProperty("runs").GetProperty("failure").GetInt64().Should().Be(1);
        json.GetProperty("waitingTasks").GetInt64().Should().Be(3);
        json.GetProperty("tables")[0].GetProperty("name").GetString().Should().Be("observer_positions");
    }

    [Fact]
    public async Task A_database_server_is_a_store()
    {
        var server = Environment.GetEnvironmentVariable("WORKFLOWENGINE_POSTGRES");
        Assert.SkipWhen(string.IsNullOrEmpty(server), "Set WORKFLOWENGINE_POSTGRES to the connection string of a PostgreSQL server.");
        _cli.WithWorkflow(Flow);
        var schema = "cli_" + Guid.NewGuid().ToString("N");
        var address = new Npgsql.NpgsqlConnectionStringBuilder(server);
        Directory.CreateDirectory(_cli.StateFolder);
        var passwords = Path.Combine(_cli.StateFolder, "passwords");
        await File.WriteAllTextAsync(passwords, $"*:*:*:*:{address.Password}\n", TestContext.Current.CancellationToken);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(passwords, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        address.Password = null;
        address.Passfile = passwords;
        var store = $"{address.ConnectionString};Schema={schema}";
        try
        {
            (await _cli.RunAsync("run", ".", "--event", "push", "--store", store)).ExitCode.Should().Be(1);
            (await _cli.RunAsync("show", "latest", "--store", store)).Out.Should().Contain("broken");

            var check = await _cli.RunAsync("store", "check", "--store", store);

            check.Out.Should().StartWith("The store is sound: ");
        }
        finally
        {
            await using var connection = new Npgsql.NpgsqlConnection(server);
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var drop = new Npgsql.NpgsqlCommand($"DROP SCHEMA IF EXISTS {schema} CASCADE", connection);
            await drop.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData("postgres://me@db.example:6543/app?schema=flows&sslmode=require", "Host=db.example;Port=6543;Username=me;Database=app;SSL Mode=Require", "flows")]
    [InlineData("postgresql://db/app", "Host=db;Database=app", null)]
    [InlineData("Host=db;Database=app;Schema=flows", "Host=db;Database=app", "flows")]
    public void An_address_may_be_a_url_or_a_connection_string(string text, string connectionString, string? schema)
    {
        var address = PostgresAddress.Parse(text);

        new Npgsql.NpgsqlConnectionStringBuilder(address.ConnectionString).EquivalentTo(new Npgsql.NpgsqlConnectionStringBuilder(connectionString)).Should().BeTrue(address.ConnectionString);
        address.Schema.Should().Be(schema);
    }

    public void Dispose() => _cli.Dispose();

    /// <summary>Changes a letter of the definition where it stands.</summary>
    private static byte[] Damaged(byte[] file)
    {
        var place = file.AsSpan().IndexOf("\"echo built\""u8);
        place.Should().BePositive();
        file[place + 1] = (byte)'E';
        return file;
    }
}
