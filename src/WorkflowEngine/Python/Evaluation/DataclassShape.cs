using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>The fields of a dataclass and what is made from them.</summary>
internal sealed class DataclassShape(IReadOnlyList<DataclassField> fields, bool isFrozen, bool compares, bool orders)
{
    // A class body cannot hold this name: it is not an identifier.
    private const string Noted = "<fields>";

    public IReadOnlyList<DataclassField> Fields { get; } = fields;

    public IReadOnlyList<string> FieldNames { get; } = [.. fields.Where(field => field.IsArgument).Select(field => field.Name)];

    public bool IsFrozen { get; } = isFrozen;

    public bool Compares { get; } = compares;

    public bool Orders { get; } = orders;

    public static void NoteField(Dictionary<string, object> members, string name, PythonExpression annotation)
    {
        var noted = members.TryGetValue(Noted, out var found) ? (PythonTuple)found : PythonTuple.Empty;
        var isClassVariable = annotation is NameExpression { Name: "ClassVar" }
            or SubscriptExpression { Value: NameExpression { Name: "ClassVar" } }
            or SubscriptExpression { Value: AttributeExpression { Name: "ClassVar" } };
        if (!isClassVariable && !noted.Items.Contains(name))
        {
            members[Noted] = new PythonTuple([.. noted.Items, name]);
        }
    }

    public static IEnumerable<string> NotedFields(PythonClass type) =>
        type.Members.TryGetValue(Noted, out var found) ? ((PythonTuple)found).Items.Cast<string>() : [];

    public bool? AreEqual(Interpreter vm, PythonInstance a, object b)
    {
        if (b is not PythonInstance other || other.Class != a.Class)
        {
            return null;
        }

        return Comparison.AreEqual(vm, Compared(a), Compared(other));
    }

    public bool? Order(Interpreter vm, CompareOperator op, PythonInstance a, object b) =>
        op != CompareOperator.NotEqual && b is PythonInstance other && other.Class == a.Class
            ? Comparison.Order(vm, op, Compared(a).Items, Compared(other).Items)
            : null;

    public int HashOf(Interpreter vm, PythonInstance instance) => Compared(instance).Hash(vm);

    public string Repr(Interpreter vm, PythonInstance instance) => Text.Guarded(vm, instance, "...", () =>
    {
        var text = new TextMaker(vm).Add(instance.Class.Name).Add("(");
        var first = true;
        foreach (var field in Fields)
        {
            if (!field.IsShown || instance.GetAttribute(vm, field.Name) is not { } value)
            {
                continue;
            }

            text.Add(first ? "" : ", ").Add(field.Name).Add("=").Add(Text.Repr(vm, value));
            first = false;
        }

        return text.Add(")").ToString();
    });

    private PythonTuple Compared(PythonInstance instance) =>
        new([.. Fields.Where(field => field.IsCompared).Select(field => instance.Fields.GetValueOrDefault(field.Name) ?? Values.None)]);
}
