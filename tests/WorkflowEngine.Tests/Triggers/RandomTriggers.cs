using WorkflowEngine.Definitions;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Tests.Triggers;

/// <summary>Random definitions and events that often, but not always, have to do with each other.</summary>
internal sealed class RandomTriggers(int seed)
{
    private static readonly string[] Events = ["push", "pull_request", "chat", "manual", "schedule", "job_completed"];
    private static readonly string[] Patterns = ["main", "dev", "release/*", "**", "!dev", "v[0-9]+", "src/**", "docs/**", "*.md", "[", "feature-?", "feature"];
    private static readonly string[] Names = ["main", "dev", "release/1", "v1", "feature", "a/b"];
    private static readonly string[] Files = ["src/a.cs", "docs/x/y.md", "README.md", "main", "other/file"];
    private static readonly string[] Types = ["opened", "closed", "0 0 * * *"];

    private readonly Random _random = new(seed);

    public WorkflowDefinition Definition(int scopes, int refs) => new()
    {
        Scope = Scope(scopes),
        Ref = $"w{_random.Next(refs)}",
        AllowSelfTrigger = _random.Next(4) == 0,
        Triggers = [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Trigger())],
        Description = _random.Next().ToString(System.Globalization.CultureInfo.InvariantCulture),
    };

    public WorkflowEvent Event(int scopes, int refs) => new()
    {
        Scope = Scope(scopes),
        Name = Pick(Events),
        Action = Maybe(() => Pick(Types)),
        Ref = Maybe(() => Pick(["refs/heads/", "refs/tags/", ""]) + Pick(Names)),
        BaseRef = _random.Next(5) == 0 ? Pick(Names) : null,
        ChangedPaths = Maybe(() => Enumerable.Range(0, _random.Next(4)).Select(_ => Pick(Files)).ToArray()),
        CausedByRun = 1,
        CausedByWorkflow = $"w{_random.Next(refs)}",
    };

    private TriggerDefinition Trigger()
    {
        var name = Pick(Events);
        return new() { Event = name, Filter = Filter(), Cron = name == "schedule" ? "0 0 * * *" : null };
    }

    private EventFilter Filter() => new()
    {
        Branches = Sometimes(Patterns),
        BranchesIgnore = Rarely(Patterns),
        Tags = Sometimes(Patterns),
        Paths = Sometimes(Patterns),
        PathsIgnore = Rarely(Patterns),
        Types = Sometimes(Types),
    };

    private Scope Scope(int scopes) => new($"s{_random.Next(scopes)}");

    private string Pick(string[] from) => from[_random.Next(from.Length)];

    private T? Maybe<T>(Func<T> make)
        where T : class => _random.Next(3) == 0 ? null : make();

    private string[]? Sometimes(string[] from) => _random.Next(3) == 0 ? List(from) : null;

    private string[]? Rarely(string[] from) => _random.Next(8) == 0 ? List(from) : null;

    private string[] List(string[] from) => [.. Enumerable.Range(0, _random.Next(4)).Select(_ => Pick(from))];
}
