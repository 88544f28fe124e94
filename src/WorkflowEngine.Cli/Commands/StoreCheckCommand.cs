using System.CommandLine;
using System.Globalization;
using WorkflowEngine.Cli.CommandLine;
using WorkflowEngine.Cli.Engine;
using WorkflowEngine.Cli.Output;
using WorkflowEngine.Storage;

namespace WorkflowEngine.Cli.Commands;

internal sealed class StoreCheckCommand : Command, ICommandExamples
{
    private readonly CliEnvironment _environment;
    private readonly Option<string?> _store = CommonOptions.Store();
    private readonly Option<bool> _json = CommonOptions.Json();
    private readonly Option<bool> _plain = CommonOptions.Plain();
    private readonly Option<bool> _verbose = CommonOptions.Verbose();

    private readonly Option<int> _limit = new("--limit")
    {
        HelpName = "N",
        Description = "How many findings of each rule at most. Default: 100",
        DefaultValueFactory = _ => 100,
    };

    public StoreCheckCommand(CliEnvironment environment)
        : base("check", "Look for rows that contradict each other, and change nothing. Engines may go on working meanwhile.")
    {
        _environment = environment;
        Add(_limit);
        Add(_store);
        Add(_json);
        Add(_plain);
        Add(_verbose);
        SetAction(ExecuteAsync);
    }

    public IReadOnlyList<(string CommandLine, string Meaning)> Examples =>
    [
        ("wf store check", "check the runs of this machine; the exit code is 0 when all is well and 1 when something was found"),
        ("wf store check --store postgres://app@db/app --json", "a database, for a script"),
    ];

    private async Task<int> ExecuteAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var limit = parsed.GetValue(_limit) is > 0 and <= 1_000_000 and var given
            ? given
            : throw new UsageException("--limit must be a number from 1 to 1000000");
        var session = await RunLookup.OpenAsync(parsed.GetValue(_store), parsed.GetValue(_verbose), _environment, cancellationToken)
            .ConfigureAwait(false);
        await using (session.ConfigureAwait(false))
        {
            var findings = await session.Store.Maintenance.CheckAsync(limit, cancellationToken).ConfigureAwait(false);
            if (parsed.GetValue(_json))
            {
                WriteJson(findings);
            }
            else
            {
                Write(new Terminal(_environment, parsed.GetValue(_plain)), findings);
            }

            return findings.Count == 0 ? ExitCode.Success : ExitCode.Failure;
        }
    }

    private static void Write(Terminal terminal, IReadOnlyList<StoreFinding> findings)
    {
        if (findings.Count == 0)
        {
            terminal.Write($"The store is sound: {StoreRules.All.Count} rules hold.", Tone.Good);
            return;
        }

        var rule = findings.Max(finding => finding.Rule.Length);
        var place = findings.Max(finding => Place(finding).Length);
        foreach (var finding in findings)
        {
            terminal.Write(new Line()
                .AddPadded(finding.Rule, rule + 2, Tone.Bad)
                .AddPadded(Place(finding), place + 2, Tone.Strong)
                .Add(PrintableText.OneLine(finding.Message)));
        }

        terminal.Write();
        terminal.Write($"{findings.Count} {(findings.Count == 1 ? "finding" : "findings")}. The rules that are broken:");
        foreach (var broken in StoreRules.All.Where(known => findings.Any(finding => finding.Rule == known.Code)))
        {
            terminal.Write(new Line().AddPadded(broken.Code, rule + 2, Tone.Bad).Add(broken.Meaning, Tone.Dim));
        }
    }

    private void WriteJson(IReadOnlyList<StoreFinding> findings) => JsonOutput.WriteDocument(_environment.Out, json =>
    {
        json.WriteStartObject();
        json.WriteNumber("rules", StoreRules.All.Count);
        json.WriteStartArray("findings");
        foreach (var finding in findings)
        {
            json.WriteStartObject();
            json.WriteString("rule", finding.Rule);
            json.WriteString("message", finding.Message);
            json.WriteOptional("run", finding.RunId);
            json.WriteOptional("job", finding.Job);
            json.WriteOptional("attempt", finding.Attempt);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string Place(StoreFinding finding) => finding switch
    {
        { RunId: null } => "-",
        { Job: null } => string.Create(CultureInfo.InvariantCulture, $"run {finding.RunId}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"run {finding.RunId} job {finding.Job} attempt {finding.Attempt}"),
    };
}
