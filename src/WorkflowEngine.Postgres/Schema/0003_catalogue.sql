-- search: ref, label and description in lower case, a line each. tags: a line each, with a line end before and after. valid: whether
-- the definition has no errors.
ALTER TABLE workflow_definitions
    ADD COLUMN revision integer NOT NULL DEFAULT 1,
    ADD COLUMN valid boolean NOT NULL DEFAULT true,
    ADD COLUMN search text NOT NULL DEFAULT '',
    ADD COLUMN tags text NOT NULL DEFAULT '';

UPDATE workflow_definitions d SET
    search = lower(ref || E'\n' || coalesce(document::json ->> 'label', '') || E'\n' || coalesce(document::json ->> 'description', '')),
    tags = coalesce((SELECT E'\n' || string_agg(t.value, E'\n') || E'\n' FROM json_array_elements_text(document::json -> 'tags') t (value)), ''),
    valid = NOT EXISTS (SELECT 1 FROM json_array_elements(document::json -> 'diagnostics') f (value) WHERE f.value ->> 'severity' = '2');

-- Every content that a ref has had. It outlives the definition, so that no number is given twice.
CREATE TABLE workflow_revisions (
    scope text COLLATE "C" NOT NULL,
    ref text COLLATE "C" NOT NULL,
    number integer NOT NULL,
    hash text NOT NULL,
    document text NOT NULL,
    saved_at bigint NOT NULL,
    PRIMARY KEY (scope, ref, number)
);
CREATE UNIQUE INDEX workflow_revisions_hash ON workflow_revisions (scope, ref, hash);

INSERT INTO workflow_revisions (scope, ref, number, hash, document, saved_at)
SELECT scope, ref, row_number() OVER (PARTITION BY scope, ref ORDER BY min(origin)), hash, min(document), 0
FROM workflow_definitions GROUP BY scope, ref, hash;
UPDATE workflow_definitions d SET revision = r.number
FROM workflow_revisions r WHERE r.scope = d.scope AND r.ref = d.ref AND r.hash = d.hash;

CREATE TABLE workflow_disabled (
    scope text COLLATE "C" NOT NULL,
    ref text COLLATE "C" NOT NULL,
    PRIMARY KEY (scope, ref)
);

-- Saves definitions of an origin: all of them, so that others are gone, or these only. Contents that are new get a revision; the last
-- 100 of a ref are kept. One writer of a scope at a time, so that numbers have no gaps and callers that wait find what was saved.
CREATE FUNCTION register_definitions(
    d_scope text, d_origin text, d_replace boolean, d_update boolean, d_now bigint,
    d_ref text[], d_hash text[], d_document text[], d_valid boolean[], d_search text[], d_tags text[])
RETURNS TABLE (added integer, changed integer, removed integer, kept integer) LANGUAGE plpgsql
SET search_path FROM CURRENT SET plan_cache_mode = force_generic_plan SET jit = off AS $$
#variable_conflict use_column
BEGIN
    PERFORM pg_advisory_xact_lock(lock_key('catalogue', d_scope));
    PERFORM pg_advisory_xact_lock(lock_key('definitions', d_scope || E'\n' || d_origin));
    WITH gone AS (
        DELETE FROM workflow_definitions w WHERE d_replace AND w.scope = d_scope AND w.origin = d_origin AND NOT w.ref = ANY (d_ref) RETURNING 1
    )
    SELECT count(*) INTO removed FROM gone;

    SELECT count(*) INTO kept
    FROM unnest(d_ref, d_hash) AS d (ref, hash)
    JOIN workflow_definitions w ON w.scope = d_scope AND w.origin = d_origin AND w.ref = d.ref AND w.hash <> d.hash
    WHERE NOT d_update;

    INSERT INTO workflow_revisions (scope, ref, number, hash, document, saved_at)
    SELECT d_scope, d.ref, 1 + coalesce((SELECT max(r.number) FROM workflow_revisions r WHERE r.scope = d_scope AND r.ref = d.ref), 0),
        d.hash, d.document, d_now
    FROM unnest(d_ref, d_hash, d_document) AS d (ref, hash, document)
    WHERE d_update OR NOT EXISTS (
        SELECT 1 FROM workflow_definitions w WHERE w.scope = d_scope AND w.origin = d_origin AND w.ref = d.ref)
    ON CONFLICT (scope, ref, hash) DO NOTHING;

    DELETE FROM workflow_revisions r USING unnest(d_ref) AS d (ref)
    WHERE r.scope = d_scope AND r.ref = d.ref
        AND r.number <= (SELECT max(m.number) - 100 FROM workflow_revisions m WHERE m.scope = d_scope AND m.ref = d.ref);

    WITH renewed AS (
        UPDATE workflow_definitions w SET hash = d.hash, document = d.document, valid = d.valid, search = d.search, tags = d.tags,
            revision = r.number
        FROM unnest(d_ref, d_hash, d_document, d_valid, d_search, d_tags) AS d (ref, hash, document, valid, search, tags)
        JOIN workflow_revisions r ON r.scope = d_scope AND r.ref = d.ref AND r.hash = d.hash
        WHERE d_update AND w.scope = d_scope AND w.origin = d_origin AND w.ref = d.ref AND w.hash <> d.hash RETURNING 1
    )
    SELECT count(*) INTO changed FROM renewed;

    WITH fresh AS (
        INSERT INTO workflow_definitions (scope, ref, origin, hash, document, valid, search, tags, revision)
        SELECT d_scope, d.ref, d_origin, d.hash, d.document, d.valid, d.search, d.tags, r.number
        FROM unnest(d_ref, d_hash, d_document, d_valid, d_search, d_tags) AS d (ref, hash, document, valid, search, tags)
        JOIN workflow_revisions r ON r.scope = d_scope AND r.ref = d.ref AND r.hash = d.hash
        ON CONFLICT DO NOTHING RETURNING 1
    )
    SELECT count(*) INTO added FROM fresh;
    RETURN NEXT;
END $$;
