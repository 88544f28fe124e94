namespace WorkflowEngine.Storage;

/// <summary>A transaction of the host in which a store can write. Each kind of store takes those of its driver and refuses others.</summary>
/// <param name="Native">What the driver has: an <c>NpgsqlTransaction</c>, or a <c>sqlite3</c> connection that is in a transaction.</param>
public sealed record StoreTransaction(object Native);
