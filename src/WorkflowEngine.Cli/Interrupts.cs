namespace WorkflowEngine.Cli;

/// <summary>Wishes of the user to stop: the first is polite, the second is not.</summary>
internal sealed class Interrupts : IDisposable
{
    private readonly CancellationTokenSource _first = new();
    private readonly CancellationTokenSource _second = new();

    public CancellationToken First => _first.Token;

    public CancellationToken Second => _second.Token;

    public void Signal() => (_first.IsCancellationRequested ? _second : _first).Cancel();

    public void Dispose()
    {
        _first.Dispose();
        _second.Dispose();
    }
}
