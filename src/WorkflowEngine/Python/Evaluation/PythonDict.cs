using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

internal sealed class PythonDict(Interpreter vm) : PythonObject
{
    public EntryTable Table { get; } = new(vm);

    public override string TypeName => "dict";

    public override bool IsHashable => false;

    public object? Find(object key) => Table.TryGet(key, out var value) ? value : null;

    public void Set(Interpreter vm, object key, object value) => Table.Set(key, value);

    public IEnumerable<KeyValuePair<object, object>> Entries()
    {
        for (var i = 0; i < Table.Places; i++)
        {
            if (Table.TryEntry(i, out var key, out var value))
            {
                yield return new(key, value);
            }
        }
    }

    public override IEnumerator<object> Iterate(Interpreter vm) => Walk(this, (key, _) => key);

    public static IEnumerator<object> Walk(PythonDict dict, Func<object, object, object> select)
    {
        var version = dict.Table.Version;
        var count = dict.Table.Count;
        for (var i = 0; i < dict.Table.Places; i++)
        {
            if (!dict.Table.TryEntry(i, out var key, out var value))
            {
                continue;
            }

            yield return select(key, value);
            if (dict.Table.Version != version)
            {
                throw PythonError.Make(ExceptionTypes.RuntimeError, dict.Table.Count != count
                    ? "dictionary changed size during iteration"
                    : "dictionary keys changed during iteration");
            }
        }
    }

    public override long? Length(Interpreter vm) => Table.Count;

    public override object? GetItem(Interpreter vm, object key) => Find(key) ?? throw PythonError.Key(key);

    public override bool SetItem(Interpreter vm, object key, object value)
    {
        Table.Set(key, value);
        return true;
    }

    public override bool DeleteItem(Interpreter vm, object key) =>
        Table.Remove(key, out _) ? true : throw PythonError.Key(key);

    public override bool? Contains(Interpreter vm, object item) => Table.Contains(item);

    public override bool? EqualTo(Interpreter vm, object other)
    {
        if (other is not PythonDict dict)
        {
            return null;
        }

        Interpreter.EnsureStack();
        if (dict.Table.Count != Table.Count)
        {
            return false;
        }

        foreach (var (key, value) in Entries())
        {
            if (!dict.Table.TryGet(key, out var found) || !Comparison.AreEqual(vm, value, found))
            {
                return false;
            }
        }

        return true;
    }

    public override object? Binary(Interpreter vm, BinaryOperator op, object other, bool reflected)
    {
        if (op != BinaryOperator.BitOr || reflected || other is not PythonDict dict)
        {
            return null;
        }

        var union = Copy(vm);
        union.Update(vm, dict);
        return union;
    }

    public override object? InPlace(Interpreter vm, BinaryOperator op, object other)
    {
        if (op != BinaryOperator.BitOr)
        {
            return null;
        }

        Update(vm, other);
        return this;
    }

    public PythonDict Copy(Interpreter vm)
    {
        var copy = new PythonDict(vm);
        copy.Update(vm, this);
        return copy;
    }

    /// <summary>Adds the entries of a dictionary, or pairs.</summary>
    public void Update(Interpreter vm, object source)
    {
        if (source is PythonDict dict)
        {
            foreach (var (key, value) in dict.Entries().ToArray())
            {
                Table.Set(key, value);
            }

            return;
        }

        var index = 0;
        foreach (var item in Iteration.Each(vm, source))
        {
            var pair = item is string or PythonObject && Iteration.TryOf(vm, item) is not null
                ? Iteration.ToList(vm, item)
                : throw PythonError.Type($"cannot convert dictionary update sequence element #{index} to a sequence");
            if (pair.Count != 2)
            {
                throw PythonError.Value($"dictionary update sequence element #{index} has length {pair.Count}; 2 is required");
            }

            Table.Set(pair[0], pair[1]);
            index++;
        }
    }

    public override string Repr(Interpreter vm) => Text.Guarded(vm, this, "{...}", () =>
    {
        var text = new TextMaker(vm).Add("{");
        var first = true;
        foreach (var (key, value) in Entries())
        {
            text.Add(first ? "" : ", ").Add(Text.Repr(vm, key)).Add(": ").Add(Text.Repr(vm, value));
            first = false;
        }

        return text.Add("}").ToString();
    });
}
