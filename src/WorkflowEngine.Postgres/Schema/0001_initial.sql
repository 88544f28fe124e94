-- Times are tenths of a microsecond since 1970 in UTC, all that an instant of the engine has (timestamptz keeps whole microseconds):
-- to_timestamp(x / 10000000.0). A status is the number that WorkflowStatus gives it: 1 success, 2 failure, 3 cancelled, 4 skipped,
-- 5 waiting, 6 running, 7 blocked. Indexes of work to do cover only rows that have not ended, so that taking work does not slow down
-- with the history. Names are compared byte by byte, whatever the collation of the database.

CREATE TABLE workflow_definitions (
    scope text COLLATE "C" NOT NULL,
    ref text COLLATE "C" NOT NULL,
    origin text COLLATE "C" NOT NULL,
    hash text NOT NULL,
    document text NOT NULL,
    PRIMARY KEY (scope, ref, origin)
);

-- The last run number of each scope. It outlives the runs, so that no number is given twice.
CREATE TABLE workflow_scopes (
    scope text COLLATE "C" PRIMARY KEY,
    last_number bigint NOT NULL
) WITH (fillfactor = 50);

CREATE TABLE workflow_plans (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    hash text COLLATE "C" NOT NULL UNIQUE,
    document text NOT NULL
);

CREATE TABLE trigger_deliveries (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    scope text COLLATE "C" NOT NULL,
    delivery_key text COLLATE "C" NOT NULL,
    arrived_at bigint NOT NULL,
    run_count integer NOT NULL,
    UNIQUE (scope, delivery_key)
);
CREATE INDEX trigger_deliveries_without_runs ON trigger_deliveries (arrived_at) WHERE run_count = 0;

CREATE SEQUENCE workflow_run_ids;

CREATE TABLE workflow_runs (
    id bigint PRIMARY KEY,
    scope text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    workflow text COLLATE "C" NOT NULL,
    label text NOT NULL,
    plan_id bigint NOT NULL,
    delivery_id bigint,
    source_file text,
    source_sha256 text,
    source_format smallint,
    status smallint NOT NULL,
    reason_code text,
    reason_text text,
    cancel_requested boolean NOT NULL,
    cancel_forced boolean NOT NULL,
    rerun_of bigint,
    trigger_depth integer NOT NULL,
    concurrency_group text COLLATE "C",
    cancel_in_progress boolean NOT NULL,
    created_at bigint NOT NULL,
    started_at bigint,
    stopped_at bigint,
    version bigint NOT NULL,
    last_event bigint NOT NULL
) WITH (fillfactor = 80);
CREATE INDEX workflow_runs_workflow ON workflow_runs (scope, workflow, id);
CREATE INDEX workflow_runs_scope ON workflow_runs (scope, id);
CREATE INDEX workflow_runs_plan ON workflow_runs (plan_id);
CREATE INDEX workflow_runs_delivery ON workflow_runs (delivery_id) WHERE delivery_id IS NOT NULL;
CREATE INDEX workflow_runs_active ON workflow_runs (id) WHERE status >= 5;
CREATE INDEX workflow_runs_active_group ON workflow_runs (scope, concurrency_group, id)
    WHERE concurrency_group IS NOT NULL AND status >= 5;
CREATE INDEX workflow_runs_superseding ON workflow_runs (scope, concurrency_group, id)
    WHERE cancel_in_progress AND concurrency_group IS NOT NULL AND status >= 5;
CREATE INDEX workflow_runs_stopped ON workflow_runs (stopped_at, id) WHERE status < 5;

-- What a run was started with. Apart from the run, so that a change of status does not write a large payload again.
CREATE TABLE workflow_run_inputs (
    run_id bigint PRIMARY KEY,
    event text NOT NULL,
    inputs text
);

