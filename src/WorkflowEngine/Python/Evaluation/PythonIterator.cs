namespace WorkflowEngine.Python.Evaluation;

/// <summary>What iter() returns, and generators: values one by one.</summary>
internal sealed class PythonIterator(string typeName, IEnumerator<object> values, Frame? frame = null) : PythonObject
{
    private bool _running;
    private bool _done;

    public override string TypeName => typeName;

    public override IEnumerator<object> Iterate(Interpreter vm)
    {
        while (Next(vm) is { } value)
        {
            yield return value;
        }
    }

    /// <summary>The next value, or null at the end.</summary>
    public object? Next(Interpreter vm)
    {
        if (_done)
        {
            return null;
        }

        if (_running)
        {
            throw PythonError.Value("generator already executing");
        }

        vm.EnterCall();
        _running = true;
        _done = true;
        try
        {
            if (!values.MoveNext())
            {
                return null;
            }

            _done = false;
            return values.Current;
        }
        catch (EvaluationException e) when (frame is not null && e.Passes(frame))
        {
            throw;
        }
        finally
        {
            _running = false;
            vm.LeaveCall();
        }
    }

    /// <summary>What a generator returned; None for other iterators.</summary>
    public object Returned => frame?.Result ?? Values.None;
}
