using System.Runtime.CompilerServices;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>
/// A value that is not a number, truth value or text. A host provides its own objects by deriving from it: what is not
/// overridden is what Python says about an object that cannot do it. Hooks answer null for "not provided".
/// </summary>
internal abstract class PythonObject
{
    public abstract string TypeName { get; }

    public virtual bool IsCallable => false;

    public virtual bool IsHashable => true;

    /// <summary>The text that a host's value may be used as where only text is taken; null when it is not text.</summary>
    public virtual string? StandsFor => null;

    public virtual object? GetAttribute(Interpreter vm, string name) => null;

    public virtual bool SetAttribute(Interpreter vm, string name, object value) => false;

    public virtual bool DeleteAttribute(Interpreter vm, string name) => false;

    public virtual object Call(Interpreter vm, Arguments arguments) =>
        throw PythonError.Type($"'{TypeName}' object is not callable");

    public virtual IEnumerator<object>? Iterate(Interpreter vm) => null;

    public virtual long? Length(Interpreter vm) => null;

    public virtual object? GetItem(Interpreter vm, object key) => null;

    public virtual bool SetItem(Interpreter vm, object key, object value) => false;

    public virtual bool DeleteItem(Interpreter vm, object key) => false;

    public virtual bool? Contains(Interpreter vm, object item) => null;

    public virtual bool IsTrue(Interpreter vm) => Length(vm) is not { } length || length != 0;

    public virtual bool? EqualTo(Interpreter vm, object other) => null;

    public virtual bool? Order(Interpreter vm, CompareOperator op, object other) => null;

    public virtual int Hash(Interpreter vm) => RuntimeHelpers.GetHashCode(this);

    public virtual object? Binary(Interpreter vm, BinaryOperator op, object other, bool reflected) => null;

    public virtual object? InPlace(Interpreter vm, BinaryOperator op, object other) => null;

    public virtual object? Unary(Interpreter vm, UnaryOperator op) => null;

    public virtual string Repr(Interpreter vm) => $"<{TypeName} object>";

    public virtual string Str(Interpreter vm) => Repr(vm);

    public virtual string? Format(Interpreter vm, string spec) => null;

    /// <summary>The value of "with x as value"; null when it is not a context.</summary>
    public virtual object? Enter(Interpreter vm) => null;

    /// <summary>Ends a "with" block; true swallows the exception.</summary>
    public virtual bool Exit(Interpreter vm, ExceptionInstance? exception) => false;

    /// <summary>The value of "await x"; a host's object is its own result.</summary>
    public virtual object? Await(Interpreter vm) => this;
}
