namespace WorkflowEngine.Python.Evaluation;

/// <summary>Puts the arguments of a call into the slots of the parameters, with Python's messages when they do not fit.</summary>
internal readonly ref struct ArgumentBinder(
    Interpreter vm, FunctionCode code, object[] defaults, Dictionary<string, object> keywordDefaults)
{
    public void Bind(Arguments arguments, object?[] slots)
    {
        var positional = Math.Min(arguments.Count, code.PositionalCount);
        for (var i = 0; i < positional; i++)
        {
            slots[code.ParameterSlots[i]] = arguments[i];
        }

        if (code.VarPositionalSlot >= 0)
        {
            vm.Collection(arguments.Count - positional);
            slots[code.VarPositionalSlot] = new PythonTuple(arguments.Positional[positional..]);
        }

        BindKeywords(arguments, slots);
        if (arguments.Count > code.PositionalCount && code.VarPositionalSlot < 0)
        {
            throw TooMany(arguments.Count);
        }

        FillDefaults(slots);
    }

    private void BindKeywords(Arguments arguments, object?[] slots)
    {
        var rest = code.VarKeywordSlot >= 0 ? new PythonDict(vm) : null;
        foreach (var (name, value) in arguments.Keywords)
        {
            var index = Array.IndexOf(code.Parameters, name);
            if (index >= code.PositionalOnlyCount)
            {
                ref var slot = ref slots[code.ParameterSlots[index]];
                slot = slot is null ? value : throw PythonError.Type($"{code.QualifiedName}() got multiple values for argument '{name}'");
            }
            else if (rest is not null)
            {
                rest.Set(vm, name, value);
            }
            else
            {
                throw PythonError.Type(index >= 0
                    ? $"{code.QualifiedName}() got some positional-only arguments passed as keyword arguments: '{name}'"
                    : $"{code.QualifiedName}() got an unexpected keyword argument '{name}'");
            }
        }

        if (rest is not null)
        {
            slots[code.VarKeywordSlot] = rest;
        }
    }

    private void FillDefaults(object?[] slots)
    {
        List<string>? missing = null;
        var firstDefault = code.PositionalCount - defaults.Length;
        for (var i = 0; i < code.PositionalCount; i++)
        {
            ref var slot = ref slots[code.ParameterSlots[i]];
            if (slot is not null)
            {
                continue;
            }

            if (i >= firstDefault)
            {
                slot = defaults[i - firstDefault];
            }
            else
            {
                (missing ??= []).Add(code.Parameters[i]);
            }
        }

        ThrowMissing(missing, "positional");
        for (var i = code.PositionalCount; i < code.Parameters.Length; i++)
        {
            ref var slot = ref slots[code.ParameterSlots[i]];
            if (slot is null && !keywordDefaults.TryGetValue(code.Parameters[i], out slot))
            {
                (missing ??= []).Add(code.Parameters[i]);
            }
        }

        ThrowMissing(missing, "keyword-only");
    }

    private void ThrowMissing(List<string>? missing, string kind)
    {
        if (missing is null)
        {
            return;
        }

        var names = missing.ConvertAll(name => $"'{name}'");
        var list = names.Count switch
        {
            1 => names[0],
            2 => $"{names[0]} and {names[1]}",
            _ => $"{string.Join(", ", names[..^1])}, and {names[^1]}",
        };
        throw PythonError.Type(
            $"{code.QualifiedName}() missing {missing.Count} required {kind} argument{(missing.Count == 1 ? "" : "s")}: {list}");
    }

    private PythonError TooMany(int given)
    {
        var most = code.PositionalCount;
        var range = defaults.Length > 0 ? $"from {most - defaults.Length} to {most}" : $"{most}";
        var plural = most == 1 && defaults.Length == 0 ? "" : "s";
        return PythonError.Type(
            $"{code.QualifiedName}() takes {range} positional argument{plural} but {given} {(given == 1 ? "was" : "were")} given");
    }
}
