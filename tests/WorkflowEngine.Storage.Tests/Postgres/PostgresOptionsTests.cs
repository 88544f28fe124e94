using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Npgsql;
using WorkflowEngine.Hosting;
using WorkflowEngine.Postgres;

namespace WorkflowEngine.Storage.Tests.Postgres;

/// <summary>How a host chooses the store.</summary>
public sealed class PostgresOptionsTests
{
    private const string ConnectionString = "Host=localhost;Database=app";

    [Fact]
    public async Task A_host_gets_one_store_for_the_database_it_named()
    {
        var builder = new Builder();
        builder.UsePostgres(ConnectionString).Should().BeSameAs(builder);

        await using var services = builder.Services.BuildServiceProvider();

        var store = services.GetRequiredService<IWorkflowStore>().Should().BeOfType<PostgresWorkflowStore>().Subject;
        services.GetRequiredService<IWorkflowStore>().Should().BeSameAs(store);
    }

    [Fact]
    public async Task A_host_may_bring_its_own_source_of_connections()
    {
        await using var dataSource = NpgsqlDataSource.Create(ConnectionString);
        var builder = new Builder();
        builder.UsePostgres(dataSource);

        await using var services = builder.Services.BuildServiceProvider();

        services.GetRequiredService<IWorkflowStore>().Should().BeOfType<PostgresWorkflowStore>();
    }

    [Fact]
    public async Task All_wrong_settings_are_reported_at_once()
    {
        var builder = new Builder();
        builder.UsePostgres(options =>
        {
            options.Schema = " ";
            options.PollInterval = TimeSpan.Zero;
            options.CommandTimeout = TimeSpan.FromHours(1);
            options.LockTimeout = TimeSpan.Zero;
        });
        await using var services = builder.Services.BuildServiceProvider();

        var resolve = () => services.GetRequiredService<IWorkflowStore>();

        resolve.Should().Throw<OptionsValidationException>().Which.Failures.Should().Equal(
            "PostgresStoreOptions.ConnectionString or PostgresStoreOptions.DataSource must be set, and not both.",
            "PostgresStoreOptions.Schema must have from 1 to 50 bytes.",
            "PostgresStoreOptions.PollInterval must be from 10 ms to 1 minute.",
            "PostgresStoreOptions.CommandTimeout must be from 1 second to 10 minutes.",
            "PostgresStoreOptions.LockTimeout must be from 100 ms to 10 minutes.");
    }

    [Theory]
    [InlineData("not a connection string")]
    [InlineData("Database=app")]
    public async Task A_connection_string_that_names_no_server_is_refused(string text)
    {
        var builder = new Builder();
        builder.UsePostgres(text);
        await using var services = builder.Services.BuildServiceProvider();

        var resolve = () => services.GetRequiredService<IWorkflowStore>();

        resolve.Should().Throw<OptionsValidationException>().Which.Failures.Should().ContainSingle()
            .Which.Should().Be("PostgresStoreOptions.ConnectionString is not a connection string of Npgsql, such as 'Host=localhost;Database=app'.");
    }

    [Fact]
    public void The_defaults_are_those_the_documentation_states()
    {
        var options = new PostgresStoreOptions();

        options.Schema.Should().Be("workflow");
        options.IsTransactionPooled.Should().BeFalse();
        options.PollInterval.Should().Be(TimeSpan.FromMilliseconds(250));
        options.CommandTimeout.Should().Be(TimeSpan.FromSeconds(30));
        options.DataSource.Should().BeNull();
    }

    private sealed class Builder : IWorkflowEngineBuilder
    {
        public IServiceCollection Services { get; } = new ServiceCollection();
    }
}
