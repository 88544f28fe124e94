using System.Globalization;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>The classes "datetime" and "date" as callables with their class methods.</summary>
internal sealed class DateType(string name, bool hasTime, Func<DateTimeOffset> now) : PythonObject
{
    private static readonly string[] Formats =
        ["yyyy-MM-dd", "yyyy-MM-ddTHH:mm", "yyyy-MM-ddTHH:mm:ss", "yyyy-MM-ddTHH:mm:ss.FFFFFF", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd HH:mm"];

    public override string TypeName => "type";

    public override bool IsCallable => true;

    public override object Call(Interpreter vm, Arguments arguments)
    {
        var values = hasTime
            ? arguments.Bind(name, 3, "year", "month", "day", "hour", "minute", "second", "microsecond", "tzinfo")
            : arguments.Bind(name, 3, "year", "month", "day");
        var parts = Array.ConvertAll(values[..Math.Min(values.Length, 7)], value => value is null ? 0 : (int)Math.Clamp(Values.Index(value), -1, 1_000_000));
        Check(parts[0] is >= 1 and <= 9999, $"year {parts[0]} is out of range");
        Check(parts[1] is >= 1 and <= 12, "month must be in 1..12");
        Check(parts[2] >= 1 && parts[2] <= DateTime.DaysInMonth(parts[0], parts[1]), "day is out of range for month");
        if (!hasTime)
        {
            return new DateValue(new DateTime(parts[0], parts[1], parts[2]), hasTime: false, isUtc: false);
        }

        Check(parts[3] is >= 0 and <= 23, "hour must be in 0..23");
        Check(parts[4] is >= 0 and <= 59, "minute must be in 0..59");
        Check(parts[5] is >= 0 and <= 59, "second must be in 0..59");
        Check(parts[6] is >= 0 and <= 999_999, "microsecond must be in 0..999999");
        var time = new DateTime(parts[0], parts[1], parts[2], parts[3], parts[4], parts[5]).AddTicks(parts[6] * 10L);
        return new DateValue(time, hasTime: true, IsUtc(values[7]));
    }

    public override object? GetAttribute(Interpreter vm, string attribute) => attribute switch
    {
        "now" when hasTime => new BuiltinFunction(attribute, (_, arguments) => Now(IsUtc(arguments.Bind("now", 0, "tz")[0]))),
        "utcnow" when hasTime => new BuiltinFunction(attribute, (_, _) => Now(isUtc: false)),
        "today" => new BuiltinFunction(attribute, (_, _) => Now(isUtc: false)),
        "fromisoformat" => new BuiltinFunction(attribute, (_, arguments) => FromText(arguments.Take(attribute, 1, 1)[0])),
        "__name__" => name,
        _ => null,
    };

    public override string Repr(Interpreter vm) => $"<class 'datetime.{name}'>";

    private static bool IsUtc(object? zone) => zone switch
    {
        null => false,
        UtcZone => true,
        _ when ReferenceEquals(zone, Values.None) => false,
        _ => throw PythonError.Type($"tzinfo argument must be None or of a tzinfo subclass, not type '{Types.NameOf(zone)}'"),
    };

    private static void Check(bool holds, string message)
    {
        if (!holds)
        {
            throw PythonError.Value(message);
        }
    }

    private DateValue Now(bool isUtc)
    {
        // Python counts in microseconds.
        var time = now().UtcDateTime;
        time = time.AddTicks(-(time.Ticks % 10));
        return hasTime ? new DateValue(time, hasTime: true, isUtc) : new DateValue(time.Date, hasTime: false, isUtc: false);
    }

    private DateValue FromText(object value)
    {
        var text = Values.Str(value, "fromisoformat: argument");
        var isUtc = hasTime && (text.EndsWith('Z') || text.EndsWith("+00:00", StringComparison.Ordinal));
        var plain = !isUtc ? text : text.EndsWith('Z') ? text[..^1] : text[..^6];
        string[] formats = hasTime ? Formats : ["yyyy-MM-dd"];
        return DateTime.TryParseExact(plain, formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new DateValue(time, hasTime, isUtc)
            : throw PythonError.Value($"Invalid isoformat string: {Text.Quote(new Interpreter(PythonLimits.Default, PythonModules.Standard), text)}");
    }
}
