using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WorkflowEngine.Hosting;
using WorkflowEngine.Sqlite;

namespace WorkflowEngine.Storage.Tests.Sqlite;

/// <summary>How a host chooses the store.</summary>
public sealed class SqliteOptionsTests
{
    [Fact]
    public async Task A_host_gets_one_store_for_the_file_it_named()
    {
        var builder = new Builder();
        builder.UseSqlite("runs.db").Should().BeSameAs(builder);

        await using var services = builder.Services.BuildServiceProvider();

        var store = services.GetRequiredService<IWorkflowStore>().Should().BeOfType<SqliteWorkflowStore>().Subject;
        services.GetRequiredService<IWorkflowStore>().Should().BeSameAs(store);
        services.GetRequiredService<IOptions<SqliteStoreOptions>>().Value.Path.Should().Be("runs.db");
    }

    [Fact]
    public async Task All_wrong_settings_are_reported_at_once()
    {
        var builder = new Builder();
        builder.UseSqlite(options =>
        {
            options.BusyTimeout = TimeSpan.Zero;
            options.PollInterval = TimeSpan.FromHours(1);
            options.MaxReaders = 0;
        });
        await using var services = builder.Services.BuildServiceProvider();

        var resolve = () => services.GetRequiredService<IWorkflowStore>();

        resolve.Should().Throw<OptionsValidationException>().Which.Failures.Should().Equal(
            "SqliteStoreOptions.Path must name the store file.",
            "SqliteStoreOptions.BusyTimeout must be from 100 ms to 10 minutes.",
            "SqliteStoreOptions.PollInterval must be from 10 ms to 1 minute.",
            "SqliteStoreOptions.MaxReaders must be from 1 to 64.");
    }

    [Fact]
    public void The_defaults_are_those_the_documentation_states()
    {
        var options = new SqliteStoreOptions();

        options.SurvivePowerLoss.Should().BeTrue();
        options.BusyTimeout.Should().Be(TimeSpan.FromSeconds(30));
        options.PollInterval.Should().Be(TimeSpan.FromMilliseconds(50));
        options.MaxReaders.Should().BeInRange(2, 64);
    }

    private sealed class Builder : IWorkflowEngineBuilder
    {
        public IServiceCollection Services { get; } = new ServiceCollection();
    }
}
