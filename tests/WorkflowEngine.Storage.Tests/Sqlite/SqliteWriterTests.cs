using WorkflowEngine.Sqlite.Connections;

namespace WorkflowEngine.Storage.Tests.Sqlite;

/// <summary>The thread that commits in groups.</summary>
public sealed class SqliteWriterTests : IAsyncDisposable
{
    private const string CommitStatement = "COMMIT";
    private readonly string _folder = Directory.CreateTempSubdirectory("workflow-engine-").FullName;
    private readonly WorkSignal _signal = new();
    private readonly List<string> _statements = [];
    private readonly SqliteWriter _writer;
    private readonly ManualResetEventSlim _isBlocked = new();
    private readonly ManualResetEventSlim _goOn = new();
    private string? _failing;

    public SqliteWriterTests()
    {
        using (var connection = Open(null))
        {
            connection.RunScript("PRAGMA journal_mode = WAL; CREATE TABLE numbers (number INTEGER PRIMARY KEY)");
        }

        _writer = new(() => Open(OnStatement), TimeSpan.FromMilliseconds(10), _signal);
    }

    public async ValueTask DisposeAsync()
    {
        _goOn.Set();
        await _writer.DisposeAsync();
        _isBlocked.Dispose();
        _goOn.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Operations_that_wait_share_one_transaction()
    {
        var blocking = Block();
        var inserts = Enumerable.Range(1, 100).Select(number => InsertAsync(number)).ToArray();

        _goOn.Set();
        await Task.WhenAll(inserts);
        await blocking;

        Numbers().Should().Equal(Enumerable.Range(1, 100).Select(number => (long)number));
        _statements.Count(sql => sql == CommitStatement).Should().Be(2);
    }

    [Fact]
    public async Task An_operation_that_fails_does_not_spoil_the_others_of_its_group()
    {
        var blocking = Block();
        var first = InsertAsync(1);
        var failing = _writer.RunAsync<int>(
            connection =>
            {
                InsertNow(connection, 99);
                throw new InvalidOperationException("It failed.");
            },
            false,
            CancellationToken.None);
        var last = InsertAsync(2);

        _goOn.Set();
        await Task.WhenAll(blocking, first, last);

        (await failing.Invoking(task => task).Should().ThrowAsync<InvalidOperationException>()).WithMessage("It failed.");
        Numbers().Should().Equal(1, 2);
    }

    [Fact]
    public async Task A_commit_that_fails_fails_all_of_its_group_and_keeps_nothing()
    {
        var blocking = Block();
        _goOn.Set();
        await blocking;
        _failing = CommitStatement;

        var failing = Task.WhenAll(InsertAsync(1), InsertAsync(2));

        await failing.Invoking(task => task).Should().ThrowAsync<WorkflowStoreException>();
        _failing = null;
        await InsertAsync(3);
        Numbers().Should().Contain(3).And.NotContain(1);
    }

    [Fact]
    public async Task An_operation_is_given_up_while_it_waits_and_never_run()
    {
        var blocking = Block();
        using var cancel = new CancellationTokenSource();
        var given = _writer.RunAsync(connection => InsertNow(connection, 1), false, cancel.Token);

        await cancel.CancelAsync();

        await given.Invoking(task => task).Should().ThrowAsync<TaskCanceledException>();
        _goOn.Set();
        await blocking;
        await InsertAsync(2);
        Numbers().Should().Equal(2);
    }

    [Fact]
    public async Task An_operation_in_its_transaction_is_not_given_up()
    {
        using var cancel = new CancellationTokenSource();
        var running = _writer.RunAsync(
            connection =>
            {
                Wait();
                return InsertNow(connection, 1);
            },
            false,
            cancel.Token);
        _isBlocked.Wait(TestContext.Current.CancellationToken);

        await cancel.CancelAsync();
        _goOn.Set();

        (await running).Should().Be(1);
        Numbers().Should().Equal(1);
    }

    [Fact]
    public async Task What_was_asked_before_the_end_is_done_and_nothing_after_it()
    {
        var blocking = Block();
        var insert = InsertAsync(1);
        var end = _writer.DisposeAsync();

        var late = () => InsertAsync(2);

        await late.Should().ThrowAsync<ObjectDisposedException>();
        _goOn.Set();
        await end;
        await Task.WhenAll(blocking, insert);
        Numbers().Should().Equal(1);
    }

    [Fact]
    public async Task A_commit_of_another_connection_wakes_who_waits()
    {
        await InsertAsync(1);
        var work = _signal.NextAsync();
        _writer.Watch();
        using (var other = Open(null))
        {
            InsertNow(other, 2);
        }

        await work.WaitAsync(TestContext.Current.CancellationToken);
    }

    private Task<int> Block()
    {
        var blocking = _writer.RunAsync(
            _ =>
            {
                Wait();
                return 0;
            },
            false,
            CancellationToken.None);
        _isBlocked.Wait(TestContext.Current.CancellationToken);
        return blocking;
    }

    private void Wait()
    {
        _isBlocked.Set();
        _goOn.Wait();
    }

    private Task<int> InsertAsync(long number) => _writer.RunAsync(connection => InsertNow(connection, number), true, CancellationToken.None);

    private static int InsertNow(SqliteConnection connection, long number)
    {
        using var statement = connection.Use("INSERT INTO numbers (number) VALUES (?)");
        return statement.Bind(number).Run();
    }

    private List<long> Numbers()
    {
        using var connection = Open(null);
        using var statement = connection.Use("SELECT number FROM numbers ORDER BY number");
        var numbers = new List<long>();
        while (statement.Read())
        {
            numbers.Add(statement.Int64(0));
        }

        return numbers;
    }

    private SqliteConnection Open(Action<string>? onStatement) =>
        SqliteConnection.Open(Path.Combine(_folder, "numbers.db"), create: true, TimeSpan.FromSeconds(5), onStatement);

    private void OnStatement(string sql)
    {
        _statements.Add(sql);
        if (sql == _failing)
        {
            throw new WorkflowStoreException("It broke.", null, isTransient: true);
        }
    }
}
