using WorkflowEngine.Definitions;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Expressions;

namespace WorkflowEngine.Parsing;

/// <summary>Reads what workflows, jobs and steps have in common: <c>concurrency</c>, <c>retry</c> and <c>if</c>.</summary>
internal static class PolicyReader
{
    private static readonly YamlKeys ConcurrencyKeys = new("A concurrency group", ["group", "cancel_in_progress"]);

    private static readonly YamlKeys RetryKeys = new("A retry policy", ["count", "delay", "backoff", "max_delay", "jitter", "retry_on"]);

    private static readonly (string Word, RetryBackoff Value)[] Backoffs =
        [("constant", RetryBackoff.Constant), ("linear", RetryBackoff.Linear), ("exponential", RetryBackoff.Exponential)];

    public static ConcurrencyDefinition? Concurrency(YamlFields owner, YamlReading reading)
    {
        if (!owner.TryGet("concurrency", out var value))
        {
            return null;
        }

        switch (value)
        {
            case YamlScalar scalar:
                return new(scalar.Text);
            case YamlMapping mapping:
                var fields = new YamlFields(mapping, ConcurrencyKeys, reading.Findings);
                return new(fields.Text("group") ?? "", fields.Boolean("cancel_in_progress"));
            default:
                owner.WrongType("concurrency", "the name of a group or a mapping", value);
                return null;
        }
    }

    public static RetryPolicy? Retry(YamlFields owner, YamlReading reading)
    {
        if (!owner.TryGet("retry", out var value))
        {
            return null;
        }

        switch (value)
        {
            case YamlScalar:
                return owner.Integer("retry") is { } count ? new RetryPolicy { Count = count } : null;
            case YamlMapping mapping:
                return RetryOf(mapping, reading);
            default:
                owner.WrongType("retry", "a number of further attempts or a mapping", value);
                return null;
        }
    }

    /// <summary>Reads <c>if</c>; null when it has no value, which means the same as no <c>if</c>.</summary>
    public static Expression? If(YamlFields owner, YamlReading reading)
    {
        if (!owner.TryGetScalar("if", "an expression", out var scalar) || scalar.Text.AsSpan().Trim().IsEmpty)
        {
            return null;
        }

        var found = new List<Diagnostic>();
        Expression.TryParse(scalar.Text, scalar.TextStart, found, out var expression);
        reading.Findings.AddRange(found);
        return expression;
    }

    private static RetryPolicy RetryOf(YamlMapping mapping, YamlReading reading)
    {
        var fields = new YamlFields(mapping, RetryKeys, reading.Findings);
        if (!fields.TryGet("count", out _))
        {
            reading.Findings.Error(YamlCodes.InvalidValue, "'retry' must say how many further attempts follow.", mapping.Span, "Add 'count'.");
        }

        var policy = new RetryPolicy
        {
            Count = fields.Integer("count") ?? 0,
            Delay = fields.Duration("delay") ?? TimeSpan.Zero,
            Backoff = fields.Word("backoff", Backoffs) ?? RetryBackoff.Constant,
            MaxDelay = fields.Duration("max_delay"),
            Jitter = fields.Number("jitter") ?? 0,
            RetryOn = fields.Texts("retry_on") ?? [],
        };
        reading.Spans.Add(policy, fields);
        return policy;
    }
}
