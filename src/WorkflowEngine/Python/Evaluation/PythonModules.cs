using System.Collections.Immutable;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>The modules a program can import: those of the evaluator, and what a host adds.</summary>
internal sealed class PythonModules
{
    private readonly ImmutableDictionary<string, Func<Interpreter, PythonObject>> _modules;
    private readonly Func<string, PythonObject?>? _others;

    private PythonModules(ImmutableDictionary<string, Func<Interpreter, PythonObject>> modules, Func<string, PythonObject?>? others = null) =>
        (_modules, _others) = (modules, others);

    public static PythonModules Standard { get; } = new(ImmutableDictionary<string, Func<Interpreter, PythonObject>>.Empty
        .Add("math", _ => MathModule.Module)
        .Add("json", _ => JsonModule.Module)
        .Add("textwrap", _ => TextwrapModule.Module)
        .Add("re", _ => RegexModule.Module)
        .Add("dataclasses", _ => DataclassesModule.Module)
        .Add("enum", _ => EnumTypes.Module)
        .Add("typing", _ => TypingModule.Module)
        .Add("__future__", _ => TypingModule.Future));

    /// <summary>Adds a module, made at its first import in an evaluation; a submodule is added under its dotted name.</summary>
    public PythonModules With(string name, Func<Interpreter, PythonObject> make) => new(_modules.SetItem(name, make), _others);

    /// <summary>Adds what stands for modules that are not provided; null refuses the import.</summary>
    public PythonModules WithOthers(Func<string, PythonObject?> make) => new(_modules, make);

    /// <summary>Whether a module of that name is provided.</summary>
    public bool Provides(string name) => _modules.ContainsKey(name);

    public PythonModules With(string name, IReadOnlyDictionary<string, object> members) =>
        With(name, _ => new PythonModuleObject(name, members));

    internal PythonObject? Find(Interpreter vm, string name) => _modules.TryGetValue(name, out var make) ? make(vm) : _others?.Invoke(name);
}
