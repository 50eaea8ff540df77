-- Files kept as proof of a fraud, of the sessions whose laptop was asked for them: never by themselves. A file stands
-- with the personal part that names it, and goes with it: by an erasure, a purge, an expiry.

CREATE TABLE vigie.evidence (
    root text NOT NULL,
    n integer NOT NULL,
    digest text NOT NULL,
    file text NOT NULL,
    content bytea NOT NULL,
    device name NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (root, n, digest, file),
    -- A personal part that was erased never comes back, so neither does its file.
    FOREIGN KEY (root, n, digest) REFERENCES vigie.personal ON DELETE CASCADE,
    CONSTRAINT file_is_the_digest_of_its_bytes CHECK (file = encode(sha256(content), 'hex')),
    -- `MOST_FILE` of data/hub/way.py.
    CONSTRAINT file_is_no_larger CHECK (octet_length(content) BETWEEN 1 AND 20000000)
);
-- Photos do not shrink: nothing is tried.
ALTER TABLE vigie.evidence ALTER COLUMN content SET STORAGE EXTERNAL;

-- Whether the personal part of a line names a file by its digest.
CREATE FUNCTION vigie.names_file(body text, file text) RETURNS boolean LANGUAGE sql IMMUTABLE
SET search_path = vigie, pg_catalog, pg_temp AS $$
    SELECT json_typeof(body::json -> 'evidence') = 'array' AND EXISTS (
        SELECT FROM json_array_elements(CASE WHEN json_typeof(body::json -> 'evidence') = 'array'
                                        THEN body::json -> 'evidence' ELSE '[]' END) AS piece
        WHERE piece ->> 'sha256' = file
    )
$$;

-- How the hub stands to each of these files of a session of the device's own school: it is there, it lacks, or it is
-- not taken, since no personal part that is here names it.
CREATE FUNCTION vigie.files_held(asked text, ns integer[], digests text[], files text[])
RETURNS TABLE (held text) LANGUAGE plpgsql SECURITY DEFINER SET search_path = vigie, pg_catalog, pg_temp AS $$
DECLARE mine device := device_here();
BEGIN
    RETURN QUERY
    SELECT CASE WHEN evidence.file IS NOT NULL THEN 'there' WHEN session.root IS NOT NULL
        AND names_file(personal.body, told.file) THEN 'lacks' ELSE 'refused' END
    FROM unnest(ns, digests, files) WITH ORDINALITY AS told (n, digest, file, rank)
    LEFT JOIN session ON session.root = asked AND session.school = mine.school
    LEFT JOIN personal ON personal.root = session.root AND personal.n = told.n AND personal.digest = told.digest
    LEFT JOIN evidence ON evidence.root = personal.root AND evidence.n = personal.n
        AND evidence.digest = personal.digest AND evidence.file = told.file
    ORDER BY told.rank;
END $$;

-- Take a file in; false where no personal part of the device's own school that is here names it.
CREATE FUNCTION vigie.keep_file(asked text, asked_n integer, asked_digest text, asked_file text, given bytea)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = vigie, pg_catalog, pg_temp AS $$
DECLARE mine device := device_here();
BEGIN
    -- An erasure of the same session waits, or is waited for.
    PERFORM pg_advisory_xact_lock(hashtextextended(asked, 0));
    IF NOT EXISTS (
        SELECT FROM personal JOIN session USING (root)
        WHERE root = asked AND n = asked_n AND digest = asked_digest AND session.school = mine.school
            AND names_file(body, asked_file)
    ) THEN
        RETURN false;
    END IF;
    INSERT INTO evidence (root, n, digest, file, content, device)
    VALUES (asked, asked_n, asked_digest, asked_file, given, mine.role) ON CONFLICT DO NOTHING;
    RETURN true;
END $$;

-- A file of a session: only for a référent of its school, and never without a note of it.
CREATE FUNCTION vigie.file_of(asked text, asked_file text) RETURNS bytea LANGUAGE plpgsql
SECURITY DEFINER SET search_path = vigie, pg_catalog, pg_temp AS $$
DECLARE
    of_school text;
    found_content bytea;
BEGIN
    SELECT session.school INTO of_school FROM session
    WHERE session.root = asked AND session.school IN (SELECT schools_here());
    IF of_school IS NULL OR kind_here() IS DISTINCT FROM 'referent' THEN
        RETURN NULL;
    END IF;
    SELECT content INTO found_content FROM evidence WHERE root = asked AND file = asked_file LIMIT 1;
    IF FOUND THEN
        INSERT INTO access (role, verb, school, root) VALUES (session_user, 'evidence', of_school, asked);
    END IF;
    RETURN found_content;
END $$;

ALTER TABLE vigie.evidence ENABLE ROW LEVEL SECURITY;
ALTER TABLE vigie.evidence FORCE ROW LEVEL SECURITY;
ALTER TABLE vigie.evidence OWNER TO vigie_owner;
CREATE POLICY of_the_house ON vigie.evidence TO vigie_owner USING (true) WITH CHECK (true);

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['vigie.names_file', 'vigie.files_held', 'vigie.keep_file', 'vigie.file_of'] LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO vigie_owner', name::regproc);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', name::regproc);
    END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION vigie.files_held, vigie.keep_file TO vigie_device, vigie_receiver;
GRANT EXECUTE ON FUNCTION vigie.file_of TO vigie_reader;

INSERT INTO vigie.installed (version) VALUES (3);
