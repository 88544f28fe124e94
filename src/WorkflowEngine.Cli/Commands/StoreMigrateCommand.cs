using System.CommandLine;
using WorkflowEngine.Cli.CommandLine;
using WorkflowEngine.Cli.Engine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Postgres;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.Commands;

internal sealed class StoreMigrateCommand : Command, ICommandExamples
{
    private readonly CliEnvironment _environment;
    private readonly Option<string?> _store = CommonOptions.Store();
    private readonly Option<bool> _print = new("--print") { Description = "Only print the SQL that would be run" };

    private readonly Option<string?> _grant = new("--grant")
    {
        HelpName = "ROLE",
        Description = "PostgreSQL: also give a role the rights that engines need, and no more",
    };

    public StoreMigrateCommand(CliEnvironment environment)
        : base("migrate", "Make the schema of a store, or update it to this version. An engine does the same at its start if it may.")
    {
        _environment = environment;
        Add(_print);
        Add(_grant);
        Add(_store);
        SetAction(ExecuteAsync);
    }

    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
    [
        ("wf store migrate --store postgres://owner@db/app --grant app", "as the owner of the schema, for engines that connect as app"),
        ("wf store migrate --store postgres://owner@db/app --print", "the SQL, for somebody else to run"),
    ];

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var choice = StoreChoice.ParseShared(parsed.GetValue(_store), _environment);
        var role = parsed.GetValue(_grant);
        if (role is not null && choice.Database is null)
        {
            throw new UsageException("--grant is for PostgreSQL: other stores have no roles");
        }

        var session = EngineSession.Prepare(new() { Store = choice });
        await using (session.ConfigureAwait(false))
        {
            var pending = await session.Store.Maintenance.ListPendingScriptsAsync(cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(_print))
            {
                Print(session.Store, pending, role);
                return ExitCode.Success;
            }

            await session.Store.InitializeAsync(cancellationToken).ConfigureAwait(false);
            if (role is not null && session.Store is PostgresWorkflowStore database)
            {
                await database.GrantAsync(role, cancellationToken).ConfigureAwait(false);
            }

            Report(choice, pending, role);
        }

        return ExitCode.Success;
    }

    private void Print(IWorkflowStore store, IReadOnlyList<SchemaScript> pending, string? role)
    {
        foreach (var script in pending)
        {
            _environment.Out.WriteLine($"-- {script.Name}");
            _environment.Out.WriteLine(script.Sql.TrimEnd());
            _environment.Out.WriteLine();
        }

        if (role is not null && store is PostgresWorkflowStore database)
        {
            _environment.Out.WriteLine($"-- rights of {PrintableText.OneLine(role)}");
            _environment.Out.WriteLine(database.GrantScript(role) + ";");
        }
    }

    private void Report(StoreChoice choice, IReadOnlyList<SchemaScript> pending, string? role)
    {
        foreach (var script in pending)
        {
            _environment.Out.WriteLine($"ran {script.Name}");
        }

        if (role is not null)
        {
            _environment.Out.WriteLine($"granted to {PrintableText.OneLine(role)} what engines need");
        }

        _environment.Out.WriteLine($"{choice} has the schema of this version.");
    }
}
