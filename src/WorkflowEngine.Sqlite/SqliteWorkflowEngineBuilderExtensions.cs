using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using WorkflowEngine.Hosting;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Sqlite;

/// <summary>Chooses the SQLite store for an engine.</summary>
public static class SqliteWorkflowEngineBuilderExtensions
{
    /// <summary>Keeps everything in one file that survives the process. Several processes of one machine may share it.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="path">The file; it is created when it is missing, its folder is not.</param>
    public static IWorkflowEngineBuilder UseSqlite(this IWorkflowEngineBuilder builder, string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        return builder.UseSqlite(options => options.Path = path);
    }

    /// <summary>Keeps everything in one file that survives the process, with settings.</summary>
    /// <param name="builder">The engine's builder.</param>
    /// <param name="configure">Sets the file and what differs from the defaults.</param>
    public static IWorkflowEngineBuilder UseSqlite(this IWorkflowEngineBuilder builder, Action<SqliteStoreOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        builder.Services.AddOptions<SqliteStoreOptions>().Configure(configure);
        builder.Services.TryAddEnumerable(
            ServiceDescriptor.Singleton<IValidateOptions<SqliteStoreOptions>, SqliteStoreOptionsValidator>());
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IWorkflowStore>(services => new SqliteWorkflowStore(
            services.GetRequiredService<IOptions<SqliteStoreOptions>>().Value, services.GetRequiredService<TimeProvider>()));
        return builder;
    }
}
