using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace WorkflowEngine.Expressions;

/// <summary>A value of the expression language; immutable. The default is null.</summary>
/// <remarks>
/// A value knows whether it was computed from a secret, and the mark follows it through every operator and function.
/// Equality is that of the language: deep, with whole and floating-point numbers compared by value.
/// </remarks>
public readonly partial struct ExpressionValue : IEquatable<ExpressionValue>
{
    private readonly object? _reference;
    private readonly long _bits;
    private readonly ValueTraits _traits;

    private ExpressionValue(ExpressionValueKind kind, long bits, object? reference, ValueTraits traits) =>
        (Kind, _bits, _reference, _traits) = (kind, bits, reference, traits);

    /// <summary>No value.</summary>
    public static ExpressionValue Null => default;

    /// <summary>Which kind of value it is.</summary>
    public ExpressionValueKind Kind { get; }

    /// <summary>Whether it is null.</summary>
    public bool IsNull => Kind == ExpressionValueKind.Null;

    /// <summary>Whether it counts as true: all but null, false, zero, and empty texts, lists and objects.</summary>
    public bool IsTrue => Kind switch
    {
        ExpressionValueKind.Null => false,
        ExpressionValueKind.Boolean or ExpressionValueKind.WholeNumber => _bits != 0,
        ExpressionValueKind.Number => Double != 0,
        ExpressionValueKind.Text => Text.Length > 0,
        ExpressionValueKind.List => List.Count > 0,
        _ => Map.Count > 0,
    };

    /// <summary>Whether it, or something in it, was computed from a secret; such a value must not be logged or stored in the open.</summary>
    public bool IsSecret => (_traits & (ValueTraits.Secret | ValueTraits.HoldsSecret)) != 0;

    /// <summary>Whether a missing key or index of it gives null instead of an error.</summary>
    public bool IsLenient => (_traits & ValueTraits.Lenient) != 0;

    internal bool IsNumeric => Kind is ExpressionValueKind.WholeNumber or ExpressionValueKind.Number;

    internal bool IsContainer => Kind is ExpressionValueKind.List or ExpressionValueKind.Map;

    internal bool Boolean => _bits != 0;

    internal long Integer => _bits;

    /// <summary>The number as floating point; for both numeric kinds.</summary>
    internal double Double => Kind == ExpressionValueKind.WholeNumber ? _bits : BitConverter.Int64BitsToDouble(_bits);

    internal string Text => Unsafe.As<string>(_reference!);

    internal IReadOnlyList<ExpressionValue> List => (IReadOnlyList<ExpressionValue>)_reference!;

    internal IReadOnlyDictionary<string, ExpressionValue> Map => (IReadOnlyDictionary<string, ExpressionValue>)_reference!;

    /// <summary>Makes a boolean.</summary>
    public static ExpressionValue Of(bool value) => new(ExpressionValueKind.Boolean, value ? 1 : 0, null, ValueTraits.None);

    /// <summary>Makes a whole number.</summary>
    public static ExpressionValue Of(long value) => new(ExpressionValueKind.WholeNumber, value, null, ValueTraits.None);

    /// <summary>Makes a floating-point number.</summary>
    public static ExpressionValue Of(double value) =>
        new(ExpressionValueKind.Number, BitConverter.DoubleToInt64Bits(value), null, ValueTraits.None);

    /// <summary>Makes a text, or null from null.</summary>
    public static ExpressionValue Of(string? value) =>
        value is null ? default : new(ExpressionValueKind.Text, 0, value, ValueTraits.None);

    /// <summary>Makes a list; the caller must not change it afterwards.</summary>
    public static ExpressionValue Of(IReadOnlyList<ExpressionValue> items)
    {
        ArgumentNullException.ThrowIfNull(items);
        var traits = ValueTraits.None;
        for (var i = 0; i < items.Count && traits == ValueTraits.None; i++)
        {
            traits = items[i].IsSecret ? ValueTraits.HoldsSecret : ValueTraits.None;
        }

        return new(ExpressionValueKind.List, 0, items, traits);
    }

    /// <summary>Makes an object; the caller must not change it afterwards.</summary>
    public static ExpressionValue Of(IReadOnlyDictionary<string, ExpressionValue> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var traits = ValueTraits.None;
        foreach (var (_, value) in entries)
        {
            if (value.IsSecret)
            {
                traits = ValueTraits.HoldsSecret;
                break;
            }
        }

        return new(ExpressionValueKind.Map, 0, entries, traits);
    }

    /// <summary>The same value, marked as secret; so is all that is read from it.</summary>
    public ExpressionValue AsSecret() => With(ValueTraits.Secret);

    /// <summary>The same value, of which a missing key or index gives null instead of an error; so does all that is read from it.</summary>
    public ExpressionValue AsLenient() => With(ValueTraits.Lenient);

    /// <summary>Reads a boolean; false when it is another kind.</summary>
    public bool TryGetBoolean(out bool value)
    {
        value = Kind == ExpressionValueKind.Boolean && Boolean;
        return Kind == ExpressionValueKind.Boolean;
    }

    /// <summary>Reads a whole number; false when it is another kind.</summary>
    public bool TryGetInteger(out long value)
    {
        value = Kind == ExpressionValueKind.WholeNumber ? _bits : 0;
        return Kind == ExpressionValueKind.WholeNumber;
    }

    /// <summary>Reads a number of either numeric kind; false when it is not a number.</summary>
    public bool TryGetNumber(out double value)
    {
        value = IsNumeric ? Double : 0;
        return IsNumeric;
    }

    /// <summary>Reads a text; false when it is another kind.</summary>
    public bool TryGetText([NotNullWhen(true)] out string? value)
    {
        value = Kind == ExpressionValueKind.Text ? Text : null;
        return value is not null;
    }

    /// <summary>Reads a list; false when it is another kind.</summary>
    public bool TryGetList([NotNullWhen(true)] out IReadOnlyList<ExpressionValue>? items)
    {
        items = Kind == ExpressionValueKind.List ? List : null;
        return items is not null;
    }

    /// <summary>Reads the entries of an object; false when it is another kind.</summary>
    public bool TryGetMap([NotNullWhen(true)] out IReadOnlyDictionary<string, ExpressionValue>? entries)
    {
        entries = Kind == ExpressionValueKind.Map ? Map : null;
        return entries is not null;
    }

    /// <summary>Whether the values are equal in the language: deep, numbers by value, different kinds never.</summary>
    public bool Equals(ExpressionValue other)
    {
        if (IsNumeric && other.IsNumeric)
        {
            return Kind == ExpressionValueKind.WholeNumber && other.Kind == ExpressionValueKind.WholeNumber
                ? _bits == other._bits
                : Double == other.Double;
        }

        if (Kind != other.Kind)
        {
            return false;
        }

        return Kind switch
        {
            ExpressionValueKind.Null => true,
            ExpressionValueKind.Boolean => _bits == other._bits,
            ExpressionValueKind.Text => Text == other.Text,
            ExpressionValueKind.List => ReferenceEquals(_reference, other._reference) || ListsEqual(List, other.List),
            _ => ReferenceEquals(_reference, other._reference) || MapsEqual(Map, other.Map),
        };
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is ExpressionValue other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        switch (Kind)
        {
            case ExpressionValueKind.Null:
                return 0;
            case ExpressionValueKind.Boolean:
                return (int)_bits + 1;
            case ExpressionValueKind.WholeNumber or ExpressionValueKind.Number:
                return Double.GetHashCode();
            case ExpressionValueKind.Text:
                return StringComparer.Ordinal.GetHashCode(Text);
            default:
                return RuntimeHelpers.TryEnsureSufficientExecutionStack() ? HashOfContainer() : 0;
        }
    }

    /// <summary>Whether the values are equal in the language.</summary>
    public static bool operator ==(ExpressionValue left, ExpressionValue right) => left.Equals(right);

    /// <summary>Whether the values differ in the language.</summary>
    public static bool operator !=(ExpressionValue left, ExpressionValue right) => !left.Equals(right);

    internal ExpressionValue With(ValueTraits traits) => new(Kind, _bits, _reference, _traits | traits);

    /// <summary>The value with the mark of what it was computed from.</summary>
    internal ExpressionValue From(in ExpressionValue source) => source.IsSecret ? With(ValueTraits.Secret) : this;

    /// <summary>The value as read out of a container, whose marks it takes over.</summary>
    internal ExpressionValue In(in ExpressionValue container) => With(container._traits & (ValueTraits.Secret | ValueTraits.Lenient));

    private static bool ListsEqual(IReadOnlyList<ExpressionValue> left, IReadOnlyList<ExpressionValue> right)
    {
        if (left.Count != right.Count || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return false;
        }

        for (var i = 0; i < left.Count; i++)
        {
            if (!left[i].Equals(right[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool MapsEqual(IReadOnlyDictionary<string, ExpressionValue> left, IReadOnlyDictionary<string, ExpressionValue> right)
    {
        if (left.Count != right.Count || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            return false;
        }

        foreach (var (key, value) in left)
        {
            if (!right.TryGetValue(key, out var other) || !value.Equals(other))
            {
                return false;
            }
        }

        return true;
    }

    private int HashOfContainer()
    {
        if (Kind == ExpressionValueKind.List)
        {
            var hash = new HashCode();
            foreach (var item in List)
            {
                hash.Add(item);
            }

            return hash.ToHashCode();
        }

        // Order does not matter to the equality of objects, so the entries are summed.
        var sum = Map.Count;
        foreach (var (key, value) in Map)
        {
            sum += HashCode.Combine(key, value);
        }

        return sum;
    }
}
