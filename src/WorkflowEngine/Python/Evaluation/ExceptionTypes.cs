namespace WorkflowEngine.Python.Evaluation;

/// <summary>Python's exception classes.</summary>
internal static class ExceptionTypes
{
    public static readonly PythonClass BaseException = PythonClass.Builtin("BaseException", BuiltinTypes.Object, null);
    public static readonly PythonClass Exception = Of("Exception", BaseException);
    public static readonly PythonClass TypeError = Of("TypeError", Exception);
    public static readonly PythonClass ValueError = Of("ValueError", Exception);
    public static readonly PythonClass LookupError = Of("LookupError", Exception);
    public static readonly PythonClass IndexError = Of("IndexError", LookupError);
    public static readonly PythonClass KeyError = Of("KeyError", LookupError);
    public static readonly PythonClass AttributeError = Of("AttributeError", Exception);
    public static readonly PythonClass NameError = Of("NameError", Exception);
    public static readonly PythonClass UnboundLocalError = Of("UnboundLocalError", NameError);
    public static readonly PythonClass ArithmeticError = Of("ArithmeticError", Exception);
    public static readonly PythonClass ZeroDivisionError = Of("ZeroDivisionError", ArithmeticError);
    public static readonly PythonClass OverflowError = Of("OverflowError", ArithmeticError);
    public static readonly PythonClass AssertionError = Of("AssertionError", Exception);
    public static readonly PythonClass RuntimeError = Of("RuntimeError", Exception);
    public static readonly PythonClass NotImplementedError = Of("NotImplementedError", RuntimeError);
    public static readonly PythonClass RecursionError = Of("RecursionError", RuntimeError);
    public static readonly PythonClass StopIteration = Of("StopIteration", Exception);
    public static readonly PythonClass ImportError = Of("ImportError", Exception);
    public static readonly PythonClass ModuleNotFoundError = Of("ModuleNotFoundError", ImportError);
    public static readonly PythonClass UnicodeError = Of("UnicodeError", ValueError);
    public static readonly PythonClass UnicodeDecodeError = Of("UnicodeDecodeError", UnicodeError);
    public static readonly PythonClass UnicodeEncodeError = Of("UnicodeEncodeError", UnicodeError);
    public static readonly PythonClass JsonDecodeError = Of("JSONDecodeError", ValueError);
    public static readonly PythonClass RegexError = Of("PatternError", Exception);
    public static readonly PythonClass FrozenInstanceError = Of("FrozenInstanceError", AttributeError);

    private static readonly PythonClass OsError = Of("OSError", Exception);

    public static IReadOnlyList<PythonClass> Builtin { get; } =
    [
        BaseException, Exception, TypeError, ValueError, LookupError, IndexError, KeyError, AttributeError, NameError, UnboundLocalError,
        ArithmeticError, ZeroDivisionError, OverflowError, AssertionError, RuntimeError, NotImplementedError, RecursionError, StopIteration,
        ImportError, ModuleNotFoundError, UnicodeError, UnicodeDecodeError, UnicodeEncodeError, OsError, Of("FileNotFoundError", OsError),
        Of("PermissionError", OsError), Of("TimeoutError", OsError), Of("ConnectionError", OsError), Of("FloatingPointError", ArithmeticError),
        Of("BufferError", Exception), Of("EOFError", Exception), Of("MemoryError", Exception), Of("KeyboardInterrupt", BaseException),
        Of("SystemExit", BaseException), Of("GeneratorExit", BaseException), Of("StopAsyncIteration", Exception),
        Of("Warning", Exception),
    ];

    private static PythonClass Of(string name, PythonClass parent)
    {
        PythonClass? type = null;
        type = PythonClass.Builtin(name, parent, (vm, arguments) =>
        {
            vm.Allocate(96);
            return arguments.Keywords.Length == 0
                ? new ExceptionInstance(type!, arguments.Positional)
                : throw PythonError.Type($"{name}() takes no keyword arguments");
        });
        return type;
    }
}
