using System.Globalization;

namespace WorkflowEngine.Diagnostics;

/// <summary>A place in a text file. Line and column both count from 1; a column is one Unicode code point.</summary>
/// <param name="Line">The line, from 1; 0 when the place is not known.</param>
/// <param name="Column">The column, from 1, in Unicode code points; 0 when only the line is known.</param>
public readonly record struct SourcePosition(int Line, int Column) : IComparable<SourcePosition>
{
    /// <summary>Orders positions as they are read: by line, then by column.</summary>
    public int CompareTo(SourcePosition other) =>
        Line != other.Line ? Line.CompareTo(other.Line) : Column.CompareTo(other.Column);

    /// <summary>Writes the position as <c>line:column</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Line}:{Column}");

    /// <summary>Whether the left position is read before the right one.</summary>
    public static bool operator <(SourcePosition left, SourcePosition right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left position is read after the right one.</summary>
    public static bool operator >(SourcePosition left, SourcePosition right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left position is the right one or read before it.</summary>
    public static bool operator <=(SourcePosition left, SourcePosition right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left position is the right one or read after it.</summary>
    public static bool operator >=(SourcePosition left, SourcePosition right) => left.CompareTo(right) >= 0;
}
