namespace WorkflowEngine.Triggers;

/// <summary>A stretch of local time that a clock shows twice because it was put back.</summary>
/// <param name="Start">The first local time that comes twice.</param>
/// <param name="End">The first local time after them.</param>
/// <param name="FirstOffset">The offset before the clock was put back.</param>
/// <param name="SecondOffset">The offset after it.</param>
internal readonly record struct RepeatedTime(DateTime Start, DateTime End, TimeSpan FirstOffset, TimeSpan SecondOffset)
{
    /// <summary>Whether an instant lies before the moment at which the clock was put back.</summary>
    public bool IsFirst(DateTimeOffset instant) => instant.UtcDateTime < End - FirstOffset;
}
