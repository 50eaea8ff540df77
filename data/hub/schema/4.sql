-- What a hub is asked most is cheaper, and what it refuses is more. A batch of lines is held against what is there as a
-- whole instead of line by line; what a list of sessions shows of each stands with the session.

-- Which session is which ---------------------------------------------------------------------------------------------

-- As its own lines say it: nobody writes these but what takes lines in.
ALTER TABLE vigie.session
    ADD COLUMN number text NOT NULL DEFAULT '',
    ADD COLUMN site text NOT NULL DEFAULT '',
    ADD COLUMN room text NOT NULL DEFAULT '',
    -- The line that gave it its number.
    ADD COLUMN numbered_by integer NOT NULL DEFAULT -1;

-- Something that the public part of a line says, no longer than anybody shows; empty where it says nothing of it.
CREATE FUNCTION vigie.public_word(lasting text, word text) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = vigie, pg_catalog, pg_temp AS $$
    SELECT left(coalesce(lasting::json -> 'public' ->> word, ''), 300)
$$;

UPDATE vigie.session SET number = vigie.public_word(lasting, 'number'), site = vigie.public_word(lasting, 'site'),
    room = vigie.public_word(lasting, 'room'), numbered_by = 1
FROM vigie.line WHERE line.root = session.root AND line.n = 1 AND line.digest = session.root;
UPDATE vigie.session SET number = vigie.public_word(renumbered.lasting, 'number'), numbered_by = renumbered.n
FROM (
    SELECT DISTINCT ON (root) root, n, lasting FROM vigie.line
    WHERE n > 1 AND strpos(lasting, '"kind":"session_renumbered"') > 0
        AND lasting::json ->> 'kind' = 'session_renumbered'
    ORDER BY root, n DESC
) AS renumbered WHERE renumbered.root = session.root;
DROP INDEX vigie.line_that_numbers;

-- The chain ----------------------------------------------------------------------------------------------------------

-- A line that says neither its number nor what it follows held as well: what is unknown refuses nothing in a CHECK.
-- And it is read once for both.
CREATE TYPE vigie.place AS (id text, previous text);
ALTER TABLE vigie.line
    DROP CONSTRAINT number_and_previous_are_of_the_line,
    ADD CONSTRAINT number_and_previous_are_of_the_line CHECK (
        CASE WHEN n = 0 THEN previous IS NULL AND lasting::json ->> 'format' IS NOT DISTINCT FROM 'vigie-journal'
        ELSE previous IS NOT NULL AND json_populate_record(NULL::vigie.place, lasting::json)
            IS NOT DISTINCT FROM ROW(n::text, previous)::vigie.place END
    );

-- Each line but the first follows one that is there. As a foreign key that was a question and a lock for each line;
-- all lines of a batch but one follow another one of it, so that now the one is asked for and locked.
ALTER TABLE vigie.line DROP CONSTRAINT line_root_parent_previous_fkey;
ALTER TABLE vigie.line DROP COLUMN parent;

CREATE FUNCTION vigie.lines_follow() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = vigie, pg_catalog, pg_temp AS $$
DECLARE one record;
BEGIN
    FOR one IN
        SELECT * FROM (
            SELECT root, n, digest, previous, device,
                n > 0 AND (lag(n) OVER branch IS DISTINCT FROM n - 1 OR lag(digest) OVER branch IS DISTINCT FROM previous)
                    AS begins,
                lead(n) OVER branch IS DISTINCT FROM n + 1 OR lead(previous) OVER branch IS DISTINCT FROM digest AS ends
            FROM came WINDOW branch AS (PARTITION BY root ORDER BY n)
        ) AS beside WHERE begins OR ends
    LOOP
        IF one.begins THEN
            -- Whoever takes lines off waits until this batch is there, and then does not take them off.
            PERFORM FROM line WHERE line.root = one.root AND line.n = one.n - 1 AND line.digest = one.previous
            FOR KEY SHARE;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'line % follows none that is here', one.n USING ERRCODE = 'foreign_key_violation';
            END IF;
            DELETE FROM head WHERE head.root = one.root AND head.n = one.n - 1 AND head.digest = one.previous;
        END IF;
        IF one.ends AND NOT EXISTS (
            SELECT FROM line WHERE line.root = one.root AND line.n = one.n + 1 AND line.previous = one.digest
        ) THEN
            INSERT INTO head (root, n, digest, device) VALUES (one.root, one.n, one.digest, one.device);
        END IF;
    END LOOP;
    FOR one IN
        SELECT root, n, lasting FROM came
        WHERE n = 1 OR strpos(lasting, '"kind":"session_renumbered"') > 0 ORDER BY root, n
    LOOP
        IF one.n = 1 THEN
            UPDATE session SET site = public_word(one.lasting, 'site'), room = public_word(one.lasting, 'room')
            WHERE session.root = one.root;
        ELSIF one.lasting::json ->> 'kind' IS DISTINCT FROM 'session_renumbered' THEN
            CONTINUE;
        END IF;
        UPDATE session SET number = public_word(one.lasting, 'number'), numbered_by = one.n
        WHERE session.root = one.root AND one.n >= session.numbered_by;
    END LOOP;
    RETURN NULL;
