using WorkflowEngine.Sqlite;
using WorkflowEngine.Sqlite.Connections;

namespace WorkflowEngine.Storage.Tests.Sqlite;

/// <summary>What the store says about files it cannot use, and what it makes of those it can.</summary>
public sealed class SqliteFileTests : IAsyncDisposable
{
    private readonly SqliteStoreFixture _fixture = new();

    public ValueTask DisposeAsync() => _fixture.DisposeAsync();

    [Fact]
    public async Task A_missing_folder_is_named_and_not_made()
    {
        var path = Path.Combine(_fixture.File, "missing", "store.db");
        await using var store = new SqliteWorkflowStore(new() { Path = path }, TimeProvider.System);

        var initialize = () => store.InitializeAsync();

        (await initialize.Should().ThrowAsync<WorkflowStoreException>())
            .WithMessage($"The folder of the store file '{path}' does not exist; create it, or name a file in another folder.")
            .Which.IsTransient.Should().BeFalse();
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_refused_and_left_as_it_is()
    {
        var garbage = string.Concat(Enumerable.Repeat("This is a text and no database. ", 200));
        await File.WriteAllTextAsync(_fixture.File, garbage);

        var failure = await InitializeFailsAsync();

        failure.Message.Should().StartWith($"The store file '{_fixture.File}' is not a SQLite database; name another file");
        failure.IsTransient.Should().BeFalse();
        (await File.ReadAllTextAsync(_fixture.File)).Should().Be(garbage);
    }

    [Fact]
    public async Task The_database_of_another_program_is_refused_and_left_as_it_is()
    {
        using (var other = OpenFile())
        {
            other.RunScript("CREATE TABLE accounts (id INTEGER PRIMARY KEY)");
        }

        var before = await File.ReadAllBytesAsync(_fixture.File);

        var failure = await InitializeFailsAsync();

        failure.Message.Should().Be($"The file '{_fixture.File}' is the SQLite database of another program; name another file for the store.");
        (await File.ReadAllBytesAsync(_fixture.File)).Should().Equal(before);
    }

    [Fact]
    public async Task A_file_may_be_one_step_newer_and_no_more()
    {
        await InitializeAsync();
        using (var file = OpenFile())
        {
            file.RunScript("INSERT INTO schema_journal VALUES ('0998_next.sql', 'x', '98.0', 0)");
        }

        await InitializeAsync();
        using (var file = OpenFile())
        {
            file.RunScript("INSERT INTO schema_journal VALUES ('0999_later.sql', 'x', '99.0', 0)");
        }

        (await InitializeFailsAsync()).Message.Should().Match(
            $"The store file '{_fixture.File}' was made by a newer version of WorkflowEngine (it has the schema 0999_later.sql, and this "
            + "program knows 0*.sql; one step is the most it may be behind). Update this program, or name another file.");
    }

    [Fact]
    public async Task A_file_with_another_schema_of_the_same_name_is_refused()
    {
        await InitializeAsync();
        using (var file = OpenFile())
        {
            file.RunScript("UPDATE schema_journal SET hash = 'x'");
        }

        (await InitializeFailsAsync()).Message.Should().Contain("was made by another build of WorkflowEngine (its schema 0001_initial.sql differs)");
    }

    [Fact]
    public async Task The_journal_says_which_scripts_were_applied_and_a_second_start_changes_nothing()
    {
        await InitializeAsync();
        var before = ReadSchema();

        await InitializeAsync();

        ReadSchema().Should().Equal(before);
        using var file = OpenFile();
        var scripts = file.ReadInt64("SELECT count(*) FROM schema_journal");
        scripts.Should().BePositive();
        file.ReadInt64("PRAGMA user_version").Should().Be(scripts);
        file.ReadInt64("PRAGMA application_id").Should().Be(0x57464c45);
    }

    [Fact]
    public async Task A_start_that_broke_in_the_middle_is_made_good_by_the_next_one()
    {
        for (var statement = 1; ; statement++)
        {
            var store = await _fixture.OpenAsync();
            _fixture.FailAtStatement(statement);
            try
            {
                await store.InitializeAsync();
            }
            catch (WorkflowStoreException)
            {
                // The failure that was ordered.
            }

            if (_fixture.IsFailureDue)
            {
                _fixture.FailAtStatement(0);
                break;
            }

            await InitializeAsync();
            (await (await _fixture.OpenAsync()).Runs.ListAsync(new())).Should().BeEmpty();
            await _fixture.CloseAsync();
            File.Delete(_fixture.File);
        }
    }

    [Fact]
    public async Task Stores_that_start_together_on_a_new_file_wait_for_each_other()
    {
        var stores = new List<IWorkflowStore>();
        for (var i = 0; i < 8; i++)
        {
            stores.Add(await _fixture.OpenAsync());
        }

        await Task.WhenAll(stores.Select(store => store.InitializeAsync()));

        foreach (var store in stores)
        {
            (await store.Runs.ListAsync(new())).Should().BeEmpty();
        }
    }

    [Fact]
    public async Task Connections_wait_for_one_that_is_bringing_the_log_of_the_file_in_order()
    {
        await InitializeAsync();

        // The last one to close removes the log, and the first one to open brings it in order while the others are refused.
        var racers = Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 100; i++)
            {
                using var file = OpenFile();
                file.Run("PRAGMA synchronous = FULL");
                file.ReadInt64("SELECT count(*) FROM workflow_runs");
            }
        }));

        await Task.WhenAll(racers);
    }

    [Fact]
    public async Task A_path_that_cannot_be_opened_is_said_so()
    {
        Directory.CreateDirectory(_fixture.File);

        (await InitializeFailsAsync()).Message.Should().StartWith(
            $"The store file '{_fixture.File}' cannot be opened; check that its folder exists and that this process may write there.");
    }

    [Fact]
    public void Result_codes_become_sentences_that_say_what_to_do()
    {
        SqliteFailure.Of(13, "/a.db", "x").Message.Should().Be(
            "The store file '/a.db' cannot grow because the disk is full; free some space. (SQLite 13: x)");
        SqliteFailure.Of(13, "/a.db", "x").IsTransient.Should().BeTrue();
        SqliteFailure.Of(5, "/a.db", "x").IsTransient.Should().BeTrue();
        SqliteFailure.Of(8, "/a.db", "x").IsTransient.Should().BeFalse();
        SqliteFailure.Of(8 | (1 << 8), "/a.db", "x").Message.Should().Contain("give this process the right to write");
        SqliteFailure.Of(11, "/a.db", "x").Message.Should().Contain("restore it from a backup");
    }

    private async Task InitializeAsync()
    {
        await (await _fixture.OpenAsync()).InitializeAsync();
        await _fixture.CloseAsync();
    }

    private async Task<WorkflowStoreException> InitializeFailsAsync()
    {
        var store = await _fixture.OpenAsync();
        var initialize = () => store.InitializeAsync();
        return (await initialize.Should().ThrowAsync<WorkflowStoreException>()).Which;
    }

    private SqliteConnection OpenFile() => SqliteConnection.Open(_fixture.File, create: true, TimeSpan.FromSeconds(5), null);

    private List<string> ReadSchema()
    {
        using var file = OpenFile();
        using var statement = file.Use("SELECT name || ' ' || coalesce(sql, '') FROM sqlite_master ORDER BY name");
        var schema = new List<string>();
        while (statement.Read())
        {
            schema.Add(statement.Text(0));
        }

        return schema;
    }
}
