namespace WorkflowEngine.Python.Evaluation;

/// <summary>The module "datetime" with a clock that stands still.</summary>
internal static class DatetimeModule
{
    /// <param name="now">The time it is, asked at each call that wants to know it.</param>
    public static PythonModuleObject Make(Func<DateTimeOffset> now)
    {
        var datetime = new DateType("datetime", hasTime: true, now);
        var date = new DateType("date", hasTime: false, now);
        return new PythonModuleObject("datetime", new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["datetime"] = datetime,
            ["date"] = date,
            ["timedelta"] = new BuiltinFunction("timedelta", TimedeltaValue.Make),
            ["timezone"] = new PythonModuleObject("timezone", new Dictionary<string, object>(StringComparer.Ordinal) { ["utc"] = UtcZone.Instance }),
            ["UTC"] = UtcZone.Instance,
        });
    }
}