END $$;

-- None is taken off that another one follows.
CREATE FUNCTION vigie.lines_went() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = vigie, pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM went WHERE EXISTS (
            SELECT FROM line WHERE line.root = went.root AND line.n = went.n + 1 AND line.previous = went.digest
        )
    ) THEN
        RAISE EXCEPTION 'another line follows' USING ERRCODE = 'foreign_key_violation';
    END IF;
    RETURN NULL;
END $$;

-- None becomes another one.
CREATE FUNCTION vigie.lines_stay() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = vigie, pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'the place of a line does not change' USING ERRCODE = 'foreign_key_violation';
END $$;

CREATE TRIGGER lines_follow AFTER INSERT ON vigie.line REFERENCING NEW TABLE AS came
FOR EACH STATEMENT EXECUTE FUNCTION vigie.lines_follow();
CREATE TRIGGER lines_went AFTER DELETE ON vigie.line REFERENCING OLD TABLE AS went
FOR EACH STATEMENT EXECUTE FUNCTION vigie.lines_went();
CREATE TRIGGER lines_stay BEFORE UPDATE OF root, n, digest, previous ON vigie.line
FOR EACH STATEMENT EXECUTE FUNCTION vigie.lines_stay();

-- Take lines of one session in, in their order; those that are there already change nothing.
CREATE OR REPLACE FUNCTION vigie.add(asked text, ns integer[], digests text[], previouses text[], lastings text[],
                                     salts text[], bodies text[])
RETURNS TABLE (n integer, digest text) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = vigie, pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    mine device := device_here();
    owner text;
    erasure record;
    -- Of what is there only the lines of these numbers are looked at: a session of ten thousand has as many others.
    lowest integer;
    highest integer;
BEGIN
    -- Two laptops with one session wait for each other.
    PERFORM pg_advisory_xact_lock(hashtextextended(asked, 0));
    IF EXISTS (SELECT FROM gone WHERE gone.root = asked) THEN
        RAISE EXCEPTION 'this session was erased' USING ERRCODE = 'VG003';
    END IF;
    INSERT INTO session (root, school) VALUES (asked, mine.school) ON CONFLICT DO NOTHING;
    SELECT session.school INTO owner FROM session WHERE session.root = asked;
    IF owner <> mine.school THEN
        RAISE EXCEPTION 'this session is of another school' USING ERRCODE = 'VG004';
    END IF;
    SELECT min(one), max(one) INTO lowest, highest FROM unnest(ns) AS one;

    -- The last lines of its branches are kept by `lines_follow`.
    INSERT INTO line (root, n, digest, previous, lasting, device)
    SELECT asked, came.n, came.digest, came.previous, came.lasting, mine.role
    FROM unnest(ns, digests, previouses, lastings) AS came (n, digest, previous, lasting)
    WHERE ((came.n, came.digest) IN (
        SELECT line.n, line.digest FROM line WHERE line.root = asked AND line.n BETWEEN lowest AND highest
    )) IS NOT TRUE;

    INSERT INTO personal (root, n, digest, salt, body)
    SELECT asked, came.n, came.digest, came.salt, came.body
    FROM unnest(ns, digests, salts, bodies) AS came (n, digest, salt, body)
    WHERE came.body IS NOT NULL
        AND encode(sha256(convert_to(came.salt || came.body, 'UTF8')), 'hex') = (
            SELECT line.lasting::json ->> 'personal_digest' FROM line
            WHERE line.root = asked AND line.n = came.n AND line.digest = came.digest
        )
        AND ((came.n, came.digest) IN (
            SELECT erased.n, erased.digest FROM erased
            WHERE erased.root = asked AND erased.n BETWEEN lowest AND highest
        )) IS NOT TRUE
    ON CONFLICT DO NOTHING;

    FOR erasure IN
        SELECT came.n, came.digest, (SELECT array_agg(value::integer) FROM json_array_elements_text(
            came.lasting::json -> 'public' -> 'events')) AS events
        FROM unnest(ns, digests, lastings) AS came (n, digest, lasting)
        WHERE strpos(came.lasting, '"kind":"personal_data_erased"') > 0
            AND came.lasting::json ->> 'kind' = 'personal_data_erased'
    LOOP
        PERFORM forget_before(asked, erasure.n, erasure.digest, erasure.events);
    END LOOP;

    -- The other machine of a fork is woken; there are few, so that this may be inside the transaction.
    IF (SELECT count(*) FROM head WHERE head.root = asked) > 1 THEN
        PERFORM pg_notify('vigie_fork', asked);
    END IF;
    UPDATE device SET seen_at = clock_timestamp() WHERE device.role = mine.role;
    RETURN QUERY SELECT * FROM heads_told(asked);
