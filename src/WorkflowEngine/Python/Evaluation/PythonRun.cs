using System.Collections.Immutable;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>A module that has run: what it defined, printed and did wrong. Its functions can be called, within the same limits.</summary>
internal sealed class PythonRun(Interpreter interpreter, string? file)
{
    private readonly List<Diagnostic> _diagnostics = [];

    /// <summary>The global variables in the order in which the program names them.</summary>
    public IEnumerable<KeyValuePair<string, object>> Globals => interpreter.Globals.Bound();

    /// <summary>Everything printed, also by functions called later.</summary>
    public string Output => interpreter.Output;

    public IReadOnlyList<Diagnostic> Diagnostics => _diagnostics;

    /// <summary>The exception of the program that ended the last run or call; null when it ended well or was stopped.</summary>
    public ExceptionInstance? Exception { get; private set; }

    /// <summary>Where the last error passed, innermost first.</summary>
    public IReadOnlyList<TracePoint> Traceback { get; private set; } = [];

    /// <summary>For hosts whose objects call back into the program.</summary>
    public Interpreter Interpreter => interpreter;

    public object? Global(string name) => interpreter.Globals.Find(name);

    /// <summary>Calls a function of the module, and runs it to its end when it is async. Null when it failed; a diagnostic says why.</summary>
    public object? Call(object function, IReadOnlyList<object> arguments, IReadOnlyDictionary<string, object>? keywords = null)
    {
        var node = (function as PythonFunction)?.Node ?? new PassStatement(SourceSpan.None);
        return Guard(new Frame("<module>", [], node), () =>
        {
            var value = interpreter.Call(function, new Arguments([.. arguments], keywords?.ToArray()));
            return value is Coroutine coroutine ? coroutine.Await(interpreter)! : value;
        });
    }

    internal void Execute(ImmutableArray<PythonStatement> body)
    {
        if (body.IsEmpty)
        {
            return;
        }

        var frame = new Frame("<module>", [], body[0]);
        Guard(frame, () =>
        {
            Compiler.CompileModule(interpreter, body)(frame);
            return Values.None;
        });
    }

    /// <summary>
    /// Runs each statement although one before it failed, so that everything that is wrong is found at once. A limit that is reached ends
    /// the run.
    /// </summary>
    internal void ExecuteEach(ImmutableArray<PythonStatement> body)
    {
        if (body.IsEmpty)
        {
            return;
        }

        var frame = new Frame("<module>", [], body[0]);
        Func<PythonStatement, Func<Frame, Flow>>? compile = null;
        Guard(frame, () =>
        {
            compile = Compiler.ForStatements(interpreter, body);
            return Values.None;
        });
        foreach (var statement in body)
        {
            if (compile is null || (_diagnostics.Count > 0 && IsLimit(_diagnostics[^1].Code)))
            {
                return;
            }

            frame.Node = statement;
            Guard(frame, () =>
            {
                compile(statement)(frame);
                return Values.None;
            });
        }
    }

    private static bool IsLimit(string code) => code is PythonRunCodes.TooManySteps or PythonRunCodes.TooMuchMemory or PythonRunCodes.TooMuchOutput;

    internal void Add(IEnumerable<Diagnostic> diagnostics) => _diagnostics.AddRange(diagnostics);

    private object? Guard(Frame frame, Func<object> action)
    {
        Exception = null;
        Traceback = [];
        try
        {
            try
            {
                return action();
            }
            catch (EvaluationException e) when (e.Passes(frame))
            {
                throw;
            }
        }
        catch (PythonError e)
        {
            Exception = e.Instance;
            Report(PythonRunCodes.UncaughtException, Describe(e.Instance), e, null);
        }
        catch (PythonStop e)
        {
            Report(e.Code, e.Message, e, e.Hint);
        }
        catch (InsufficientExecutionStackException)
        {
            Report(PythonRunCodes.TooDeep, "The program is nested too deeply.", null, null);
        }

        return null;
    }

    private void Report(string code, string message, EvaluationException? error, string? hint)
    {
        Traceback = error?.Trace.ToArray() ?? [];
        var span = Traceback.Count > 0 ? Traceback[0].Span : SourceSpan.None;
        _diagnostics.Add(Diagnostic.Error(code, message, span, hint) with { File = file });
    }

    // The text of an exception may be made by the program, which may fail at that too.
    private string Describe(ExceptionInstance exception)
    {
        try
        {
            var text = Text.Str(interpreter, exception);
            return text.Length == 0 ? exception.Class.Name : $"{exception.Class.Name}: {text}";
        }
        catch (EvaluationException)
        {
            return exception.Class.Name;
        }
    }
}
