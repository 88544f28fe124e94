using System.Numerics;
using System.Runtime.CompilerServices;
using System.Text;
using WorkflowEngine.Diagnostics;
using WorkflowEngine.Python.Syntax;

namespace WorkflowEngine.Python.Evaluation;

/// <summary>One evaluation: what it has used of its limits, what it printed, and its global variables.</summary>
internal sealed class Interpreter
{
    private readonly StringBuilder _output = new();
    private readonly Dictionary<string, PythonObject> _imported = new(StringComparer.Ordinal);
    private readonly PythonModules _modules;
    private long _steps;
    private long _allocated;
    private int _depth;

    public Interpreter(PythonLimits limits, PythonModules modules)
    {
        Limits = limits;
        _modules = modules;
        _steps = limits.Steps;
        Keys = new KeyComparer(this);
    }

    public PythonLimits Limits { get; }

    public GlobalNames Globals { get; } = new();

    public KeyComparer Keys { get; }

    public string Output => _output.ToString();

    /// <summary>How many steps the program has taken so far.</summary>
    public long StepsTaken => Limits.Steps - Math.Max(0, _steps);

    /// <summary>The call that runs, for a host's function that wants to know where it was called from.</summary>
    public PythonNode? CallSite { get; set; }

    /// <summary>The exceptions whose handlers are running, for a bare "raise".</summary>
    public Stack<ExceptionInstance> Handled { get; } = new();

    public HashSet<object> BeingPrinted { get; } = new(ReferenceEqualityComparer.Instance);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Step()
    {
        if (--_steps < 0)
        {
            OutOfSteps();
        }
    }

    public void Spend(long steps)
    {
        if ((_steps -= steps) < 0)
        {
            OutOfSteps();
        }
    }

    public void Allocate(long bytes)
    {
        if ((_allocated += bytes) > Limits.AllocatedBytes)
        {
            throw new PythonStop(PythonRunCodes.TooMuchMemory, $"The program made more than {Limits.AllocatedBytes} bytes of values.");
        }
    }

    /// <summary>Accounts for a collection that is about to be made or copied.</summary>
    public void Collection(long count, int bytesPerElement = 16)
    {
        CheckCount(count);
        Allocate(48 + (count * bytesPerElement));
        Spend(count >> 3);
    }

    public void CheckCount(long count)
    {
        if (count > Limits.CollectionSize)
        {
            throw new PythonStop(PythonRunCodes.CollectionTooLarge, $"A collection may hold at most {Limits.CollectionSize} elements.");
        }
    }

    /// <summary>Accounts for a text that is about to be made.</summary>
    public void Text(long length)
    {
        if (length > Limits.TextLength)
        {
            throw new PythonStop(PythonRunCodes.TextTooLong, $"A text may have at most {Limits.TextLength} characters.");
        }

        Allocate(24 + (2 * length));
        Spend(length >> 5);
    }

    public string Made(string text)
    {
        Text(text.Length);
        return text;
    }

    public void CheckBits(double bits)
    {
        if (bits > Limits.IntegerBits)
        {
            throw new PythonStop(PythonRunCodes.IntegerTooLarge, $"An integer may have at most {Limits.IntegerBits} bits.");
        }
    }

    public object Integer(BigInteger value)
    {
        if (value >= long.MinValue && value <= long.MaxValue)
        {
            return Values.Int((long)value);
        }

        var bits = value.GetBitLength();
        CheckBits(bits);
        Allocate(32 + (bits >> 3));
        return value;
    }

    /// <summary>Guards a walk over nested values.</summary>
    public static void EnsureStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw TooDeep();
        }
    }

    public void EnterCall()
    {
        Step();
        if (++_depth > Limits.CallDepth)
        {
            _depth--;
            throw TooDeep();
        }

        try
        {
            EnsureStack();
        }
        catch (PythonStop)
        {
            _depth--;
            throw;
        }
    }

    public void LeaveCall() => _depth--;

    /// <summary>Unwinding costs the host much more than a step, and more the deeper it starts.</summary>
    public void SpendOnRaise() => Spend(200 + (20L * _depth));

    public void Print(string text)
    {
        if (_output.Length + (long)text.Length > Limits.OutputLength)
        {
            throw new PythonStop(PythonRunCodes.TooMuchOutput, $"The program printed more than {Limits.OutputLength} characters.");
        }

        Spend(text.Length >> 5);
        _output.Append(text);
    }

    public PythonObject? Import(string name)
    {
        if (_imported.TryGetValue(name, out var module))
        {
            return module;
        }

        module = _modules.Find(this, name);
        if (module is not null)
        {
            _imported.Add(name, module);
        }

        return module;
    }

    public object Call(object function, params object[] arguments) => Call(function, new Arguments(arguments));

    public object Call(object function, Arguments arguments)
    {
        Step();
        return function is PythonObject callable
            ? callable.Call(this, arguments)
            : throw PythonError.Type($"'{Types.NameOf(function)}' object is not callable");
    }

    private static PythonStop TooDeep() => new(PythonRunCodes.TooDeep, "Calls or values are nested too deeply.");

    private void OutOfSteps()
    {
        _steps = -1;
        throw new PythonStop(PythonRunCodes.TooManySteps, $"The program took more than {Limits.Steps} steps.");
    }
}
