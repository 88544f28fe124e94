-- The operations that write, each for many callers at once: an operation is one round trip and one transaction, whatever it saves.
-- Arrays that belong together have one element per row. The settings keep plans that were made on empty tables good on full ones.
--
-- All locks are taken in one order, so that transactions wait for each other but never in a circle: the order of groups, deliveries, plans,
-- scopes, runs, concurrency groups, tasks; within each, in the order of the key. Claims never wait for a row or a group, and nobody for the feed.
--
-- A row that is known by its key is looked up without a condition that an index of work to do has (status + 0), for a planner without
-- statistics takes such an index for empty and walks it.

CREATE FUNCTION lock_key(kind text, name text) RETURNS bigint LANGUAGE sql STABLE
RETURN hashtextextended(current_schema() || E'\n' || kind || E'\n' || name, 0);

-- The feed is read in the order of positions, and transactions do not commit in that order. Nobody waits for another because of that:
-- each writer takes, before its positions, a shared lock whose key is the last position that was given out, and holds it to its end.
-- A reader looks at the last position first, then at the locks, and reads, with a snapshot that is younger still, no further than the
-- smallest key. A writer with a position that is not beyond the reader's has had its lock before the reader looked: either it has it
-- still, and the reader stops before it, or it has ended, and the snapshot shows its rows. So a writer that takes long, such as a
-- transaction of a host, makes readers of the feed wait and nobody else. Per run the order is that of the changes: who computes a change
-- has seen the one before committed, so its position is taken later.
CREATE FUNCTION feed_lock() RETURNS integer LANGUAGE sql STABLE
RETURN hashtext(current_schema() || E'\nfeed');

CREATE FUNCTION store_events(e_run bigint[], e_last_sequence bigint[], e_count integer[], e_document text[])
RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock_shared(
        feed_lock(), (pg_sequence_last_value('workflow_event_positions'::regclass) % 2147483648)::integer);
    INSERT INTO workflow_events (position, run_id, last_sequence, count, document)
    SELECT nextval('workflow_event_positions'), e.run_id, e.last_sequence, e.count, e.document
    FROM (
        SELECT * FROM unnest(e_run, e_last_sequence, e_count, e_document) WITH ORDINALITY AS e (run_id, last_sequence, count, document, line)
        WHERE e.run_id IS NOT NULL AND e.count > 0
        ORDER BY e.line) e;
END $$;

-- Whole rows until there are enough events: a row counts while those before it are not enough. A row without a document says that there
-- is more which cannot be read yet.
CREATE FUNCTION read_events(e_after bigint, e_limit integer)
RETURNS TABLE (event_position bigint, run_id bigint, document text) LANGUAGE plpgsql
SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan SET jit = off SET enable_seqscan = off AS $$
#variable_conflict use_column
DECLARE
    last bigint;
    horizon bigint;
BEGIN
    last := pg_sequence_last_value('workflow_event_positions'::regclass);
    IF last <= e_after THEN
        RETURN;
    END IF;

    SELECT min(last - (last % 2147483648 - l.objid::bigint + 2147483648) % 2147483648) INTO horizon FROM pg_locks l
    WHERE l.locktype = 'advisory' AND l.classid = feed_lock()::oid AND l.objsubid = 2
    AND l.database = (SELECT d.oid FROM pg_database d WHERE d.datname = current_database());

    RETURN QUERY
    SELECT c.position, c.run_id, c.document FROM (
        SELECT p.*, sum(p.count) OVER (ORDER BY p.position) - p.count AS before FROM (
            SELECT e.position, e.run_id, e.document, e.count FROM workflow_events e
            WHERE e.position > e_after AND e.position <= coalesce(horizon, last) ORDER BY e.position LIMIT e_limit) p) c
    WHERE c.before < e_limit ORDER BY c.position;

    IF horizon < last THEN
        RETURN QUERY SELECT horizon, NULL::bigint, NULL::text;
    END IF;
END $$;

-- Functions without settings of their own are called by functions that have them.

