using System.Globalization;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>A span of time, to the microsecond.</summary>
internal sealed class TimedeltaValue(TimeSpan span) : PythonObject
{
    private static readonly (string Name, double Microseconds)[] Units =
    [
        ("days", 86_400e6), ("seconds", 1e6), ("microseconds", 1), ("milliseconds", 1e3), ("minutes", 60e6), ("hours", 3_600e6), ("weeks", 604_800e6),
    ];

    public TimeSpan Span { get; } = span;

    public override string TypeName => "datetime.timedelta";

    private long Days => (long)Math.Floor(Span.Ticks / (double)TimeSpan.TicksPerDay);

    private long SecondsOfDay => (Span.Ticks - (Days * TimeSpan.TicksPerDay)) / TimeSpan.TicksPerSecond;

    private long Microseconds => (Span.Ticks - (Days * TimeSpan.TicksPerDay)) % TimeSpan.TicksPerSecond / 10;

    public static object Make(Interpreter vm, Arguments arguments)
    {
        var values = arguments.Bind("timedelta", 0, Array.ConvertAll(Units, unit => unit.Name));
        var total = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            total += values[i] is null ? 0 : Values.Float(values[i]!) * Units[i].Microseconds;
        }

        return Of(total);
    }

    public override object? GetAttribute(Interpreter vm, string name) => name switch
    {
        "days" => Days,
        "seconds" => SecondsOfDay,
        "microseconds" => Microseconds,
        "total_seconds" => new BuiltinFunction(name, (_, arguments) => arguments.Take(name, 0, 0).Count == 0 ? Span.Ticks / 1e7 : 0.0),
        _ => null,
    };

    public override bool IsTrue(Interpreter vm) => Span != TimeSpan.Zero;

    public override bool? EqualTo(Interpreter vm, object other) => other is TimedeltaValue delta ? delta.Span == Span : null;

    public override bool? Order(Interpreter vm, CompareOperator op, object other) => other is not TimedeltaValue delta ? null : op switch
    {
        CompareOperator.Less => Span < delta.Span,
        CompareOperator.LessOrEqual => Span <= delta.Span,
        CompareOperator.Greater => Span > delta.Span,
        CompareOperator.GreaterOrEqual => Span >= delta.Span,
        _ => null,
    };

    public override int Hash(Interpreter vm) => Span.GetHashCode();

    public override object? Binary(Interpreter vm, BinaryOperator op, object other, bool reflected) => (op, other) switch
    {
        (BinaryOperator.Add, TimedeltaValue delta) => Of((Span.Ticks + (double)delta.Span.Ticks) / 10),
        (BinaryOperator.Subtract, TimedeltaValue delta) when !reflected => Of((Span.Ticks - (double)delta.Span.Ticks) / 10),
        (BinaryOperator.Multiply, _) when Values.IsNumber(other) => Of(Span.Ticks / 10 * Values.Float(other)),
        (BinaryOperator.Divide, TimedeltaValue { Span.Ticks: not 0 } delta) when !reflected => Span.Ticks / (double)delta.Span.Ticks,
        (BinaryOperator.Divide, _) when !reflected && Values.IsNumber(other) && Values.Float(other) != 0 => Of(Span.Ticks / 10 / Values.Float(other)),
        _ => null,
    };

    public override object? Unary(Interpreter vm, UnaryOperator op) => op == UnaryOperator.Minus ? new TimedeltaValue(-Span) : null;

    public override string Repr(Interpreter vm)
    {
        var parts = new List<string>();
        foreach (var (name, value) in new[] { ("days", Days), ("seconds", SecondsOfDay), ("microseconds", Microseconds) })
        {
            if (value != 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{name}={value}"));
            }
        }

        return $"datetime.timedelta({(parts.Count == 0 ? "0" : string.Join(", ", parts))})";
    }

    public override string Str(Interpreter vm)
    {
        var days = Days == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"{Days} day{(Math.Abs(Days) == 1 ? "" : "s")}, ");
        var seconds = SecondsOfDay;
        var micro = Microseconds == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $".{Microseconds:000000}");
        return string.Create(CultureInfo.InvariantCulture, $"{days}{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}{micro}");
    }

    private static TimedeltaValue Of(double microseconds) => double.IsFinite(microseconds) && Math.Abs(microseconds) < 9e17
        ? new TimedeltaValue(TimeSpan.FromTicks((long)Math.Round(microseconds, MidpointRounding.ToEven) * 10))
        : throw PythonError.Overflow("date value out of range");
}
