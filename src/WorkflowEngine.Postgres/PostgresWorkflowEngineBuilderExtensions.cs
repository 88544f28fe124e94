using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Npgsql;
using WorkflowEngine.Hosting;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Postgres;

/// <summary>Chooses the PostgreSQL store for an engine.</summary>
public static class PostgresWorkflowEngineBuilderExtensions
{
    /// <summary>Keeps everything in a PostgreSQL database that any number of engine processes may share.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="connectionString">How to reach the database.</param>
    public static IWorkflowEngineBuilder UsePostgres(this IWorkflowEngineBuilder builder, string connectionString)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(connectionString);
        return builder.UsePostgres(options => options.ConnectionString = connectionString);
    }

    /// <summary>Keeps everything in a PostgreSQL database, over connections of the host's own source.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="dataSource">The source of connections; the host disposes it.</param>
    public static IWorkflowEngineBuilder UsePostgres(this IWorkflowEngineBuilder builder, NpgsqlDataSource dataSource)
    {
        ArgumentNullException.ThrowIfNull(dataSource);
        return builder.UsePostgres(options => options.DataSource = dataSource);
    }

    /// <summary>Keeps everything in a PostgreSQL database, with settings.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="configure">Sets the database and what differs from the defaults.</param>
    public static IWorkflowEngineBuilder UsePostgres(this IWorkflowEngineBuilder builder, Action<PostgresStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<PostgresStoreOptions>().Configure(configure);
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<PostgresStoreOptions>, PostgresStoreOptionsValidator>());
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IWorkflowStore>(services => new PostgresWorkflowStore(
            services.GetRequiredService<IOptions<PostgresStoreOptions>>().Value, services.GetRequiredService<TimeProvider>()));
        return builder;
    }
}
