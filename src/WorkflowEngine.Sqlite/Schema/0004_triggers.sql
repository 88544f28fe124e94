-- What workflows say about job completions: one row per workflow, with what its limits count.
CREATE TABLE trigger_configurations (
    scope TEXT NOT NULL,
    workflow TEXT NOT NULL,
    version INTEGER NOT NULL,
    crosses_scopes INTEGER NOT NULL,
    configs TEXT NOT NULL,
    usage TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    PRIMARY KEY (scope, workflow)
) WITHOUT ROWID;
CREATE INDEX trigger_configurations_crossing ON trigger_configurations (scope, workflow) WHERE crosses_scopes = 1;

-- What waits for its time or for room.
CREATE TABLE trigger_pending (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    version INTEGER NOT NULL,
    event_id TEXT NOT NULL,
    scope TEXT NOT NULL,
    workflow TEXT NOT NULL,
    trigger_type TEXT NOT NULL,
    is_deferred INTEGER NOT NULL,
    takes_events INTEGER NOT NULL,
    first_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    depth INTEGER NOT NULL,
    event TEXT NOT NULL
);
CREATE INDEX trigger_pending_due ON trigger_pending (due_at);
CREATE INDEX trigger_pending_workflow ON trigger_pending (scope, workflow);

-- What became of each event, for each workflow. A status and an outcome are written as words.
CREATE TABLE trigger_history (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id TEXT NOT NULL,
    job_id TEXT NOT NULL,
    job_attempt INTEGER NOT NULL,
    job_type TEXT NOT NULL,
    job_status TEXT NOT NULL,
    source_scope TEXT,
    scope TEXT NOT NULL,
    workflow TEXT NOT NULL,
    trigger_type TEXT NOT NULL,
    outcome TEXT NOT NULL,
    reason TEXT,
    run_id INTEGER,
    depth INTEGER NOT NULL,
    evaluated_at INTEGER NOT NULL,
    due_at INTEGER,
    detail TEXT,
    UNIQUE (event_id, scope, workflow)
);
CREATE INDEX trigger_history_workflow ON trigger_history (scope, workflow);
CREATE INDEX trigger_history_job ON trigger_history (job_id);
CREATE INDEX trigger_history_evaluated ON trigger_history (evaluated_at);
CREATE INDEX trigger_history_run ON trigger_history (run_id) WHERE run_id IS NOT NULL;
