using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

internal sealed class PythonSet(Interpreter vm, bool isFrozen = false) : PythonObject
{
    public EntryTable Table { get; } = new(vm);

    public bool IsFrozen { get; } = isFrozen;

    public override string TypeName => IsFrozen ? "frozenset" : "set";

    public override bool IsHashable => IsFrozen;

    public static PythonSet From(Interpreter vm, object source, bool isFrozen = false)
    {
        var set = new PythonSet(vm, isFrozen);
        foreach (var item in Iteration.Each(vm, source))
        {
            set.Add(item);
        }

        return set;
    }

    public bool Add(object item) => Table.Set(item, Values.None);

    public IEnumerable<object> Members()
    {
        for (var i = 0; i < Table.Places; i++)
        {
            if (Table.TryEntry(i, out var key, out _))
            {
                yield return key;
            }
        }
    }

    public override IEnumerator<object> Iterate(Interpreter vm)
    {
        var count = Table.Count;
        for (var i = 0; i < Table.Places; i++)
        {
            if (Table.TryEntry(i, out var key, out _))
            {
                yield return key;
                if (Table.Count != count)
                {
                    throw PythonError.Make(ExceptionTypes.RuntimeError, "Set changed size during iteration");
                }
            }
        }
    }

    public override long? Length(Interpreter vm) => Table.Count;

    public override bool? Contains(Interpreter vm, object item) => Table.Contains(item);

    public override bool? EqualTo(Interpreter vm, object other) =>
        other is PythonSet set ? set.Table.Count == Table.Count && IsSubsetOf(set) : null;

    public override bool? Order(Interpreter vm, CompareOperator op, object other) => other is not PythonSet set ? null : op switch
    {
        CompareOperator.LessOrEqual => IsSubsetOf(set),
        CompareOperator.Less => Table.Count < set.Table.Count && IsSubsetOf(set),
        CompareOperator.GreaterOrEqual => set.IsSubsetOf(this),
        _ => set.Table.Count < Table.Count && set.IsSubsetOf(this),
    };

    public bool IsSubsetOf(PythonSet other) => Table.Count <= other.Table.Count && Members().All(other.Table.Contains);

    public override int Hash(Interpreter vm)
    {
        var hash = 0;
        foreach (var member in Members())
        {
            hash ^= Comparison.HashOf(vm, member) * 31;
        }

        return hash;
    }

    public override object? Binary(Interpreter vm, BinaryOperator op, object other, bool reflected)
    {
        if (reflected || other is not (PythonSet or DictView))
        {
            return null;
        }

        var set = other as PythonSet ?? ((DictView)other).ToSet(vm);
        return op switch
        {
            BinaryOperator.BitOr => Union(vm, set),
            BinaryOperator.BitAnd => Intersect(vm, set),
            BinaryOperator.Subtract => Where(vm, item => !set.Table.Contains(item)),
            BinaryOperator.BitXor => Where(vm, item => !set.Table.Contains(item)).Union(vm, set.Where(vm, item => !Table.Contains(item))),
            _ => null,
        };
    }

    public override object? InPlace(Interpreter vm, BinaryOperator op, object other)
    {
        if (IsFrozen || Binary(vm, op, other, reflected: false) is not PythonSet result)
        {
            return null;
        }

        Replace(result);
        return this;
    }

    public void Replace(PythonSet other)
    {
        var members = other.Members().ToArray();
        Table.Clear();
        foreach (var member in members)
        {
            Add(member);
        }
    }

    // Of two equal members the one of the smaller set stays, as in CPython.
    private PythonSet Intersect(Interpreter vm, PythonSet other)
    {
        var (walked, asked) = other.Table.Count > Table.Count ? (this, other) : (other, this);
        var result = new PythonSet(vm, IsFrozen);
        foreach (var item in walked.Members())
        {
            if (asked.Table.Contains(item))
            {
                result.Add(item);
            }
        }

        return result;
    }

    public PythonSet Union(Interpreter vm, PythonSet other)
    {
        var union = Where(vm, _ => true);
        foreach (var item in other.Members())
        {
            union.Add(item);
        }

        return union;
    }

    public PythonSet Where(Interpreter vm, Func<object, bool> keep)
    {
        var result = new PythonSet(vm, IsFrozen);
        foreach (var item in Members())
        {
            if (keep(item))
            {
                result.Add(item);
            }
        }

        return result;
    }

    public override string Repr(Interpreter vm)
    {
        if (Table.Count == 0)
        {
            return $"{TypeName}()";
        }

        return IsFrozen
            ? Text.Joined(vm, this, Members(), "frozenset({", "})")
            : Text.Joined(vm, this, Members(), "{", "}");
    }
}
