-- search: ref, label and description in lower case, a line each. tags: a line each, with a line end before and after. valid: whether
-- the definition has no errors.
ALTER TABLE workflow_definitions ADD COLUMN revision INTEGER NOT NULL DEFAULT 1;
ALTER TABLE workflow_definitions ADD COLUMN valid INTEGER NOT NULL DEFAULT 1;
ALTER TABLE workflow_definitions ADD COLUMN search TEXT NOT NULL DEFAULT '';
ALTER TABLE workflow_definitions ADD COLUMN tags TEXT NOT NULL DEFAULT '';

UPDATE workflow_definitions SET
    search = lower(ref || char(10) || coalesce(json_extract(document, '$.label'), '') || char(10)
        || coalesce(json_extract(document, '$.description'), '')),
    tags = coalesce((SELECT char(10) || group_concat(value, char(10)) || char(10) FROM json_each(document, '$.tags')), ''),
    valid = NOT EXISTS (SELECT 1 FROM json_each(document, '$.diagnostics') WHERE json_extract(value, '$.severity') = 2);

-- Every content that a ref has had. It outlives the definition, so that no number is given twice.
CREATE TABLE workflow_revisions (
    scope TEXT NOT NULL,
    ref TEXT NOT NULL,
    number INTEGER NOT NULL,
    hash TEXT NOT NULL,
    document TEXT NOT NULL,
    saved_at INTEGER NOT NULL,
    PRIMARY KEY (scope, ref, number)
) WITHOUT ROWID;
CREATE UNIQUE INDEX workflow_revisions_hash ON workflow_revisions (scope, ref, hash);

INSERT INTO workflow_revisions (scope, ref, number, hash, document, saved_at)
SELECT scope, ref, row_number() OVER (PARTITION BY scope, ref ORDER BY min(id)), hash, document, 0
FROM workflow_definitions GROUP BY scope, ref, hash;
UPDATE workflow_definitions AS d SET
    revision = (SELECT number FROM workflow_revisions r WHERE r.scope = d.scope AND r.ref = d.ref AND r.hash = d.hash);

CREATE TABLE workflow_disabled (
    scope TEXT NOT NULL,
    ref TEXT NOT NULL,
    PRIMARY KEY (scope, ref)
) WITHOUT ROWID;
