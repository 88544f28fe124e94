using System.Globalization;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>A date, or a date and time with or without the zone UTC.</summary>
internal sealed class DateValue(DateTime time, bool hasTime, bool isUtc) : PythonObject
{
    public DateTime Time { get; } = DateTime.SpecifyKind(time, DateTimeKind.Unspecified);

    public override string TypeName => hasTime ? "datetime.datetime" : "datetime.date";

    public override object? GetAttribute(Interpreter vm, string name) => name switch
    {
        "year" => (long)Time.Year,
        "month" => (long)Time.Month,
        "day" => (long)Time.Day,
        "hour" when hasTime => (long)Time.Hour,
        "minute" when hasTime => (long)Time.Minute,
        "second" when hasTime => (long)Time.Second,
        "microsecond" when hasTime => (Time.Ticks / 10) % 1_000_000,
        "tzinfo" when hasTime => isUtc ? UtcZone.Instance : Values.None,
        "weekday" => Method(name, () => ((long)Time.DayOfWeek + 6) % 7),
        "isoweekday" => Method(name, () => (((long)Time.DayOfWeek + 6) % 7) + 1),
        "toordinal" => Method(name, () => (Time.Ticks / TimeSpan.TicksPerDay) + 1),
        "date" when hasTime => Method(name, () => new DateValue(Time.Date, hasTime: false, isUtc: false)),
        "timestamp" when hasTime => Method(name, () => (Time - DateTime.UnixEpoch).TotalSeconds),
        "isoformat" => new BuiltinFunction(name, (_, arguments) => IsoText(arguments.Take(name, 0, 1).At(0) as string ?? "T")),
        "strftime" => new BuiltinFunction(name, (inner, arguments) => Format(inner, Values.Str(arguments.Take(name, 1, 1)[0], "strftime() argument 1"))!),
        "replace" => new BuiltinFunction(name, Replace),
        _ => null,
    };

    public override bool? EqualTo(Interpreter vm, object other) =>
        other is DateValue date && date.TypeName == TypeName ? date.Time == Time && SameZone(date) : null;

    public override bool? Order(Interpreter vm, CompareOperator op, object other)
    {
        if (other is not DateValue date || date.TypeName != TypeName)
        {
            return null;
        }

        if (!SameZone(date))
        {
            throw PythonError.Type("can't compare offset-naive and offset-aware datetimes");
        }

        var order = Time.CompareTo(date.Time);
        return op switch
        {
            CompareOperator.Less => order < 0,
            CompareOperator.LessOrEqual => order <= 0,
            CompareOperator.Greater => order > 0,
            CompareOperator.GreaterOrEqual => order >= 0,
            _ => null,
        };
    }

    public override int Hash(Interpreter vm) => Time.GetHashCode();

    public override object? Binary(Interpreter vm, BinaryOperator op, object other, bool reflected) => (op, other) switch
    {
        (BinaryOperator.Add, TimedeltaValue span) => Moved(span.Span),
        (BinaryOperator.Subtract, TimedeltaValue span) when !reflected => Moved(-span.Span),
        (BinaryOperator.Subtract, DateValue date) when !reflected && date.TypeName == TypeName => SameZone(date)
            ? new TimedeltaValue(Time - date.Time)
            : throw PythonError.Type("can't subtract offset-naive and offset-aware datetimes"),
        _ => null,
    };

    public override string Repr(Interpreter vm)
    {
        var parts = new List<long> { Time.Year, Time.Month, Time.Day };
        if (hasTime)
        {
            parts.AddRange([Time.Hour, Time.Minute]);
            var micro = (Time.Ticks / 10) % 1_000_000;
            if (Time.Second != 0 || micro != 0)
            {
                parts.Add(Time.Second);
            }

            if (micro != 0)
            {
                parts.Add(micro);
            }
        }

        return $"{TypeName}({string.Join(", ", parts)}{(isUtc ? ", tzinfo=datetime.timezone.utc" : "")})";
    }

