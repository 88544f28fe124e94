using System.Numerics;

namespace WorkflowEngine.Triggers;

/// <summary>The values that a field of a cron expression chose.</summary>
/// <param name="Bits">One bit per value.</param>
/// <param name="IsRestricted">Whether it was written as anything but <c>*</c> or <c>?</c>.</param>
/// <param name="IsInterval">Whether it was written with a wildcard, range or step, and not as plain values.</param>
internal readonly record struct CronValues(ulong Bits, bool IsRestricted, bool IsInterval)
{
    public bool Has(int value) => (Bits & (1UL << value)) != 0;

    /// <summary>The first chosen value that is not lower than a given one; -1 when there is none.</summary>
    public int From(int value)
    {
        var rest = value > 63 ? 0 : Bits & (ulong.MaxValue << value);
        return rest == 0 ? -1 : BitOperations.TrailingZeroCount(rest);
    }
}
