namespace WorkflowEngine.Triggers.Blueprints;

/// <summary>A limit that does not let a run start.</summary>
/// <param name="Reason">One of <see cref="StartReasons"/>.</param>
/// <param name="Detail">The limit, for people.</param>
/// <param name="RoomAt">When there will be room, as far as that is known; null when that depends on runs that end.</param>
internal sealed record LimitBreach(string Reason, string Detail, DateTimeOffset? RoomAt);