    public override string Str(Interpreter vm) => IsoText(" ");

    public override string? Format(Interpreter vm, string spec)
    {
        if (spec.Length == 0)
        {
            return Str(vm);
        }

        var text = new TextMaker(vm);
        for (var i = 0; i < spec.Length; i++)
        {
            text.Add(spec[i] == '%' && i + 1 < spec.Length ? Directive(spec[++i]) : spec[i].ToString());
        }

        return text.ToString();
    }

    private string IsoText(string separator)
    {
        var date = Time.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        if (!hasTime)
        {
            return date;
        }

        var format = Time.Ticks % TimeSpan.TicksPerSecond == 0 ? "HH:mm:ss" : "HH:mm:ss.ffffff";
        return date + separator + Time.ToString(format, CultureInfo.InvariantCulture) + (isUtc ? "+00:00" : "");
    }

    private string Directive(char code) => code switch
    {
        'Y' => Text("yyyy"),
        'm' => Text("MM"),
        'd' => Text("dd"),
        'H' => Text("HH"),
        'M' => Text("mm"),
        'S' => Text("ss"),
        'f' => Text("ffffff"),
        'y' => Text("yy"),
        'B' => Text("MMMM"),
        'b' => Text("MMM"),
        'A' => Text("dddd"),
        'a' => Text("ddd"),
        'I' => Text("hh"),
        'p' => Time.Hour < 12 ? "AM" : "PM",
        'j' => Time.DayOfYear.ToString("000", CultureInfo.InvariantCulture),
        'u' => ((((int)Time.DayOfWeek + 6) % 7) + 1).ToString(CultureInfo.InvariantCulture),
        'w' => ((int)Time.DayOfWeek).ToString(CultureInfo.InvariantCulture),
        'V' => ISOWeek.GetWeekOfYear(Time).ToString("00", CultureInfo.InvariantCulture),
        'G' => ISOWeek.GetYear(Time).ToString("0000", CultureInfo.InvariantCulture),
        'F' => Text("yyyy-MM-dd"),
        'T' => Text("HH:mm:ss"),
        's' => ((long)(Time - DateTime.UnixEpoch).TotalSeconds).ToString(CultureInfo.InvariantCulture),
        'z' => isUtc ? "+0000" : "",
        'Z' => isUtc ? "UTC" : "",
        '%' => "%",
        _ => throw PythonError.Value($"'%{code}' is not supported by strftime here"),
    };

    private string Text(string format) => Time.ToString(format, CultureInfo.InvariantCulture);

    private object Replace(Interpreter vm, Arguments arguments)
    {
        var values = arguments.Bind("replace", 0, "year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo");
        object[] parts =
        [
            values[0] ?? (long)Time.Year, values[1] ?? (long)Time.Month, values[2] ?? (long)Time.Day, values[3] ?? (long)Time.Hour,
            values[4] ?? (long)Time.Minute, values[5] ?? (long)Time.Second, values[6] ?? (Time.Ticks / 10) % 1_000_000,
            values[7] ?? (isUtc ? UtcZone.Instance : Values.None),
        ];
        return new DateType("datetime", hasTime, () => default).Call(vm, new Arguments(hasTime ? parts : parts[..3]));
    }

    private static BuiltinFunction Method(string name, Func<object> value) => new(name, (_, arguments) =>
    {
        arguments.Take(name, 0, 0);
        return value();
    });

    private bool SameZone(DateValue other) => isUtc == other.IsUtcValue;

    private bool IsUtcValue => isUtc;

    private DateValue Moved(TimeSpan span)
    {
        try
        {
            var moved = Time + span;
            return new DateValue(hasTime ? moved : moved.Date, hasTime, isUtc);
        }
        catch (ArgumentOutOfRangeException)
        {
            throw PythonError.Overflow("date value out of range");
        }
    }
}
