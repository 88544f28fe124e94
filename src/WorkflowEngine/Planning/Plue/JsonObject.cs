using System.Text.Json;
using WorkflowEngine.Python.Evaluation;

namespace WorkflowEngine.Planning.Plue;

/// <summary>An object of an event's document: a dictionary whose entries are attributes as well; one that is missing is None.</summary>
internal sealed class JsonObject(JsonElement element) : PythonObject
{
    private PythonDict? _entries;

    public override string TypeName => "dict";

    public override bool IsHashable => false;

    /// <summary>A branch of a pull request is used as its name.</summary>
    public override string? StandsFor => Ref is { } name ? EventTexts.Harmless(name) : null;

    public override object? GetAttribute(Interpreter vm, string name)
    {
        if (name.StartsWith('_'))
        {
            return null;
        }

        return BuiltinTypes.Dict.FindMethod(name) is { } method
            ? new BoundBuiltin(name, Entries(vm), method)
            : element.TryGetProperty(name, out var value) ? EventTexts.Of(vm, value) : Values.None;
    }

    public override object? GetItem(Interpreter vm, object key) => Entries(vm).GetItem(vm, key);

    public override IEnumerator<object> Iterate(Interpreter vm) => Entries(vm).Iterate(vm);

    public override long? Length(Interpreter vm) => Entries(vm).Length(vm);

    public override bool? Contains(Interpreter vm, object item) => Entries(vm).Contains(vm, item);

    public override bool? EqualTo(Interpreter vm, object other) =>
        Entries(vm).EqualTo(vm, other is JsonObject json ? json.Entries(vm) : other);

    public override string Repr(Interpreter vm) => Entries(vm).Repr(vm);

    /// <summary>As text a branch of a pull request is its name, and any other object what Python prints for a dictionary.</summary>
    public override string Str(Interpreter vm) => Ref is { } name ? vm.Made(EventTexts.Harmless(name)) : Repr(vm);

    public override string? Format(Interpreter vm, string spec) => spec.Length == 0 ? Str(vm) : null;

    private string? Ref => element.TryGetProperty("sha", out _) && element.TryGetProperty("ref", out var name)
        && name.ValueKind == JsonValueKind.String ? name.GetString() : null;

    public PythonDict Entries(Interpreter vm)
    {
        if (_entries is null)
        {
            _entries = new PythonDict(vm);
            foreach (var property in element.EnumerateObject())
            {
                _entries.Set(vm, vm.Made(EventTexts.Harmless(property.Name)), EventTexts.Of(vm, property.Value));
            }
        }

        return _entries;
    }
}
