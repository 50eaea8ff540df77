-- Who settled a fork, when and why is told wherever a branch is: on screens, on papers. The reason is a free text, which
-- may name somebody: it goes to a référent of the school alone, as names do.

ALTER TABLE vigie.settled ADD COLUMN why text NOT NULL DEFAULT '' CHECK (char_length(why) <= 300);

-- Nobody reads the table itself any more.
REVOKE SELECT ON vigie.settled FROM vigie_reader;
DROP POLICY of_own_sessions ON vigie.settled;

-- A fork is settled by a person: the branch that ends with, or goes on from, this line.
DROP FUNCTION vigie.settle(text, integer, text);
CREATE FUNCTION vigie.settle(asked text, asked_n integer, asked_digest text, asked_why text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = vigie, pg_catalog, pg_temp AS $$
BEGIN
    IF kind_here() IS DISTINCT FROM 'referent' OR NOT EXISTS (
        SELECT FROM line JOIN session USING (root)
        WHERE root = asked AND n = asked_n AND digest = asked_digest AND school IN (SELECT schools_here())
    ) THEN
        RETURN false;
    END IF;
    INSERT INTO settled (root, n, digest, by, why) VALUES (asked, asked_n, asked_digest, session_user, asked_why)
    -- Whoever comes back to the branch that was chosen first has chosen it last.
    ON CONFLICT (root, n, digest) DO UPDATE SET by = session_user, at = clock_timestamp(), why = asked_why;
    -- Whoever looks on is told at once, and the laptops of both branches.
    PERFORM pg_notify('vigie', asked);
    PERFORM pg_notify('vigie_fork', asked);
    RETURN true;
END $$;

-- What persons settled of the forks of these sessions, the earliest first, by whom as they are called here.
CREATE FUNCTION vigie.settlements(roots text[])
RETURNS TABLE (root text, n integer, digest text, by text, at timestamptz, why text) LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = vigie, pg_catalog, pg_temp AS $$
    SELECT settled.root, settled.n, settled.digest, coalesce(reader.name, settled.by::text), settled.at,
        CASE WHEN kind_here() = 'referent' THEN settled.why ELSE '' END
    FROM settled JOIN session USING (root) LEFT JOIN reader ON reader.role = settled.by
    WHERE settled.root = ANY (roots) AND session.school IN (SELECT schools_here())
    ORDER BY settled.at
$$;

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['vigie.settle', 'vigie.settlements'] LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO vigie_owner', name::regproc);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', name::regproc);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO vigie_reader', name::regproc);
    END LOOP;
END $$;

INSERT INTO vigie.installed (version) VALUES (2);
