using System.Collections;
using System.Reflection;
using System.Text.Json;
using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;
using WorkflowEngine.Runs;
using WorkflowEngine.Triggers;

namespace WorkflowEngine.Storage.Tests.Documents;

/// <summary>A property that is added to a stored record and forgotten in its document is found here.</summary>
public sealed class DocumentCompletenessTests
{
    private static readonly Dictionary<string, string> Map = new() { ["A"] = "1" };

    private static readonly Dictionary<string, JsonElement> Json = new() { ["a"] = JsonElement.Parse("[1, {\"b\": null}]") };

    private static readonly SourceSpan Span = new(new(1, 2), new(3, 4));

    private static readonly RetryPolicy Retry = new()
    {
        Count = 1,
        Delay = TimeSpan.FromSeconds(1),
        Backoff = RetryBackoff.Exponential,
        MaxDelay = TimeSpan.FromSeconds(2),
        Jitter = 0.5,
        RetryOn = ["timeout"],
        When = Condition(),
    };

    private static readonly TransitionDefinition Transition = new()
    {
        When = Condition(),
        Choice = TransitionChoice.FirstMatch,
        Publish = [new("x", Template()), new("y", null)],
        Do = ["other"],
        Annotations = Json,
        Span = Span,
    };

    private static readonly JobFlow Flow = new()
    {
        Kind = FlowKind.Workflow,
        Input = Template(),
        When = Condition(),
        WithItems = Text(),
        BatchSize = 2,
        Concurrency = 3,
        Join = 4,
        JoinsAll = true,
        Transitions = [Transition],
        Jobs = [new() { Name = "inner" }],
        Annotations = Json,
    };

    private static readonly StepDefinition Step = new()
    {
        Id = "id",
        Label = "label",
        Kind = StepKind.Parallel,
        DependsOn = ["other"],
        If = Condition(),
        Run = "run",
        Uses = "uses",
        Function = new("file.py", "name"),
        Prompt = new()
        {
            File = "a.prompt.md",
            Client = "provider/model",
            Inputs = JsonElement.Parse("{\"a\":1}"),
            Tools = JsonElement.Parse("[\"shell\"]"),
            MaxTurns = 7,
        },
        With = Map,
        Steps = [new() { Id = "child" }],
        MaxParallel = 2,
        Env = Map,
        WorkingDirectory = "folder",
        Timeout = TimeSpan.FromSeconds(3),
        Retry = Retry,
        Span = Span,
    };

    private static readonly PromptSignature Prompt = new()
    {
        Name = "name",
        File = "a.prompt.md",
        IsAgent = true,
        Client = "provider/model",
        Inputs = JsonElement.Parse("{\"type\":\"object\"}"),
        Output = JsonElement.Parse("{\"type\":\"string\"}"),
        Tools = ["shell"],
        MaxTurns = 3,
        Sha256 = "00",
    };

    private static readonly JobDefinition Job = new()
    {
        Name = "name",
        Label = "label",
        Needs = ["other"],
        Condition = JobCondition.If(Condition()),
        Steps = [Step],
        Env = Map,
        Timeout = TimeSpan.FromSeconds(1),
        Type = "TRAIN",
        Priority = 3,
        AllowFailure = true,
        Retry = Retry,
        RunsOn = ["linux"],
        Concurrency = new("group", CancelInProgress: true),
        ForEach = new([JsonElement.Parse("1"), JsonElement.Parse("2")], "N"),
        Flow = Flow,
        Span = Span,
    };