-- Lets one transaction at a time make runs of a concurrency group, so that within a group ids come in the order of the commits.
CREATE FUNCTION lock_group_orders(g_scope text[], g_name text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(k.key) FROM (
        SELECT DISTINCT lock_key('group order', g.scope || E'\n' || g.name) AS key FROM unnest(g_scope, g_name) AS g (scope, name)
        WHERE g.name IS NOT NULL ORDER BY key) k;
END $$;

CREATE FUNCTION store_plans(p_hash text[], p_document text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO workflow_plans (hash, document)
    SELECT p.hash, p.document FROM unnest(p_hash, p_document) AS p (hash, document)
    WHERE p.document IS NOT NULL AND NOT EXISTS (SELECT 1 FROM workflow_plans s WHERE s.hash = p.hash)
    ORDER BY p.hash
    ON CONFLICT DO NOTHING;
END $$;

-- Creation in a transaction of the host has three steps, for that transaction may stay open for long and must not hold what others need.
-- The first orders it among those of its concurrency groups.
CREATE FUNCTION begin_creation(g_scope text[], g_name text[]) RETURNS void LANGUAGE plpgsql
SET search_path FROM CURRENT AS $$
BEGIN
    PERFORM lock_group_orders(g_scope, g_name);
END $$;

-- The second, which is committed at once, takes ids and numbers and stores the plans.
CREATE FUNCTION reserve_runs(c_scope text, c_count integer, p_hash text[], p_document text[])
RETURNS TABLE (id bigint, number bigint) LANGUAGE plpgsql
SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan SET jit = off SET enable_seqscan = off AS $$
#variable_conflict use_column
BEGIN
    PERFORM store_plans(p_hash, p_document);
    RETURN QUERY
    WITH taken AS (
        INSERT INTO workflow_scopes AS s (scope, last_number) VALUES (c_scope, c_count)
        ON CONFLICT (scope) DO UPDATE SET last_number = s.last_number + excluded.last_number
        RETURNING s.last_number
    )
    SELECT nextval('workflow_run_ids'), t.last_number - c_count + n.line
    FROM (SELECT last_number FROM taken) t CROSS JOIN generate_series(1, c_count) AS n (line) ORDER BY n.line;
END $$;

-- Gives one row per creation that stores runs or a key: its place, and the ids and numbers of its runs in order. A creation whose
-- delivery was known has no row. Plans without a document are expected to be stored; WF001 asks for them. In a transaction of the host
-- this is the third step: h_ids and h_numbers are what was reserved, and h_channel is who hears of the commit.
CREATE FUNCTION create_runs(
    h_ids bigint[], h_numbers bigint[], h_channel text,
    c_scope text[], c_key text[], c_at bigint[], c_count integer[],
    p_hash text[], p_document text[],
    r_creation integer[], r_workflow text[], r_label text[], r_plan text[], r_source_file text[], r_source_sha256 text[],
    r_source_format integer[], r_event text[], r_inputs text[], r_status integer[], r_reason_code text[], r_reason_text text[],
    r_cancel_requested boolean[], r_cancel_forced boolean[], r_rerun_of bigint[], r_trigger_depth integer[], r_group text[],
    r_cancel_in_progress boolean[], r_created_at bigint[], r_started_at bigint[], r_stopped_at bigint[], r_version bigint[],
    r_last_event bigint[], e_last_sequence bigint[], e_count integer[], e_document text[],
    j_run bigint[], j_job integer[], j_version bigint[], j_name text[], j_label text[], j_status integer[], j_reason_code text[],
    j_reason_text text[], j_attempt integer[], j_lost_attempts integer[], j_failed_attempts integer[], j_not_before bigint[],
    j_outputs text[], j_worker text[], j_started_at bigint[], j_stopped_at bigint[],
    t_run bigint[], t_job integer[], t_attempt integer[], t_status integer[], t_priority integer[], t_not_before bigint[],
    t_labels text[], t_group text[], t_cancel_requested boolean[], t_reason_code text[], t_reason_text text[], t_stopped_at bigint[],
    t_close boolean[])
RETURNS TABLE (run bigint, run_id bigint, run_number bigint) LANGUAGE plpgsql
SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan SET jit = off
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
DECLARE
    deliveries bigint[];
    is_new boolean[];
    ids bigint[];
    numbers bigint[];
    missing text;
BEGIN
    -- A deletion must not take away a plan or a key that this finds. It waits for transactions of the store, and goes round those of hosts.
    IF h_ids IS NULL THEN
        PERFORM pg_advisory_xact_lock_shared(lock_key('deletion', ''));
        PERFORM lock_group_orders(array_agg(c_scope[r.creation]), array_agg(r.name))
        FROM unnest(r_creation, r_group) AS r (creation, name) WHERE r.name IS NOT NULL;
    ELSE
        PERFORM 1 FROM workflow_plans p WHERE p.hash = ANY (p_hash) ORDER BY p.hash FOR KEY SHARE;
    END IF;

    WITH given AS (
        SELECT * FROM unnest(c_scope, c_key, c_at, c_count) WITH ORDINALITY AS c (scope, delivery_key, at, count, line)
    ), inserted AS (
        INSERT INTO trigger_deliveries (scope, delivery_key, arrived_at, run_count)
        SELECT scope, delivery_key, at, count FROM given WHERE delivery_key IS NOT NULL ORDER BY scope, delivery_key
        ON CONFLICT DO NOTHING
        RETURNING id, scope, delivery_key
    )
    SELECT array_agg(i.id ORDER BY g.line), array_agg(g.delivery_key IS NULL OR i.id IS NOT NULL ORDER BY g.line)
    INTO deliveries, is_new
    FROM given g LEFT JOIN inserted i ON i.scope = g.scope AND i.delivery_key = g.delivery_key;

    PERFORM store_plans(p_hash, p_document);

    SELECT r.plan INTO missing FROM unnest(r_plan, r_creation) AS r (plan, creation)
    WHERE is_new[r.creation] AND NOT EXISTS (SELECT 1 FROM workflow_plans p WHERE p.hash = r.plan) LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'WF001', MESSAGE = missing;
    END IF;

    IF h_ids IS NOT NULL THEN
        SELECT array_agg(CASE WHEN is_new[r.creation] THEN h_ids[r.line] END ORDER BY r.line),
            array_agg(CASE WHEN is_new[r.creation] THEN h_numbers[r.line] END ORDER BY r.line)
        INTO ids, numbers FROM unnest(r_creation) WITH ORDINALITY AS r (creation, line);
    ELSE
        WITH given AS (
            SELECT c_scope[r.creation] AS scope, r.line
            FROM unnest(r_creation) WITH ORDINALITY AS r (creation, line) WHERE is_new[r.creation]
        ), taken AS (
            INSERT INTO workflow_scopes AS s (scope, last_number)
            SELECT scope, count(*) FROM given GROUP BY scope ORDER BY scope
            ON CONFLICT (scope) DO UPDATE SET last_number = s.last_number + excluded.last_number
            RETURNING s.scope, s.last_number
        ), numbered AS (
            SELECT g.line, t.last_number - row_number() OVER (PARTITION BY g.scope ORDER BY g.line DESC) + 1 AS number
            FROM given g JOIN taken t ON t.scope = g.scope
        )
        SELECT array_agg(n.number ORDER BY r.line) INTO numbers
        FROM generate_series(1, cardinality(r_creation)) AS r (line) LEFT JOIN numbered n ON n.line = r.line;

        SELECT array_agg(CASE WHEN n.number IS NOT NULL THEN nextval('workflow_run_ids') END) INTO ids FROM unnest(numbers) AS n (number);
    END IF;

    INSERT INTO workflow_runs (
        id, scope, number, workflow, label, plan_id, delivery_id, source_file, source_sha256, source_format, status, reason_code,
        reason_text, cancel_requested, cancel_forced, rerun_of, trigger_depth, concurrency_group, cancel_in_progress, created_at,
        started_at, stopped_at, version, last_event)
    SELECT
        ids[r.line], c_scope[r.creation], numbers[r.line], r.workflow, r.label, p.id, deliveries[r.creation], r.source_file,
        r.source_sha256, r.source_format, r.status, r.reason_code, r.reason_text, r.cancel_requested, r.cancel_forced, r.rerun_of,
        r.trigger_depth, r.concurrency_group, r.cancel_in_progress, r.created_at, r.started_at, r.stopped_at, r.version, r.last_event
    FROM unnest(
        r_creation, r_workflow, r_label, r_plan, r_source_file, r_source_sha256, r_source_format, r_status, r_reason_code, r_reason_text,
        r_cancel_requested, r_cancel_forced, r_rerun_of, r_trigger_depth, r_group, r_cancel_in_progress, r_created_at, r_started_at,
        r_stopped_at, r_version, r_last_event) WITH ORDINALITY AS r (
        creation, workflow, label, plan, source_file, source_sha256, source_format, status, reason_code, reason_text,
        cancel_requested, cancel_forced, rerun_of, trigger_depth, concurrency_group, cancel_in_progress, created_at, started_at,
        stopped_at, version, last_event, line)
    JOIN workflow_plans p ON p.hash = r.plan
    WHERE is_new[r.creation];

    INSERT INTO workflow_run_inputs (run_id, event, inputs)
    SELECT ids[r.line], r.event, r.inputs FROM unnest(r_event, r_inputs) WITH ORDINALITY AS r (event, inputs, line)
    WHERE ids[r.line] IS NOT NULL;

    INSERT INTO workflow_jobs (
        run_id, job, version, name, label, status, reason_code, reason_text, attempt, lost_attempts, failed_attempts, not_before, outputs,
        worker, started_at, stopped_at)
    SELECT
        ids[j.run], j.job, j.version, j.name, j.label, j.status, j.reason_code, j.reason_text, j.attempt, j.lost_attempts,
        j.failed_attempts, j.not_before, j.outputs, j.worker, j.started_at, j.stopped_at
    FROM unnest(
        j_run, j_job, j_version, j_name, j_label, j_status, j_reason_code, j_reason_text, j_attempt, j_lost_attempts, j_failed_attempts,
        j_not_before, j_outputs, j_worker, j_started_at, j_stopped_at) AS j (
        run, job, version, name, label, status, reason_code, reason_text, attempt, lost_attempts, failed_attempts,
        not_before, outputs, worker, started_at, stopped_at)
    WHERE ids[j.run] IS NOT NULL;

    INSERT INTO workflow_tasks (
        run_id, job, attempt, status, priority, not_before, queue, labels, concurrency_group, cancel_requested, reason_code, reason_text,
        stopped_at)
    SELECT
        ids[t.run], t.job, t.attempt, t.status, t.priority, t.not_before, CASE WHEN t.not_before IS NULL THEN 0 ELSE 1 END, t.labels,
        t.concurrency_group, t.cancel_requested, t.reason_code, t.reason_text, t.stopped_at
    FROM unnest(
        t_run, t_job, t_attempt, t_status, t_priority, t_not_before, t_labels, t_group, t_cancel_requested, t_reason_code, t_reason_text,
        t_stopped_at) AS t (
        run, job, attempt, status, priority, not_before, labels, concurrency_group, cancel_requested, reason_code, reason_text, stopped_at)
    WHERE ids[t.run] IS NOT NULL;

    IF cardinality(r_creation) > 0 THEN
        PERFORM store_events(ids, e_last_sequence, e_count, e_document);
    END IF;

    IF h_channel IS NOT NULL THEN
        PERFORM pg_notify(h_channel, '');
    END IF;

    RETURN QUERY
    SELECT -c.line, NULL::bigint, NULL::bigint FROM unnest(is_new) WITH ORDINALITY AS c (is_new, line) WHERE c.is_new
    UNION ALL
    SELECT r.line, r.id, numbers[r.line] FROM unnest(ids) WITH ORDINALITY AS r (id, line) WHERE r.id IS NOT NULL;
END $$;

-- Saves changes of different runs and gives the runs whose change was saved; the others had another version or are gone.
CREATE FUNCTION apply_changes(
    r_id bigint[], r_expected bigint[], r_version bigint[], r_status integer[], r_reason_code text[], r_reason_text text[],
    r_cancel_requested boolean[], r_cancel_forced boolean[], r_started_at bigint[], r_stopped_at bigint[], r_last_event bigint[],
    e_last_sequence bigint[], e_count integer[], e_document text[],
    j_run bigint[], j_job integer[], j_version bigint[], j_name text[], j_label text[], j_status integer[], j_reason_code text[],
    j_reason_text text[], j_attempt integer[], j_lost_attempts integer[], j_failed_attempts integer[], j_not_before bigint[],
    j_outputs text[], j_worker text[], j_started_at bigint[], j_stopped_at bigint[],
    t_run bigint[], t_job integer[], t_attempt integer[], t_status integer[], t_priority integer[], t_not_before bigint[],
    t_labels text[], t_group text[], t_cancel_requested boolean[], t_reason_code text[], t_reason_text text[], t_stopped_at bigint[],
    t_close boolean[],
    s_run bigint[], s_job integer[], s_attempt integer[], s_step integer[], s_id text[], s_label text[], s_status integer[],
    s_reason_code text[], s_reason_text text[], s_exit_code integer[], s_output text[], s_started_at bigint[], s_stopped_at bigint[])
RETURNS bigint[] LANGUAGE plpgsql
SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan SET jit = off
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
DECLARE
    saved bigint[];
    is_whole boolean;
    task_groups text[];
    run_groups text[];
    run_scopes text[];
BEGIN
    -- The runs come in the order of their ids, and the join keeps it.
    WITH updated AS (
        UPDATE workflow_runs r
        SET status = c.status, reason_code = c.reason_code, reason_text = c.reason_text, cancel_requested = c.cancel_requested,
            cancel_forced = c.cancel_forced, started_at = c.started_at, stopped_at = c.stopped_at, version = c.version,
            last_event = c.last_event
        FROM unnest(
            r_id, r_expected, r_version, r_status, r_reason_code, r_reason_text, r_cancel_requested, r_cancel_forced, r_started_at,
            r_stopped_at, r_last_event) AS c (
            id, expected, version, status, reason_code, reason_text, cancel_requested, cancel_forced, started_at, stopped_at, last_event)
        WHERE r.id = c.id AND r.version = c.expected
        RETURNING r.id, r.status, r.scope, r.concurrency_group
    )
    SELECT
        array_agg(id), array_agg(scope) FILTER (WHERE status < 5 AND concurrency_group IS NOT NULL),
        array_agg(concurrency_group) FILTER (WHERE status < 5 AND concurrency_group IS NOT NULL)
    INTO saved, run_scopes, run_groups
    FROM updated;
    IF saved IS NULL THEN
        RETURN '{}';
    END IF;

    is_whole := cardinality(saved) = cardinality(r_id);

    IF cardinality(t_run) > 0 THEN
        SELECT array_agg(DISTINCT s.concurrency_group) INTO task_groups
        FROM unnest(t_run, t_job, t_attempt) AS t (run, job, attempt)
        JOIN workflow_tasks s ON s.run_id = t.run AND s.job = t.job AND s.attempt = t.attempt
        WHERE s.concurrency_group IS NOT NULL AND (is_whole OR t.run = ANY (saved));
    END IF;

    IF task_groups IS NOT NULL OR run_groups IS NOT NULL THEN
        -- A claim that is just holding a member of the group has its answer before this looks for the held one.
        PERFORM pg_advisory_xact_lock(k.key) FROM (
            SELECT lock_key('task group', g.name) AS key FROM unnest(task_groups) AS g (name)
            UNION
            SELECT lock_key('run group', g.scope || E'\n' || g.name) FROM unnest(run_scopes, run_groups) AS g (scope, name)
            ORDER BY key) k;
    END IF;

    IF cardinality(s_run) > 0 THEN
        INSERT INTO workflow_steps (
            run_id, job, attempt, step, id, label, status, reason_code, reason_text, exit_code, output, started_at, stopped_at)
        SELECT
            s.run, s.job, s.attempt, s.step, s.id, s.label, s.status, s.reason_code, s.reason_text, s.exit_code, s.output, s.started_at,
            s.stopped_at
        FROM unnest(
            s_run, s_job, s_attempt, s_step, s_id, s_label, s_status, s_reason_code, s_reason_text, s_exit_code, s_output, s_started_at,
            s_stopped_at) AS s (
            run, job, attempt, step, id, label, status, reason_code, reason_text, exit_code, output, started_at, stopped_at)
        WHERE is_whole OR s.run = ANY (saved)
        ON CONFLICT (run_id, job, attempt, step) DO UPDATE SET
            id = excluded.id, label = excluded.label, status = excluded.status, reason_code = excluded.reason_code,
            reason_text = excluded.reason_text, exit_code = excluded.exit_code, output = excluded.output,
            started_at = excluded.started_at, stopped_at = excluded.stopped_at;
    END IF;

    IF true = ANY (t_close) THEN
        UPDATE workflow_steps s
        SET status = t.status, reason_code = t.reason_code, reason_text = t.reason_text, stopped_at = t.stopped_at
        FROM unnest(t_run, t_job, t_attempt, t_status, t_reason_code, t_reason_text, t_stopped_at, t_close) AS t (
            run, job, attempt, status, reason_code, reason_text, stopped_at, close)
        WHERE t.close AND (is_whole OR t.run = ANY (saved))
        AND s.run_id = t.run AND s.job = t.job AND s.attempt = t.attempt AND s.status = 6;
    END IF;

    IF cardinality(j_run) > 0 THEN
        INSERT INTO workflow_jobs (
            run_id, job, version, name, label, status, reason_code, reason_text, attempt, lost_attempts, failed_attempts, not_before,
            outputs, worker, started_at, stopped_at)
        SELECT
            j.run, j.job, j.version, j.name, j.label, j.status, j.reason_code, j.reason_text, j.attempt, j.lost_attempts,
            j.failed_attempts, j.not_before, j.outputs, j.worker, j.started_at, j.stopped_at
        FROM unnest(
            j_run, j_job, j_version, j_name, j_label, j_status, j_reason_code, j_reason_text, j_attempt, j_lost_attempts,
            j_failed_attempts, j_not_before, j_outputs, j_worker, j_started_at, j_stopped_at) AS j (
            run, job, version, name, label, status, reason_code, reason_text, attempt, lost_attempts, failed_attempts,
            not_before, outputs, worker, started_at, stopped_at)
        WHERE is_whole OR j.run = ANY (saved)
        ON CONFLICT (run_id, job) DO UPDATE SET
            version = excluded.version, name = excluded.name, label = excluded.label, status = excluded.status,
            reason_code = excluded.reason_code, reason_text = excluded.reason_text, attempt = excluded.attempt,
            lost_attempts = excluded.lost_attempts, failed_attempts = excluded.failed_attempts, not_before = excluded.not_before,
            outputs = excluded.outputs, worker = excluded.worker, started_at = excluded.started_at, stopped_at = excluded.stopped_at;
    END IF;

    IF cardinality(t_run) > 0 THEN
        INSERT INTO workflow_tasks AS s (
            run_id, job, attempt, status, priority, not_before, queue, labels, concurrency_group, cancel_requested, reason_code,
            reason_text, stopped_at)
        SELECT
            t.run, t.job, t.attempt, t.status, t.priority, t.not_before, CASE WHEN t.not_before IS NULL THEN 0 ELSE 1 END, t.labels,
            t.concurrency_group, t.cancel_requested, t.reason_code, t.reason_text, t.stopped_at
        FROM unnest(
            t_run, t_job, t_attempt, t_status, t_priority, t_not_before, t_labels, t_group, t_cancel_requested, t_reason_code,
            t_reason_text, t_stopped_at) AS t (
            run, job, attempt, status, priority, not_before, labels, concurrency_group, cancel_requested, reason_code,
            reason_text, stopped_at)
        WHERE is_whole OR t.run = ANY (saved)
        ORDER BY t.run, t.job, t.attempt
        ON CONFLICT (run_id, job, attempt) DO UPDATE SET
            status = CASE WHEN excluded.status < 5 THEN excluded.status ELSE s.status END,
            priority = excluded.priority, not_before = excluded.not_before, queue = excluded.queue, labels = excluded.labels,
            concurrency_group = excluded.concurrency_group, cancel_requested = excluded.cancel_requested,
            reason_code = excluded.reason_code, reason_text = excluded.reason_text, stopped_at = excluded.stopped_at;
    END IF;

    IF task_groups IS NOT NULL THEN
        UPDATE workflow_tasks s SET queue = 0
        FROM unnest(task_groups) AS g (name)
        CROSS JOIN LATERAL (
            SELECT o.run_id, o.job, o.attempt FROM workflow_tasks o
            WHERE o.concurrency_group = g.name AND o.status IN (5, 6) AND o.status = 5
            ORDER BY o.run_id, o.job, o.attempt LIMIT 1) n
        WHERE s.run_id = n.run_id AND s.job = n.job AND s.attempt = n.attempt AND s.status = 5 AND s.queue = 2;
    END IF;

    IF run_groups IS NOT NULL THEN
        UPDATE workflow_tasks s SET queue = 0
        FROM unnest(run_scopes, run_groups) AS g (scope, name)
        CROSS JOIN LATERAL (
            SELECT r.id FROM workflow_runs r
            WHERE r.scope = g.scope AND r.concurrency_group = g.name AND r.status >= 5 ORDER BY r.id LIMIT 1) n
        WHERE s.run_id = n.id AND s.status = 5 AND s.queue = 2;
    END IF;

    IF is_whole THEN
        PERFORM store_events(r_id, e_last_sequence, e_count, e_document);
    ELSE
        PERFORM store_events(
            array_agg(CASE WHEN e.id = ANY (saved) THEN e.id END ORDER BY e.line), e_last_sequence, e_count, e_document)
        FROM unnest(r_id) WITH ORDINALITY AS e (id, line);
    END IF;

    RETURN saved;
END $$;

-- The queue is one index per set of labels, in the order of claiming, over nothing but tasks that can be taken now: a delayed task
-- enters it when its time has come, and a task that its concurrency group does not let run leaves it until a member of the group ends.
-- Candidates are read without locks and locked one page at a time, each only when it is taken, so no claim hides tasks from another.
CREATE FUNCTION claim_tasks(
    c_worker text, c_limit integer, c_labels text[], c_scopes text[], c_now bigint, c_expires_at bigint, c_tokens bigint[])
RETURNS TABLE (run_id bigint, job integer, attempt integer, token bigint, plan_hash text, run_version bigint) LANGUAGE plpgsql
SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan SET jit = off
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
DECLARE
    page CONSTANT integer := least(c_limit, 10000) + 8;
    sets text[];
    c record;
    is_free boolean;
    is_next boolean;
    found_in_page integer;
    n integer := 0;
    last_priority integer := 2147483647;
    last_run bigint := 0;
    last_job integer := 0;
    last_attempt integer := 0;
    runs bigint[] := '{}';
    jobs integer[] := '{}';
    attempts integer[] := '{}';
BEGIN
    UPDATE workflow_tasks t SET queue = 0
    FROM (
        SELECT d.run_id, d.job, d.attempt FROM workflow_tasks d
        WHERE d.status = 5 AND d.queue = 1 AND d.not_before <= c_now FOR UPDATE SKIP LOCKED) due
    WHERE t.run_id = due.run_id AND t.job = due.job AND t.attempt = due.attempt;

    -- The sets of labels in the queue that the worker has, found by leaping from one set to the next.
    WITH RECURSIVE leap AS (
        (SELECT labels FROM workflow_tasks WHERE status = 5 AND queue = 0 ORDER BY labels LIMIT 1)
        UNION ALL
        SELECT (SELECT t.labels FROM workflow_tasks t WHERE t.status = 5 AND t.queue = 0 AND t.labels > leap.labels ORDER BY t.labels LIMIT 1)
        FROM leap WHERE leap.labels IS NOT NULL
    )
    SELECT array_agg(labels) INTO sets FROM leap WHERE labels IS NOT NULL AND string_to_array(labels, E'\n') <@ c_labels;

    WHILE sets IS NOT NULL LOOP
        found_in_page := 0;
        FOR c IN
            SELECT q.*, r.scope, r.concurrency_group AS run_group
            FROM unnest(sets) AS l (labels)
            CROSS JOIN LATERAL (
                SELECT t.priority, t.run_id, t.job, t.attempt, t.not_before, t.concurrency_group AS task_group
                FROM workflow_tasks t JOIN workflow_runs s ON s.id = t.run_id
                WHERE t.status = 5 AND t.queue = 0 AND t.labels = l.labels AND t.priority <= last_priority
                AND (t.priority < last_priority OR (t.run_id, t.job, t.attempt) > (last_run, last_job, last_attempt))
                AND (c_scopes IS NULL OR s.scope = ANY (c_scopes))
                ORDER BY t.priority DESC, t.run_id, t.job, t.attempt LIMIT page) q
            JOIN workflow_runs r ON r.id = q.run_id
            ORDER BY q.priority DESC, q.run_id, q.job, q.attempt LIMIT page
        LOOP
            found_in_page := found_in_page + 1;
            last_priority := c.priority;
            last_run := c.run_id;
            last_job := c.job;
            last_attempt := c.attempt;
            SELECT t.status = 5 AND t.queue = 0 INTO is_free FROM workflow_tasks t
            WHERE t.run_id = c.run_id AND t.job = c.job AND t.attempt = c.attempt FOR UPDATE SKIP LOCKED;
            CONTINUE WHEN is_free IS NOT TRUE;

            IF c.not_before > c_now THEN
                -- It came due by the clock of another worker that is ahead of this one.
                UPDATE workflow_tasks t SET queue = 1 WHERE t.run_id = c.run_id AND t.job = c.job AND t.attempt = c.attempt;
                CONTINUE;
            END IF;

            IF c.run_group IS NOT NULL AND EXISTS (
                SELECT 1 FROM workflow_runs r
                WHERE r.scope = c.scope AND r.concurrency_group = c.run_group AND r.status >= 5 AND r.id < c.run_id)
            THEN
                -- Held only under the group's lock: the end of the older run comes wholly before this or sees the held task.
                IF pg_try_advisory_xact_lock(lock_key('run group', c.scope || E'\n' || c.run_group)) THEN
                    UPDATE workflow_tasks t SET queue = 2
                    WHERE t.run_id = c.run_id AND t.job = c.job AND t.attempt = c.attempt AND EXISTS (
                        SELECT 1 FROM workflow_runs r
                        WHERE r.scope = c.scope AND r.concurrency_group = c.run_group AND r.status >= 5 AND r.id < c.run_id);
                END IF;

                CONTINUE;
            END IF;

            IF c.task_group IS NOT NULL THEN
                -- Whoever starts a member of a group has its lock; who does not get it leaves the group to the other.
                CONTINUE WHEN NOT pg_try_advisory_xact_lock(lock_key('task group', c.task_group));
                SELECT (t.run_id, t.job, t.attempt) = (c.run_id, c.job, c.attempt) INTO is_next FROM workflow_tasks t
                WHERE t.concurrency_group = c.task_group AND t.status IN (5, 6)
                ORDER BY t.concurrency_group, t.status DESC, t.run_id, t.job, t.attempt LIMIT 1;
                IF is_next IS NOT TRUE THEN
                    UPDATE workflow_tasks t SET queue = 2 WHERE t.run_id = c.run_id AND t.job = c.job AND t.attempt = c.attempt;
                    CONTINUE;
                END IF;
            END IF;

            n := n + 1;
            runs[n] := c.run_id;
            jobs[n] := c.job;
            attempts[n] := c.attempt;
            EXIT WHEN n >= c_limit;
        END LOOP;

        EXIT WHEN n >= c_limit OR found_in_page < page;
    END LOOP;

    IF n = 0 THEN
        RETURN;
    END IF;

    RETURN QUERY
    WITH taken AS (
        UPDATE workflow_tasks t SET status = 6, worker = c_worker, token = k.token, expires_at = c_expires_at
        FROM unnest(runs, jobs, attempts, c_tokens[1:n]) WITH ORDINALITY AS k (run_id, job, attempt, token, line)
        WHERE t.run_id = k.run_id AND t.job = k.job AND t.attempt = k.attempt
        RETURNING k.*
    )
    SELECT k.run_id, k.job, k.attempt, k.token, p.hash, r.version
    FROM taken k JOIN workflow_runs r ON r.id = k.run_id JOIN workflow_plans p ON p.id = r.plan_id
    ORDER BY k.line;
END $$;

-- Gives the leases that are held, each once. The leases come in the order of their tasks.
CREATE FUNCTION renew_leases(
    l_run bigint[], l_job integer[], l_attempt integer[], l_worker text[], l_token bigint[], new_expires_at bigint)
RETURNS TABLE (run_id bigint, job integer, attempt integer, worker text, token bigint, cancel_requested boolean) LANGUAGE sql
SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan SET jit = off
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
    UPDATE workflow_tasks t SET expires_at = new_expires_at
    FROM unnest(l_run, l_job, l_attempt, l_worker, l_token) AS l (run_id, job, attempt, worker, token)
    WHERE t.run_id = l.run_id AND t.job = l.job AND t.attempt = l.attempt AND t.status + 0 = 6 AND t.worker = l.worker AND t.token = l.token
    RETURNING t.run_id, t.job, t.attempt, t.worker, t.token, t.cancel_requested
$$;

-- Stores the lines of the leases that are held, and gives the places of those leases. The leases come in the order of their tasks; a
-- line names the place of its lease, and no two lines of a lease have the same number.
CREATE FUNCTION append_lines(
    l_run bigint[], l_job integer[], l_attempt integer[], l_worker text[], l_token bigint[],
    n_lease integer[], n_sequence integer[], n_step integer[], n_source integer[], n_text text[], n_at bigint[])
RETURNS integer[] LANGUAGE plpgsql
SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan SET jit = off
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
DECLARE
    held boolean[];
    last integer[];
BEGIN
    -- One writer per run at a time, until its commit: who has read a position never misses a line before it.
    PERFORM pg_advisory_xact_lock(k.key) FROM (
        SELECT DISTINCT lock_key('log', r.id::text) AS key FROM unnest(l_run) AS r (id) ORDER BY key) k;

    WITH locked AS (
        SELECT l.line, t.last_log_sequence
        FROM unnest(l_run, l_job, l_attempt, l_worker, l_token) WITH ORDINALITY AS l (run_id, job, attempt, worker, token, line)
        JOIN workflow_tasks t ON t.run_id = l.run_id AND t.job = l.job AND t.attempt = l.attempt
            AND t.status + 0 = 6 AND t.worker = l.worker AND t.token = l.token
        FOR UPDATE OF t
    )
    SELECT array_agg(k.line IS NOT NULL ORDER BY l.line), array_agg(coalesce(k.last_log_sequence, 0) ORDER BY l.line) INTO held, last
    FROM generate_series(1, cardinality(l_run)) AS l (line) LEFT JOIN locked k ON k.line = l.line;

    -- Lines nearly always come in order; only one that does not has to be looked for.
    INSERT INTO workflow_logs (run_id, job, attempt, sequence, step, source, text, at)
    SELECT l_run[n.lease], l_job[n.lease], l_attempt[n.lease], n.sequence, n.step, n.source, n.text, n.at
    FROM unnest(n_lease, n_sequence, n_step, n_source, n_text, n_at) WITH ORDINALITY AS n (lease, sequence, step, source, text, at, line)
    WHERE held[n.lease] AND (n.sequence > last[n.lease] OR NOT EXISTS (
        SELECT 1 FROM workflow_logs s
        WHERE s.run_id = l_run[n.lease] AND s.job = l_job[n.lease] AND s.attempt = l_attempt[n.lease] AND s.sequence = n.sequence))
    ORDER BY n.line;

    UPDATE workflow_tasks t SET last_log_sequence = greatest(t.last_log_sequence, n.sequence)
    FROM (SELECT lease, max(sequence) AS sequence FROM unnest(n_lease, n_sequence) AS n (lease, sequence) GROUP BY lease) n
    WHERE held[n.lease] AND t.run_id = l_run[n.lease] AND t.job = l_job[n.lease] AND t.attempt = l_attempt[n.lease];

    RETURN (SELECT coalesce(array_agg(l.line), '{}') FROM unnest(held) WITH ORDINALITY AS l (held, line) WHERE l.held);
END $$;

-- Makes the definitions of an origin those given; a row with the same content is not written again.
CREATE FUNCTION save_definitions(d_scope text, d_origin text, d_ref text[], d_hash text[], d_document text[])
RETURNS TABLE (added integer, changed integer, removed integer) LANGUAGE plpgsql
SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan SET jit = off SET enable_seqscan = off AS $$
#variable_conflict use_column
BEGIN
    PERFORM pg_advisory_xact_lock(lock_key('definitions', d_scope || E'\n' || d_origin));
    WITH gone AS (
        DELETE FROM workflow_definitions w WHERE w.scope = d_scope AND w.origin = d_origin AND NOT w.ref = ANY (d_ref) RETURNING 1
    )
    SELECT count(*) INTO removed FROM gone;

    WITH renewed AS (
        UPDATE workflow_definitions w SET hash = d.hash, document = d.document
        FROM unnest(d_ref, d_hash, d_document) AS d (ref, hash, document)
        WHERE w.scope = d_scope AND w.origin = d_origin AND w.ref = d.ref AND w.hash <> d.hash RETURNING 1
    )
    SELECT count(*) INTO changed FROM renewed;

    WITH fresh AS (
        INSERT INTO workflow_definitions (scope, ref, origin, hash, document)
        SELECT d_scope, d.ref, d_origin, d.hash, d.document FROM unnest(d_ref, d_hash, d_document) AS d (ref, hash, document)
        ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT count(*) INTO added FROM fresh;
    RETURN NEXT;
END $$;

CREATE FUNCTION save_observer_position(o_observer text, o_position bigint) RETURNS void LANGUAGE sql
SET search_path FROM CURRENT AS $$
    INSERT INTO observer_positions AS o (observer, position) VALUES (o_observer, o_position)
    ON CONFLICT (observer) DO UPDATE SET position = excluded.position WHERE excluded.position > o.position
$$;

-- Deletes ended runs with all that belongs to them, and gives how many.
CREATE FUNCTION delete_before(d_before bigint, d_limit integer) RETURNS integer LANGUAGE plpgsql
SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan SET jit = off
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off AS $$
#variable_conflict use_column
DECLARE
    runs bigint[];
    plans bigint[];
    deliveries bigint[];
BEGIN
    PERFORM pg_advisory_xact_lock(lock_key('deletion', ''));
    SELECT array_agg(r.id), array_agg(DISTINCT r.plan_id), array_agg(DISTINCT r.delivery_id) FILTER (WHERE r.delivery_id IS NOT NULL)
    INTO runs, plans, deliveries
    FROM (
        SELECT id, plan_id, delivery_id FROM workflow_runs WHERE status < 5 AND stopped_at < d_before
        ORDER BY stopped_at, id LIMIT d_limit FOR UPDATE SKIP LOCKED) r;

    IF runs IS NOT NULL THEN
        DELETE FROM workflow_jobs WHERE run_id = ANY (runs);
        DELETE FROM workflow_tasks WHERE run_id = ANY (runs);
        DELETE FROM workflow_steps WHERE run_id = ANY (runs);
        DELETE FROM workflow_events WHERE run_id = ANY (runs);
        DELETE FROM workflow_logs WHERE run_id = ANY (runs);
        DELETE FROM workflow_run_inputs WHERE run_id = ANY (runs);
        DELETE FROM workflow_runs WHERE id = ANY (runs);
        -- A plan that a transaction of a host holds goes with a later run of it.
        DELETE FROM workflow_plans p WHERE p.id IN (
            SELECT u.id FROM workflow_plans u
            WHERE u.id = ANY (plans) AND NOT EXISTS (SELECT 1 FROM workflow_runs r WHERE r.plan_id = u.id) FOR UPDATE SKIP LOCKED);
        DELETE FROM trigger_deliveries d
        WHERE d.id = ANY (deliveries) AND NOT EXISTS (SELECT 1 FROM workflow_runs r WHERE r.delivery_id = d.id);
    END IF;

    DELETE FROM trigger_deliveries WHERE run_count = 0 AND arrived_at < d_before;
    RETURN coalesce(cardinality(runs), 0);
END $$;
