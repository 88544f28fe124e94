namespace WorkflowEngine.Storage.Specification;

/// <summary>What the specification needs of an adapter: a fresh store for each test, and further handles to its data.</summary>
/// <remarks>One fixture is made per test and disposed after it, with everything it opened.</remarks>
public abstract class StoreFixture : IAsyncDisposable
{
    /// <summary>The clock of the test; adapters that wait get it as their time provider.</summary>
    public ManualTimeProvider Time { get; } = new();

    /// <summary>
    /// Why this adapter has no statements that could fail one by one; null when it has, and <see cref="FailAtStatement"/> works.
    /// Default: null.
    /// </summary>
    public virtual string? NoStatements => null;

    /// <summary>Whether a failure was ordered and no statement has met it yet.</summary>
    public virtual bool IsFailureDue => false;

    /// <summary>
    /// Opens another handle to the data of this fixture, as another process would: connections, caches and pools are its own.
    /// The first call finds no data, and no schema either. An adapter without processes may give the same object again.
    /// </summary>
    public abstract ValueTask<IWorkflowStore> OpenAsync();

    /// <summary>
    /// Makes one statement fail as if the connection broke: the <paramref name="number"/>-th from now, from 1, over all handles; begin
    /// and commit count as statements. What comes after it works again. 0 takes the order back.
    /// </summary>
    public virtual void FailAtStatement(int number)
    {
        if (number != 0)
        {
            throw new NotSupportedException(NoStatements ?? "The fixture does not say how a statement fails.");
        }
    }

    /// <summary>
    /// Changes rows behind the store's back, in the SQL that the adapters have in common, so that damage is found. Needed unless
    /// <see cref="NoStatements"/> says why not.
    /// </summary>
    public virtual ValueTask ExecuteAsync(string sql) =>
        throw new NotSupportedException(NoStatements ?? "The fixture does not say how its rows are changed.");

    /// <summary>
    /// Why this adapter writes in no transaction of a host; null when it does, and <see cref="BeginAsync"/> works. Default: null.
    /// </summary>
    public virtual string? NoTransactions => null;

    /// <summary>Begins a transaction on the data of this fixture, over a connection that is not the store's, as a host does.</summary>
    public virtual ValueTask<HostTransaction> BeginAsync() =>
        throw new NotSupportedException(NoTransactions ?? "The fixture does not say how a host begins a transaction.");

    /// <summary>Closes all handles and removes the data.</summary>
    public virtual ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }
}
