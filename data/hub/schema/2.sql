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

-- A branch is walked back in one place, and a session taken off in one place. What stood for it in each function goes.

-- The lines of a branch from one of them back, down to a number.
CREATE FUNCTION vigie.back_from(asked text, from_n integer, from_digest text, down_to integer)
RETURNS TABLE (n integer, digest text) LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = vigie, pg_catalog, pg_temp AS $$
    WITH RECURSIVE branch AS (
        SELECT line.n, line.digest, line.previous FROM line
        WHERE line.root = asked AND line.n = from_n AND line.digest = from_digest
        UNION ALL
        SELECT line.n, line.digest, line.previous FROM branch
        JOIN line ON line.root = asked AND line.n = branch.n - 1 AND line.digest = branch.previous
        WHERE branch.n > down_to
    )
    SELECT branch.n, branch.digest FROM branch
$$;

-- The last lines of a session's branches; once a person has said which branch goes on, those of this one alone.
CREATE OR REPLACE FUNCTION vigie.heads_told(asked text) RETURNS TABLE (n integer, digest text) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = vigie, pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE choice settled;
BEGIN
    SELECT * INTO choice FROM settled WHERE settled.root = asked ORDER BY settled.at DESC LIMIT 1;
    RETURN QUERY
    SELECT head.n, head.digest FROM head
    WHERE head.root = asked AND (choice.n IS NULL OR EXISTS (
        SELECT FROM back_from(asked, head.n, head.digest, choice.n) AS branch
        WHERE branch.n = choice.n AND branch.digest = choice.digest
    ));
END $$;

-- The events that a line erases are those on its own branch, up to it.
CREATE OR REPLACE FUNCTION vigie.forget_before(asked text, from_n integer, from_digest text, events integer[])
RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = vigie, pg_catalog, pg_temp AS $$
    WITH named AS (
        SELECT branch.n, branch.digest
        FROM back_from(asked, from_n, from_digest, (SELECT min(event) FROM unnest(events) AS event)) AS branch
        WHERE branch.n = ANY (events) AND branch.n < from_n
    ), forgotten AS (
        DELETE FROM personal USING named
        WHERE personal.root = asked AND personal.n = named.n AND personal.digest = named.digest
    )
    INSERT INTO erased (root, n, digest) SELECT asked, named.n, named.digest FROM named ON CONFLICT DO NOTHING
$$;

-- All of a session goes, and none of it comes back.
CREATE FUNCTION vigie.take_off(asked text, whose name) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = vigie, pg_catalog, pg_temp AS $$
BEGIN
    INSERT INTO gone (root, school, by) SELECT session.root, session.school, whose FROM session
    WHERE session.root = asked ON CONFLICT DO NOTHING;
    DELETE FROM head WHERE root = asked;
    DELETE FROM line WHERE root = asked;
    DELETE FROM session WHERE root = asked;
END $$;

-- A session whose time to be kept is over: all of it goes. Claims may come two months after it was held.
-- A purge leaves the first 32 signs of what its sessions were known by, and no more.
CREATE OR REPLACE FUNCTION vigie.purge(asked text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = vigie, pg_catalog, pg_temp AS $$
DECLARE
    mine device := device_here();
    whole text;
BEGIN
    IF asked !~ '^[0-9a-f]{32,64}$' THEN
        RETURN false;
    END IF;
    SELECT root INTO whole FROM session WHERE starts_with(root, asked) AND school = mine.school;
    IF NOT FOUND THEN
        RETURN EXISTS (SELECT FROM gone WHERE starts_with(root, asked) AND school = mine.school);
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended(whole, 0));
    IF EXISTS (
        SELECT FROM line WHERE root = whole AND n > 0
        AND (lasting::json ->> 'at')::timestamptz > clock_timestamp() - interval '60 days'
    ) THEN
        RETURN false;
    END IF;
    PERFORM take_off(whole, mine.role);
    RETURN true;
END $$;

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['vigie.settle', 'vigie.settlements', 'vigie.back_from', 'vigie.take_off'] LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO vigie_owner', name::regproc);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', name::regproc);
    END LOOP;
END $$;
GRANT EXECUTE ON FUNCTION vigie.settle, vigie.settlements TO vigie_reader;

INSERT INTO vigie.installed (version) VALUES (2);
