using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>A function of the program.</summary>
internal sealed class PythonFunction(
    FunctionCode code, Cell[] closure, object[] defaults, Dictionary<string, object> keywordDefaults) : PythonObject
{
    public FunctionCode Code { get; } = code;

    /// <summary>The definition, for hosts that treat a function by its source.</summary>
    public PythonNode Node => Code.Node;

    public override string TypeName => "function";

    public override bool IsCallable => true;

    /// <summary>Attributes that a host attaches; the program cannot set them.</summary>
    public Dictionary<string, object> Attributes { get; } = new(StringComparer.Ordinal);

    public override object? GetAttribute(Interpreter vm, string name) => name switch
    {
        "__name__" => Code.Name,
        "__qualname__" => Code.QualifiedName,
        "__doc__" => Code.Documentation ?? Values.None,
        _ => Attributes.GetValueOrDefault(name),
    };

    public override bool SetAttribute(Interpreter vm, string name, object value)
    {
        Attributes[name] = value;
        return true;
    }

    public override string Repr(Interpreter vm) => $"<function {Code.QualifiedName} at 0x7f0000000000>";

    public override object Call(Interpreter vm, Arguments arguments)
    {
        var slots = new object?[Code.SlotCount];
        if (arguments.Keywords.Length == 0 && arguments.Count == Code.Parameters.Length
            && Code.PositionalCount == arguments.Count && Code.VarPositionalSlot < 0 && Code.VarKeywordSlot < 0)
        {
            arguments.Positional.CopyTo(slots, 0);
        }
        else
        {
            new ArgumentBinder(vm, Code, defaults, keywordDefaults).Bind(arguments, slots);
        }

        foreach (var slot in Code.CellSlots)
        {
            slots[slot] = new Cell { Value = slots[slot] };
        }

        closure.CopyTo(slots, Code.LocalCount);
        var frame = new Frame(Code.Name, slots, Code.Node);
        if (Code.Generator is { } generator)
        {
            return new PythonIterator("generator", generator.Value(frame), frame);
        }

        return Code.IsAsync ? new Coroutine(Code, frame) : Run(vm, Code, frame);
    }

    public static object Run(Interpreter vm, FunctionCode code, Frame frame)
    {
        try
        {
            vm.EnterCall();
        }
        catch (EvaluationException e) when (e.Passes(frame))
        {
            throw;
        }

        try
        {
            code.Body.Value(frame);
            return frame.Result ?? Values.None;
        }
        catch (EvaluationException e) when (e.Passes(frame))
        {
            throw;
        }
        finally
        {
            vm.LeaveCall();
        }
    }
}
