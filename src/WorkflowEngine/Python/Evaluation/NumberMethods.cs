using System.Numerics;

namespace WorkflowEngine.Python.Evaluation;

internal static class NumberMethods
{
    public static Dictionary<string, BuiltinMethod> OfInt { get; } = new(StringComparer.Ordinal)
    {
        ["bit_length"] = (_, self, a) => Values.Int(BitLength(self, a.Take("bit_length", 0, 0))),
        ["bit_count"] = (_, self, a) => Values.Int(Ones(BigInteger.Abs(Values.Integer(self)), a.Take("bit_count", 0, 0))),
        ["is_integer"] = (_, _, _) => Values.True,
        ["conjugate"] = (vm, self, _) => vm.Integer(Values.Integer(self)),
    };

    public static Dictionary<string, BuiltinMethod> OfFloat { get; } = new(StringComparer.Ordinal)
    {
        ["is_integer"] = (_, self, a) => Values.Bool(double.IsFinite((double)self) && Math.Floor((double)self) == (double)self && a.Take("is_integer", 0, 0).Count == 0),
        ["conjugate"] = (_, self, _) => self,
    };

    private static long BitLength(object self, Arguments arguments)
    {
        var value = BigInteger.Abs(Values.Integer(self));
        return arguments.Count == 0 && value.IsZero ? 0 : (long)value.GetBitLength();
    }

    private static long Ones(BigInteger value, Arguments arguments)
    {
        var ones = (long)arguments.Count;
        foreach (var part in value.ToByteArray())
        {
            ones += BitOperations.PopCount(part);
        }

        return ones;
    }
}
