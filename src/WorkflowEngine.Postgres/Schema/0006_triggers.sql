-- What workflows say about job completions: one row per workflow, with what its limits count.
CREATE TABLE trigger_configurations (
    scope text COLLATE "C" NOT NULL,
    workflow text COLLATE "C" NOT NULL,
    version bigint NOT NULL,
    crosses_scopes boolean NOT NULL,
    configs text NOT NULL,
    usage text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (scope, workflow)
);
CREATE INDEX trigger_configurations_crossing ON trigger_configurations (scope, workflow) WHERE crosses_scopes;

-- What waits for its time or for room.
CREATE TABLE trigger_pending (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version bigint NOT NULL,
    event_id text COLLATE "C" NOT NULL,
    scope text COLLATE "C" NOT NULL,
    workflow text COLLATE "C" NOT NULL,
    trigger_type text COLLATE "C" NOT NULL,
    is_deferred boolean NOT NULL,
    takes_events boolean NOT NULL,
    first_at bigint NOT NULL,
    due_at bigint NOT NULL,
    depth bigint NOT NULL,
    event text NOT NULL
);
CREATE INDEX trigger_pending_due ON trigger_pending (due_at);
CREATE INDEX trigger_pending_workflow ON trigger_pending (scope, workflow);

-- What became of each event, for each workflow. A status and an outcome are written as words.
CREATE TABLE trigger_history (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    event_id text COLLATE "C" NOT NULL,
    job_id text COLLATE "C" NOT NULL,
    job_attempt bigint NOT NULL,
    job_type text NOT NULL,
    job_status text NOT NULL,
    source_scope text COLLATE "C",
    scope text COLLATE "C" NOT NULL,
    workflow text COLLATE "C" NOT NULL,
    trigger_type text COLLATE "C" NOT NULL,
    outcome text NOT NULL,
    reason text,
    run_id bigint,
    depth bigint NOT NULL,
    evaluated_at bigint NOT NULL,
    due_at bigint,
    detail text,
    UNIQUE (event_id, scope, workflow)
);
CREATE INDEX trigger_history_workflow ON trigger_history (scope, workflow);
CREATE INDEX trigger_history_job ON trigger_history (job_id);
CREATE INDEX trigger_history_evaluated ON trigger_history (evaluated_at);
CREATE INDEX trigger_history_run ON trigger_history (run_id) WHERE run_id IS NOT NULL;