END $$;

-- Who is asking: as it was, without being planned anew at each question.
CREATE OR REPLACE FUNCTION vigie.acting_here() RETURNS name LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM pg_auth_members JOIN pg_roles AS receiver ON receiver.oid = pg_auth_members.roleid
        JOIN pg_roles AS who ON who.oid = pg_auth_members.member
        WHERE receiver.rolname = 'vigie_receiver' AND who.rolname = session_user
    ) THEN
        RETURN coalesce(current_setting('vigie.acting_as', true), '')::name;
    END IF;
    RETURN session_user;
END $$;

-- Where the hub stands with sessions of the device's own school: every branch's last line; n = -1: erased for good.
-- All sessions of which nothing was settled, which are nearly all, by one look at their heads.
CREATE OR REPLACE FUNCTION vigie.heads(roots text[]) RETURNS TABLE (root text, n integer, digest text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = vigie, pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    mine device := device_here();
    chosen text[] := ARRAY(SELECT DISTINCT settled.root FROM settled WHERE settled.root = ANY (roots));
BEGIN
    RETURN QUERY
    SELECT head.root, head.n, head.digest FROM head JOIN session USING (root)
    WHERE head.root = ANY (roots) AND session.school = mine.school AND head.root <> ALL (chosen)
    UNION ALL
    SELECT session.root, told.n, told.digest FROM session, LATERAL heads_told(session.root) AS told
    WHERE session.root = ANY (chosen) AND session.school = mine.school
    UNION ALL
    SELECT gone.root, -1, '' FROM gone WHERE gone.root = ANY (roots) AND gone.school = mine.school;
END $$;

-- Rights ---------------------------------------------------------------------------------------------------------------

-- What a version makes is of the house, and nobody's beside it but by what is granted: each version ends with this.
CREATE FUNCTION vigie.take_into_the_house() RETURNS void LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
DECLARE made text;
BEGIN
    FOR made IN
        SELECT oid::regclass::text FROM pg_class
        WHERE relnamespace = 'vigie'::regnamespace AND relkind = 'r' AND relowner <> 'vigie_owner'::regrole
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', made);
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', made);
        EXECUTE format('ALTER TABLE %s OWNER TO vigie_owner', made);
        EXECUTE format('CREATE POLICY of_the_house ON %s TO vigie_owner USING (true) WITH CHECK (true)', made);
    END LOOP;
    FOR made IN
        SELECT oid::regprocedure::text FROM pg_proc
        WHERE pronamespace = 'vigie'::regnamespace AND proowner <> 'vigie_owner'::regrole
    LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO vigie_owner', made);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', made);
    END LOOP;
END $$;
SELECT vigie.take_into_the_house();
ALTER TYPE vigie.place OWNER TO vigie_owner;
REVOKE ALL ON TYPE vigie.place FROM PUBLIC;

INSERT INTO vigie.installed (version) VALUES (4);
