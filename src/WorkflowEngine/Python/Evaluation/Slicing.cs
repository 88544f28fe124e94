namespace WorkflowEngine.Python.Evaluation;

/// <summary>Indices and slices of sequences.</summary>
internal static class Slicing
{
    public static int Index(object key, int count, string type, string purpose = "") => (int)Index64(key, count, type, purpose);

    public static long Index64(object key, long count, string type, string purpose = "")
    {
        if (!Values.IsInteger(key))
        {
            var subject = type == "string" ? "string indices must be integers, not" : $"{type.Split(' ')[0]} indices must be integers or slices, not";
            throw PythonError.Type($"{subject} {(type == "string" ? $"'{Types.NameOf(key)}'" : Types.NameOf(key))}");
        }

        var index = Values.Index(key);
        if (index < 0)
        {
            index += count;
        }

        return index >= 0 && index < count ? index : throw PythonError.Index($"{type} {purpose}index out of range");
    }

    public static List<object> Take(IReadOnlyList<object> items, long start, long step, long count)
    {
        var taken = new List<object>((int)count);
        for (var i = 0; i < count; i++)
        {
            taken.Add(items[(int)(start + (i * step))]);
        }

        return taken;
    }

    public static List<object> Repeat(Interpreter vm, IReadOnlyList<object> items, long times)
    {
        if (times <= 0 || items.Count == 0)
        {
            return [];
        }

        vm.CheckCount(times);
        vm.Collection(items.Count * times);
        var repeated = new List<object>((int)(items.Count * times));
        for (var i = 0L; i < times; i++)
        {
            repeated.AddRange(items);
        }

        return repeated;
    }
}