-- version: the version of the run that changed the row last.
CREATE TABLE workflow_jobs (
    run_id bigint NOT NULL,
    job integer NOT NULL,
    version bigint NOT NULL,
    name text NOT NULL,
    label text NOT NULL,
    status smallint NOT NULL,
    reason_code text,
    reason_text text,
    attempt integer NOT NULL,
    lost_attempts integer NOT NULL,
    failed_attempts integer NOT NULL,
    not_before bigint,
    outputs text,
    worker text,
    started_at bigint,
    stopped_at bigint,
    PRIMARY KEY (run_id, job)
) WITH (fillfactor = 80);
-- The first jobs of a run are looked through; only runs with more jobs pay for an index.
CREATE INDEX workflow_jobs_version ON workflow_jobs (run_id, version) WHERE job >= 64;

-- labels: sorted, one a line; empty for none. concurrency_group: the scope, a line end and the group.
-- queue, of a waiting task: 0 in the queue, 1 delayed, 2 held because a claim has found that a concurrency group does not let it run
-- yet; the end of a member of the group puts the next one back into the queue.
CREATE TABLE workflow_tasks (
    run_id bigint NOT NULL,
    job integer NOT NULL,
    attempt integer NOT NULL,
    status smallint NOT NULL,
    priority integer NOT NULL,
    not_before bigint,
    queue smallint NOT NULL,
    labels text COLLATE "C" NOT NULL,
    concurrency_group text COLLATE "C",
    cancel_requested boolean NOT NULL,
    reason_code text,
    reason_text text,
    stopped_at bigint,
    worker text COLLATE "C",
    token bigint,
    expires_at bigint,
    last_log_sequence integer NOT NULL DEFAULT 0,
    PRIMARY KEY (run_id, job, attempt)
) WITH (fillfactor = 70);
CREATE INDEX workflow_tasks_ready ON workflow_tasks (labels, priority DESC, run_id, job, attempt)
    WHERE status = 5 AND queue = 0;
CREATE INDEX workflow_tasks_delayed ON workflow_tasks (not_before) WHERE status = 5 AND queue = 1;
CREATE INDEX workflow_tasks_leased ON workflow_tasks (expires_at, run_id, job, attempt) WHERE status = 6;
CREATE INDEX workflow_tasks_group ON workflow_tasks (concurrency_group, status DESC, run_id, job, attempt)
    WHERE concurrency_group IS NOT NULL AND status IN (5, 6);

CREATE TABLE workflow_steps (
    run_id bigint NOT NULL,
    job integer NOT NULL,
    attempt integer NOT NULL,
    step integer NOT NULL,
    id text NOT NULL,
    label text NOT NULL,
    status smallint NOT NULL,
    reason_code text,
    reason_text text,
    exit_code integer,
    output text,
    started_at bigint,
    stopped_at bigint,
    PRIMARY KEY (run_id, job, attempt, step)
) WITH (fillfactor = 80);

CREATE TABLE workflow_logs (
    run_id bigint NOT NULL,
    position bigint GENERATED ALWAYS AS IDENTITY,
    job integer NOT NULL,
    attempt integer NOT NULL,
    sequence integer NOT NULL,
    step integer NOT NULL,
    source smallint NOT NULL,
    text text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (run_id, position)
);
CREATE INDEX workflow_logs_job ON workflow_logs (run_id, job, position);

-- One row for all events of one transition. Positions begin after 1: who asks for the last one needs that there is one (see store_events).
CREATE SEQUENCE workflow_event_positions;
SELECT setval('workflow_event_positions', 1);

CREATE TABLE workflow_events (
    position bigint PRIMARY KEY,
    run_id bigint NOT NULL,
    last_sequence bigint NOT NULL,
    count integer NOT NULL,
    document text NOT NULL
);
CREATE INDEX workflow_events_run ON workflow_events (run_id, last_sequence);

CREATE TABLE observer_positions (
    observer text COLLATE "C" PRIMARY KEY,
    position bigint NOT NULL
) WITH (fillfactor = 50);
