-- Times are tenths of a microsecond since 1970 in UTC: datetime(x / 10000000, 'unixepoch'). A status is the number that
-- WorkflowStatus gives it: 1 success, 2 failure, 3 cancelled, 4 skipped, 5 waiting, 6 running, 7 blocked. Indexes of work to do
-- cover only rows that have not ended, so that taking work does not slow down with the history.

CREATE TABLE workflow_definitions (
    id INTEGER PRIMARY KEY,
    scope TEXT NOT NULL,
    ref TEXT NOT NULL,
    origin TEXT NOT NULL,
    hash TEXT NOT NULL,
    document TEXT NOT NULL
);
CREATE UNIQUE INDEX workflow_definitions_ref ON workflow_definitions (scope, ref, origin);

-- The last run number of each scope. It outlives the runs, so that no number is given twice.
CREATE TABLE workflow_scopes (
    scope TEXT PRIMARY KEY,
    last_number INTEGER NOT NULL
) WITHOUT ROWID;

CREATE TABLE workflow_plans (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    document TEXT NOT NULL
);

CREATE TABLE trigger_deliveries (
    id INTEGER PRIMARY KEY,
    scope TEXT NOT NULL,
    delivery_key TEXT NOT NULL,
    arrived_at INTEGER NOT NULL,
    run_count INTEGER NOT NULL,
    UNIQUE (scope, delivery_key)
);
CREATE INDEX trigger_deliveries_without_runs ON trigger_deliveries (arrived_at) WHERE run_count = 0;

CREATE TABLE workflow_runs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    scope TEXT NOT NULL,
    number INTEGER NOT NULL,
    workflow TEXT NOT NULL,
    label TEXT NOT NULL,
    plan_id INTEGER NOT NULL,
    delivery_id INTEGER,
    source_file TEXT,
    source_sha256 TEXT,
    source_format INTEGER,
    status INTEGER NOT NULL,
    reason_code TEXT,
    reason_text TEXT,
    cancel_requested INTEGER NOT NULL,
    cancel_forced INTEGER NOT NULL,
    rerun_of INTEGER,
    trigger_depth INTEGER NOT NULL,
    concurrency_group TEXT,
    cancel_in_progress INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    stopped_at INTEGER,
    version INTEGER NOT NULL,
    last_event INTEGER NOT NULL
);
CREATE INDEX workflow_runs_scope ON workflow_runs (scope);
CREATE INDEX workflow_runs_workflow ON workflow_runs (scope, workflow);
CREATE INDEX workflow_runs_plan ON workflow_runs (plan_id);
CREATE INDEX workflow_runs_delivery ON workflow_runs (delivery_id) WHERE delivery_id IS NOT NULL;
CREATE INDEX workflow_runs_active ON workflow_runs (id) WHERE status >= 5;
CREATE INDEX workflow_runs_active_group ON workflow_runs (scope, concurrency_group) WHERE concurrency_group IS NOT NULL AND status >= 5;
CREATE INDEX workflow_runs_superseding ON workflow_runs (scope, concurrency_group)
    WHERE cancel_in_progress = 1 AND concurrency_group IS NOT NULL AND status >= 5;
CREATE INDEX workflow_runs_stopped ON workflow_runs (stopped_at) WHERE status < 5;

-- What a run was started with. Apart from the run, so that a change of status does not write a large payload again.
CREATE TABLE workflow_run_inputs (
    run_id INTEGER PRIMARY KEY,
    event TEXT NOT NULL,
    inputs TEXT
);

-- version: the version of the run that changed the row last.
CREATE TABLE workflow_jobs (
    run_id INTEGER NOT NULL,
    job INTEGER NOT NULL,
    version INTEGER NOT NULL,
    name TEXT NOT NULL,
    label TEXT NOT NULL,
    status INTEGER NOT NULL,
    reason_code TEXT,
    reason_text TEXT,
    attempt INTEGER NOT NULL,
    lost_attempts INTEGER NOT NULL,
    failed_attempts INTEGER NOT NULL,
    not_before INTEGER,
    outputs TEXT,
    worker TEXT,
    started_at INTEGER,
    stopped_at INTEGER,
    PRIMARY KEY (run_id, job)
) WITHOUT ROWID;
-- The first jobs of a run are looked through; only runs with more jobs pay for an index.
CREATE INDEX workflow_jobs_version ON workflow_jobs (run_id, version) WHERE job >= 64;

-- labels: sorted, one a line; empty for none. concurrency_group: the scope, a line end and the group.
-- queue, of a waiting task: 0 in the queue, 1 delayed, 2 held because a claim has found that a concurrency group does not let it run
-- yet; the end of a member of the group puts the next one back into the queue.
CREATE TABLE workflow_tasks (
    run_id INTEGER NOT NULL,
    job INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    status INTEGER NOT NULL,
    priority INTEGER NOT NULL,
    not_before INTEGER,
    queue INTEGER NOT NULL,
    labels TEXT NOT NULL,
    concurrency_group TEXT,
    cancel_requested INTEGER NOT NULL,
    reason_code TEXT,
    reason_text TEXT,
    stopped_at INTEGER,
    worker TEXT,
    token INTEGER,
    expires_at INTEGER,
    last_log_sequence INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (run_id, job, attempt)
) WITHOUT ROWID;
CREATE INDEX workflow_tasks_ready ON workflow_tasks (labels, priority DESC, run_id, job, attempt)
    WHERE status = 5 AND queue = 0;
CREATE INDEX workflow_tasks_delayed ON workflow_tasks (not_before) WHERE status = 5 AND queue = 1;
CREATE INDEX workflow_tasks_leased ON workflow_tasks (expires_at) WHERE status = 6;
CREATE INDEX workflow_tasks_group ON workflow_tasks (concurrency_group, status DESC, run_id, job, attempt)
    WHERE concurrency_group IS NOT NULL AND status IN (5, 6);

CREATE TABLE workflow_steps (
    run_id INTEGER NOT NULL,
    job INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    step INTEGER NOT NULL,
    id TEXT NOT NULL,
    label TEXT NOT NULL,
    status INTEGER NOT NULL,
    reason_code TEXT,
    reason_text TEXT,
    exit_code INTEGER,
    output TEXT,
    started_at INTEGER,
    stopped_at INTEGER,
    PRIMARY KEY (run_id, job, attempt, step)
) WITHOUT ROWID;

CREATE TABLE workflow_logs (
    run_id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    job INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    step INTEGER NOT NULL,
    source INTEGER NOT NULL,
    text TEXT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (run_id, position)
) WITHOUT ROWID;
CREATE INDEX workflow_logs_job ON workflow_logs (run_id, job);

-- One row for all events of one transition.
CREATE TABLE workflow_events (
    position INTEGER PRIMARY KEY AUTOINCREMENT,
    run_id INTEGER NOT NULL,
    last_sequence INTEGER NOT NULL,
    count INTEGER NOT NULL,
    document TEXT NOT NULL
);
CREATE INDEX workflow_events_run ON workflow_events (run_id, last_sequence);

CREATE TABLE observer_positions (
    observer TEXT PRIMARY KEY,
    position INTEGER NOT NULL
) WITHOUT ROWID;
