using WorkflowEngine.Sqlite.Connections;

namespace WorkflowEngine.Storage.Tests.Sqlite;

/// <summary>Values go in and come out as they are.</summary>
public sealed class SqliteStatementTests : IDisposable
{
    private readonly SqliteConnection _connection = SqliteConnection.Open(":memory:", create: true, TimeSpan.FromSeconds(1), null);

    public void Dispose() => _connection.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("before\0after")]
    [InlineData("日本語 👩‍👩‍👧‍👦")]
    public void A_text_comes_back_as_it_was(string text)
    {
        using var statement = _connection.Use("SELECT ?1, typeof(?1)");

        statement.Bind(text).Read().Should().BeTrue();

        statement.NullableText(0).Should().Be(text);
        statement.Text(1).Should().Be("text");
    }

    [Fact]
    public void A_long_text_comes_back_as_it_was()
    {
        var text = new string('ü', 100_000);
        using var statement = _connection.Use("SELECT ?");

        statement.Bind(text).Read();

        statement.Text(0).Should().Be(text);
    }

    [Fact]
    public void Null_is_not_an_empty_text()
    {
        using var statement = _connection.Use("SELECT ?, ?");

        statement.Bind((string?)null).Bind((long?)null).Read();

        statement.NullableText(0).Should().BeNull();
        statement.NullableInt64(1).Should().BeNull();
    }

    [Fact]
    public void An_instant_comes_back_to_the_tick()
    {
        DateTimeOffset[] instants = [DateTimeOffset.MinValue, DateTimeOffset.UnixEpoch.AddTicks(-1), DateTimeOffset.MaxValue];
        foreach (var instant in instants)
        {
            using var statement = _connection.Use("SELECT ?");
            statement.Bind(instant).Read();
            statement.Time(0).Should().Be(instant);
        }
    }

    [Fact]
    public void A_statement_that_failed_can_be_used_again()
    {
        _connection.RunScript("CREATE TABLE numbers (number INTEGER PRIMARY KEY)");
        InsertOne().Should().Be(1);

        var again = InsertOne;

        again.Should().Throw<WorkflowStoreException>().Which.Message.Should().Contain("UNIQUE constraint failed");
        _connection.Run("DELETE FROM numbers");
        InsertOne().Should().Be(1);

        int InsertOne()
        {
            using var statement = _connection.Use("INSERT INTO numbers (number) VALUES (?)");
            return statement.Bind(1L).Run();
        }
    }
}