    [Fact]
    public void A_definition_keeps_every_property()
    {
        var trigger = new TriggerDefinition
        {
            Event = "push",
            Filter = new()
            {
                Dialect = FilterDialect.Segments,
                Branches = ["a"],
                BranchesIgnore = ["b"],
                Tags = ["c"],
                TagsIgnore = ["d"],
                Paths = ["e"],
                PathsIgnore = ["f"],
                Types = ["g"],
                Contains = "h",
            },
            Cron = "* * * * *",
            TimeZone = "Europe/Berlin",
            Missed = MissedOccurrences.All,
            Jitter = TimeSpan.FromSeconds(4),
            Span = Span,
        };
        var input = new InputDefinition
        {
            Name = "input",
            Type = InputType.Choice,
            Description = "description",
            Required = true,
            Default = JsonElement.Parse("1"),
            Choices = [JsonElement.Parse("1"), JsonElement.Parse("\"two\"")],
            Secret = true,
            Span = Span,
        };
        var diagnostic = new Diagnostic
        {
            Code = "WF1001",
            Severity = DiagnosticSeverity.Warning,
            Message = "message",
            File = "file",
            Span = Span,
            Hint = "hint",
        };
        var definition = new WorkflowDefinition
        {
            Scope = new("scope"),
            Ref = "ref",
            Label = "label",
            Description = "description",
            Tags = ["tag"],
            Version = "1.0",
            Parameters = JsonElement.Parse("{\"a\": {\"type\": \"string\"}}"),
            Output = JsonElement.Parse("{}"),
            Vars = Json,
            Outputs = new Dictionary<string, ExpressionTemplate> { ["r"] = Text() },
            Cancellation = CancellationPolicy.AllowFinish,
            Source = new("file", new string('0', 64), WorkflowFormat.Yaml),
            Agent = true,
            Inputs = [input],
            Triggers = [trigger],
            Jobs = [Job],
            Program = new("def f(ctx): pass", "f") { Prompts = [Prompt] },
            Env = Map,
            Concurrency = new("group"),
            AllowSelfTrigger = true,
            Diagnostics = [diagnostic],
        };
        Unset(definition, input, trigger, trigger.Filter, diagnostic, Job, Flow, Transition, Step, Retry).Should().BeEmpty("each is to be tried here");

        Same(DefinitionDocument.Read(DefinitionDocument.Write(definition)), definition);
    }

    [Fact]
    public void A_plan_keeps_every_property()
    {
        var job = new PlannedJob { Definition = Job, ItemIndex = 1, Item = JsonElement.Parse("\"own\"") };
        var plan = PlanDocument.Create([job], Map, "a line", new StatusReason("plan_failed", "a text"));
        Unset(plan, job).Should().BeEmpty("each is to be tried here");

        Same(PlanDocument.Read(PlanDocument.Write(plan), plan.Hash), plan);
    }

    [Fact]
    public void An_event_keeps_every_property()
    {
        var given = new WorkflowEvent
        {
            Scope = new("a"),
            Name = "push",
            Action = "x",
            Ref = "refs/tags/v1",
            Sha = "s",
            Before = "b",
            BaseRef = "main",
            ChangedPaths = ["p"],
            Actor = "me",
            Payload = JsonElement.Parse("{\"a\": [1]}"),
            DeliveryId = "d",
            At = new(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(2)),
            CausedByRun = 7,
            CausedByWorkflow = "w",
        };
        Unset(given).Should().BeEmpty("each is to be tried here");

        Same(EventDocument.Read(EventDocument.Write(given)), given);
    }

    [Fact]
    public void A_run_event_keeps_every_property()
    {
        var given = new RunEvent
        {
            RunId = 1,
            Sequence = 2,
            Kind = RunEventKind.Step,
            Status = WorkflowStatus.Failure,
            Job = 3,
            Attempt = 4,
            Step = 5,
            Label = "label",
            Reason = new("code", "text"),
            JobType = "TRAIN",
            At = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero),
        };
        Unset(given).Should().BeEmpty("each is to be tried here");

        RunEventsDocument.Read(RunEventsDocument.Write([given]), 1).Should().Equal(given);
    }

    private static Expression Condition() =>
        Expression.TryParse("always()", new(1, 1), [], out var expression) ? expression : throw new InvalidOperationException();

    private static ExpressionTemplate Text() =>
        ExpressionTemplate.TryParse("a {{ b }}", new(1, 1), [], out var template) ? template : throw new InvalidOperationException();

    private static JsonTemplate Template() =>
        JsonTemplate.TryParse(JsonElement.Parse("{\"b\": [1.0, \"{{ x }}\"], \"a\": null}"), new(1, 1), [], out var template)
            ? template
            : throw new InvalidOperationException();

    /// <summary>The properties that still have the value of a new object, so that losing them would not be seen.</summary>
    private static IEnumerable<string> Unset(params object[] values) =>
        from value in values
        from property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance)
        where property.SetMethod is not null
        let content = property.GetValue(value)
        where content is null
            || (content is IEnumerable and not string && !((IEnumerable)content).Cast<object>().Any())
            || (content.GetType().IsValueType && content.Equals(Activator.CreateInstance(content.GetType())))
        select $"{value.GetType().Name}.{property.Name}";

    private static void Same<T>(T read, T given) => read.Should().BeEquivalentTo(
        given,
        options => options
            .ComparingRecordsByMembers()
            .ComparingByValue<Expression>()
            .ComparingByValue<ExpressionTemplate>()
            .ComparingByValue<JsonTemplate>()
            .Using<JsonElement>(context => JsonElement.DeepEquals(context.Subject, context.Expectation).Should().BeTrue())
            .WhenTypeIs<JsonElement>());
}
