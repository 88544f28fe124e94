using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

internal sealed partial class Compiler
{
    private Func<Frame, Flow> Match(MatchStatement node)
    {
        var subject = Expression(node.Subject);
        var cases = node.Cases.Select(branch => (
            Pattern: Pattern(branch.Pattern),
            Cost: Size(branch.Pattern),
            Guard: branch.Guard is null ? null : Condition(branch.Guard),
            Body: Block(branch.Body))).ToArray();
        return f =>
        {
            var value = subject(f);
            foreach (var (pattern, cost, guard, body) in cases)
            {
                _vm.Spend(cost);
                if (pattern(f, value) && (guard is null || guard(f)))
                {
                    return body(f);
                }
            }

            return Flow.Next;
        };
    }

    private Func<Frame, object, bool> Pattern(PythonPattern node)
    {
        switch (node)
        {
            case ValuePattern value:
                var expected = Expression(value.Value);
                return (f, subject) => Comparison.AreEqual(_vm, subject, expected(f));
            case SingletonPattern singleton:
                var constant = Constant(new ConstantExpression(singleton.Value, node.Span));
                return (_, subject) => Comparison.IsSame(subject, constant);
            case AsPattern capture:
                var inner = capture.Pattern is null ? null : Pattern(capture.Pattern);
                var store = capture.Name is null ? null : Store(capture.Name);
                return (f, subject) =>
                {
                    if (inner is not null && !inner(f, subject))
                    {
                        return false;
                    }

                    store?.Invoke(f, subject);
                    return true;
                };
            case OrPattern or:
                var alternatives = or.Patterns.Select(Pattern).ToArray();
                return (f, subject) => Array.Exists(alternatives, alternative => alternative(f, subject));
            case SequencePattern sequence:
                return Sequence(sequence);
            case MappingPattern mapping:
                return Mapping(mapping);
            case ClassPattern type:
                return ClassOf(type);
            default:
                return (f, _) => throw At(f, node, Unsupported("This pattern"));
        }
    }

    private Func<Frame, object, bool> Sequence(SequencePattern node)
    {
        var star = node.Patterns.ToList().FindIndex(pattern => pattern is StarPattern);
        var patterns = node.Patterns.Select(pattern => pattern is StarPattern ? (_, _) => true : Pattern(pattern)).ToArray();
        var rest = star >= 0 && ((StarPattern)node.Patterns[star]).Name is { } name ? Store(name) : null;
        return (f, subject) =>
        {
            IReadOnlyList<object>? items = subject switch
            {
                PythonList list => list.Items,
                PythonTuple tuple => tuple.Items,
                PythonRange range => Iteration.ToList(_vm, range),
                _ => null,
            };
            if (items is null || (star < 0 ? items.Count != patterns.Length : items.Count < patterns.Length - 1))
            {
                return false;
            }

            var skipped = items.Count - patterns.Length;
            for (var i = 0; i < patterns.Length; i++)
            {
                if (i != star && !patterns[i](f, items[star >= 0 && i > star ? i + skipped : i]))
                {
                    return false;
                }
            }

            if (rest is not null)
            {
                _vm.Collection(skipped + 1);
                rest(f, new PythonList(items.Skip(star).Take(skipped + 1)));
            }

            return true;
        };
    }

    private Func<Frame, object, bool> Mapping(MappingPattern node)
    {
        var keys = All(node.Keys);
        var patterns = node.Patterns.Select(Pattern).ToArray();
        var rest = node.Rest is null ? null : Store(node.Rest);
        return (f, subject) =>
        {
            if (subject is not PythonDict dict)
            {
                return false;
            }

            var others = rest is null ? null : dict.Copy(_vm);
            for (var i = 0; i < keys.Length; i++)
            {
                var key = keys[i](f);
                if (!dict.Table.TryGet(key, out var value) || !patterns[i](f, value))
                {
                    return false;
                }

                others?.Table.Remove(key, out _);
            }

            rest?.Invoke(f, others!);
            return true;
        };
    }

    private Func<Frame, object, bool> ClassOf(ClassPattern node)
    {
        var type = Expression(node.Type);
        var positional = node.Patterns.Select(Pattern).ToArray();
        var named = node.KeywordPatterns.Select(Pattern).ToArray();
        return (f, subject) =>
        {
            var expected = type(f);
            f.Node = node;
            if (expected is not PythonClass target)
            {
                throw PythonError.Type("called match pattern must be a class");
            }

            if (!Types.IsInstance(_vm, subject, target))
            {
                return false;
            }

            return MatchPositional(f, subject, target, positional)
                && named.Select((pattern, i) => (pattern, node.KeywordNames[i]))
                    .All(pair => Attributes.Find(_vm, subject, pair.Item2) is { } value && pair.pattern(f, value));
        };
    }

    private bool MatchPositional(Frame f, object subject, PythonClass target, Func<Frame, object, bool>[] patterns)
    {
        if (patterns.Length == 1 && target.IsBuiltin && !target.IsException)
        {
            return patterns[0](f, subject);
        }

        var names = target.Dataclass?.FieldNames ?? (target.Find("__match_args__") as PythonTuple)?.Items.OfType<string>().ToArray() ?? [];
        if (patterns.Length > names.Count)
        {
            throw PythonError.Type($"{target.Name}() accepts {names.Count} positional sub-pattern{(names.Count == 1 ? "" : "s")} ({patterns.Length} given)");
        }

        for (var i = 0; i < patterns.Length; i++)
        {
            if (Attributes.Find(_vm, subject, names[i]) is not { } value || !patterns[i](f, value))
            {
                return false;
            }
        }

        return true;
    }
}
