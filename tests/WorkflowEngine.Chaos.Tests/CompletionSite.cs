using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WorkflowEngine.Definitions;
using WorkflowEngine.Dispatch;
using WorkflowEngine.Hosting;
using WorkflowEngine.Postgres;
using WorkflowEngine.Sqlite;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Chaos.Tests;

/// <summary>A store with workflows that listen to the same type of job, each in another way; no worker can take their jobs.</summary>
internal sealed class CompletionSite : IAsyncDisposable
{
    public static readonly Scope Scope = new("chaos");

    private static readonly Dictionary<string, string> Listeners = new()
    {
        ["plain"] = "{}",
        ["conditional"] = """{"conditions":[{"parameter":"type","operator":"equals","value":"TRAIN"}]}""",

        // Every event changes its count, so that all decisions on it are in each other's way.
        ["counted"] = """{"limits":{"max_total":1000000}}""",
        ["delayed"] = """{"delay":{"seconds":1}}""",
    };

    private static readonly JobDefinition Job = new()
    {
        Name = "job",
        RunsOn = ["nobody"],
        Steps = [new StepDefinition { Id = "step", Kind = StepKind.Action, Uses = "nothing" }],
    };

    private readonly TempFolder _folder = new();
    private readonly ServiceProvider _services;

    private CompletionSite(string? connectionString)
    {
        ConnectionString = connectionString;
        var services = new ServiceCollection();
        services.AddWorkflowEngine(engine =>
        {
            _ = connectionString is null ? engine.UseSqlite(StoreArgument) : engine.UsePostgres(connectionString);
            foreach (var name in Listeners.Keys)
            {
                engine.AddWorkflow(new WorkflowDefinition { Scope = Scope, Ref = name, Jobs = [Job] });
            }
        });
        _services = services.BuildServiceProvider();
    }

    public static IReadOnlyCollection<string> Workflows => Listeners.Keys;

    public string? ConnectionString { get; }

    /// <summary>What a worker is told as its store.</summary>
    public string StoreArgument => ConnectionString is null ? Path.Combine(_folder.Path, "runs.db") : "postgres";

    public IWorkflowStore Store => _services.GetRequiredService<IWorkflowStore>();

    /// <param name="connectionString">The database; null for a SQLite file.</param>
    public static async Task<CompletionSite> OpenAsync(string? connectionString)
    {
        var site = new CompletionSite(connectionString);
        await site._services.GetRequiredService<EngineStartup>().StartAsync(CancellationToken.None);
        var triggers = site._services.GetRequiredService<ITriggerClient>();
        foreach (var (name, options) in Listeners)
        {
            var config = "[" + """{"trigger_type":"TRAIN","is_enabled":true,""" + options[1..] + "]";
            var result = await triggers.UpdateAsync(Scope, new(name, JsonElement.Parse(config.Replace(",}", "}", StringComparison.Ordinal)), IsPartial: true));
            result.Status.Should().Be(TriggerUpdateStatus.Updated, result.Error);
        }

        return site;
    }

    /// <summary>Starts what is delayed and that no process was left to start.</summary>
    public async Task FireDelayedAsync()
    {
        var pending = _services.GetRequiredService<PendingTriggers>();
        while ((await Store.Triggers.ListDueAsync(DateTimeOffset.MaxValue, 1)).Count > 0)
        {
            if (await pending.FireDueAsync(CancellationToken.None) == 0)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _services.DisposeAsync();
        _folder.Dispose();
    }
}
