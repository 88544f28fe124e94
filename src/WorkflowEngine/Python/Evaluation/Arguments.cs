namespace WorkflowEngine.Python.Evaluation;

/// <summary>The arguments of one call.</summary>
internal readonly struct Arguments(object[] positional, KeyValuePair<string, object>[]? keywords = null)
{
    public static Arguments None => new([]);

    public object[] Positional { get; } = positional;

    public KeyValuePair<string, object>[] Keywords { get; } = keywords ?? [];

    public int Count => Positional.Length;

    public object this[int index] => Positional[index];

    public object? At(int index) => index < Positional.Length ? Positional[index] : null;

    /// <summary>Checks a call that takes a number of positional arguments and no keywords.</summary>
    public Arguments Take(string function, int min, int max)
    {
        if (Keywords.Length > 0)
        {
            throw PythonError.Type($"{function}() takes no keyword arguments");
        }

        return Counted(function, min, max);
    }

    public Arguments Counted(string function, int min, int max)
    {
        if (Count >= min && Count <= max)
        {
            return this;
        }

        if (min == max)
        {
            throw PythonError.Type(min switch
            {
                0 => $"{function}() takes no arguments ({Count} given)",
                1 => $"{function}() takes exactly one argument ({Count} given)",
                _ => $"{function} expected {min} arguments, got {Count}",
            });
        }

        throw PythonError.Type(Count < min
            ? $"{function} expected at least {min} argument{(min == 1 ? "" : "s")}, got {Count}"
            : $"{function} expected at most {max} argument{(max == 1 ? "" : "s")}, got {Count}");
    }

    /// <summary>Puts positional and keyword arguments in the order of the names; what is not given is null.</summary>
    public object?[] Bind(string function, int min, params ReadOnlySpan<string> names)
    {
        if (Count > names.Length)
        {
            throw PythonError.Type($"{function}() takes at most {names.Length} arguments ({Count} given)");
        }

        var bound = new object?[names.Length];
        Positional.CopyTo(bound, 0);
        foreach (var (name, value) in Keywords)
        {
            var index = names.IndexOf(name);
            if (index < 0)
            {
                throw PythonError.Type($"{function}() got an unexpected keyword argument '{name}'");
            }

            if (bound[index] is not null)
            {
                throw PythonError.Type($"argument for {function}() given by name ('{name}') and position ({index + 1})");
            }

            bound[index] = value;
        }

        for (var i = 0; i < min; i++)
        {
            if (bound[i] is null)
            {
                throw PythonError.Type($"{function}() missing required argument '{names[i]}' (pos {i + 1})");
            }
        }

        return bound;
    }

    /// <summary>Reads keyword-only arguments; positional ones stay.</summary>
    public object?[] Options(string function, params ReadOnlySpan<string> names) =>
        new Arguments([], Keywords).Bind(function, 0, names);

    public Arguments Prepend(object first) => new([first, .. Positional], Keywords);

    public Arguments Skip(int count) => new(Positional[count..], Keywords);
}
