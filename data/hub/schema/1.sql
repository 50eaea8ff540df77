-- The hub's first form: copies of the lines of journals, in their order, refused where they do not hold together.
-- What keeps a line in its place is a constraint; what somebody may do is a right. Nothing rests on the care of a client.

CREATE SCHEMA vigie;
REVOKE ALL ON SCHEMA vigie FROM PUBLIC;

CREATE TABLE vigie.installed (
    version integer PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);

CREATE TABLE vigie.school (
    id text PRIMARY KEY CHECK (id ~ '^[0-9]{7}[A-Z]$'),
    name text NOT NULL
);

-- Whoever connects is known by the role that they logged in with: no setting of theirs says it.
CREATE TABLE vigie.device (
    role name PRIMARY KEY,
    school text NOT NULL REFERENCES vigie.school,
    name text NOT NULL,
    enrolled_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    revoked_at timestamptz,
    seen_at timestamptz,
    waiting integer NOT NULL DEFAULT 0 CHECK (waiting >= 0)
);
CREATE UNIQUE INDEX device_in_use ON vigie.device (school, name) WHERE revoked_at IS NULL;

CREATE TABLE vigie.reader (
    role name PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('referent', 'academie', 'auditor')),
    school text REFERENCES vigie.school,
    name text NOT NULL,
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_at timestamptz,
    CHECK ((kind = 'referent') = (school IS NOT NULL))
);

CREATE TABLE vigie.session (
    root text PRIMARY KEY CHECK (root ~ '^[0-9a-f]{64}$'),
    school text NOT NULL REFERENCES vigie.school,
    first_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
CREATE INDEX session_of_school ON vigie.session (school);

-- `lasting` is all of a line but its personal part, its salt and its digest, in the one form that digests are computed
-- over. Line 0 is the journal's first one. `json`, not `jsonb`: what a text holds is nobody's business here.
CREATE TABLE vigie.line (
    root text NOT NULL,
    n integer NOT NULL CHECK (n >= 0),
    digest text NOT NULL,
    previous text,
    -- The first line hangs on its session, each other one on the line before it: a chain is held at its end alone.
    anchor text GENERATED ALWAYS AS (CASE WHEN n = 0 THEN root END) STORED REFERENCES vigie.session,
    parent integer GENERATED ALWAYS AS (CASE WHEN n > 0 THEN n - 1 END) STORED,
    lasting text NOT NULL,
    device name NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (root, n, digest),
    FOREIGN KEY (root, parent, previous) REFERENCES vigie.line (root, n, digest),
    CONSTRAINT digest_is_of_the_line CHECK (digest = encode(sha256(convert_to(lasting, 'UTF8')), 'hex')),
    CONSTRAINT number_and_previous_are_of_the_line CHECK (
        CASE WHEN n = 0 THEN previous IS NULL AND lasting::json ->> 'format' = 'vigie-journal'
        ELSE previous IS NOT NULL AND lasting::json ->> 'previous' = previous AND lasting::json ->> 'id' = n::text END
    ),
    CONSTRAINT first_event_is_the_root CHECK (n <> 1 OR digest = root)
);

-- The lines that give a session another number are found without looking at all others.
CREATE INDEX line_that_numbers ON vigie.line (root, n) WHERE strpos(lasting, '"kind":"session_renumbered"') > 0;

CREATE TABLE vigie.personal (
    root text NOT NULL,
    n integer NOT NULL,
    digest text NOT NULL,
    salt text NOT NULL,
    body text NOT NULL,
    PRIMARY KEY (root, n, digest),
    FOREIGN KEY (root, n, digest) REFERENCES vigie.line ON DELETE CASCADE
);

-- A personal part that was erased never comes back, whoever still has it.
CREATE TABLE vigie.erased (
    root text NOT NULL,
    n integer NOT NULL,
    digest text NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (root, n, digest),
    FOREIGN KEY (root, n, digest) REFERENCES vigie.line ON DELETE CASCADE
);

-- Neither does a session whose time to be kept is over.
CREATE TABLE vigie.gone (
    root text PRIMARY KEY,
    school text NOT NULL REFERENCES vigie.school,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    by name NOT NULL
);

-- The last line of each branch; more than one of a root is a fork. What it comes to is told by the laptop that wrote
-- it, in numbers and hours alone; of another line than the last it is of no use, and goes with it.
CREATE TABLE vigie.head (
    root text NOT NULL REFERENCES vigie.session ON DELETE CASCADE,
    n integer NOT NULL,
    digest text NOT NULL,
    device name NOT NULL,
    received_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    number text CHECK (number ~ '^p?[0-9]{1,12}$'),
    slot_start timestamptz,
    slot_end timestamptz,
    phase text CHECK (phase ~ '^[a-z_]{1,20}$'),
    expected integer, joined integer, running integer, ended integer, absent integer,
    alerts integer,
    ends timestamptz[],
    finalise_by timestamptz,
    PRIMARY KEY (root, n, digest),
    FOREIGN KEY (root, n, digest) REFERENCES vigie.line
);

-- What a référent of the school, or a device, settled of a fork: the branch that goes on.
CREATE TABLE vigie.settled (
    root text NOT NULL REFERENCES vigie.session ON DELETE CASCADE,
    n integer NOT NULL,
    digest text NOT NULL,
    by name NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (root, n, digest)
);

CREATE TABLE vigie.access (
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    role name NOT NULL,
    verb text NOT NULL,
    school text,
    root text
);
CREATE INDEX access_by_time ON vigie.access (at);

-- Who is asking ------------------------------------------------------------------------------------------------------

-- Names cross a network under TLS or not at all.
CREATE FUNCTION vigie.is_private() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT inet_client_addr() IS NULL OR inet_client_addr() << '127.0.0.0/8' OR inet_client_addr() = '::1'
        OR coalesce((SELECT ssl FROM pg_stat_ssl WHERE pid = pg_backend_pid()), false)
$$;

-- A receiver on the hub's own machine speaks for the device whose key opened its line: only of whoever logged in as one
-- is that setting taken, so that no device can say that it is another.
CREATE FUNCTION vigie.acting_here() RETURNS name LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE WHEN EXISTS (
        SELECT FROM pg_auth_members JOIN pg_roles AS receiver ON receiver.oid = pg_auth_members.roleid
        JOIN pg_roles AS who ON who.oid = pg_auth_members.member
        WHERE receiver.rolname = 'vigie_receiver' AND who.rolname = session_user
    ) THEN coalesce(current_setting('vigie.acting_as', true), '')::name ELSE session_user END
$$;

CREATE FUNCTION vigie.device_here() RETURNS vigie.device LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = vigie, pg_catalog, pg_temp AS $$
DECLARE found_device vigie.device;
BEGIN
    IF NOT is_private() THEN
        RAISE EXCEPTION 'TLS is asked for' USING ERRCODE = 'VG001';
    END IF;
    SELECT * INTO found_device FROM device WHERE role = acting_here() AND revoked_at IS NULL;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'no device in use' USING ERRCODE = 'VG002';
    END IF;
    RETURN found_device;
END $$;

-- The schools that whoever is connected may read; none where the line can be listened to.
CREATE FUNCTION vigie.schools_here() RETURNS SETOF text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = vigie, pg_catalog, pg_temp AS $$
    SELECT school.id FROM reader JOIN school ON reader.kind <> 'referent' OR reader.school = school.id
    WHERE reader.role = session_user AND reader.ended_at IS NULL AND is_private()
$$;

CREATE FUNCTION vigie.kind_here() RETURNS text LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = vigie, pg_catalog, pg_temp AS $$
    SELECT kind FROM reader WHERE role = session_user AND ended_at IS NULL AND is_private()
$$;

-- What a device does ---------------------------------------------------------------------------------------------------

-- The last lines of a session's branches; once a person has said which branch goes on, those of this one alone.
CREATE FUNCTION vigie.heads_told(asked text) RETURNS TABLE (n integer, digest text) LANGUAGE plpgsql STABLE
SECURITY DEFINER SET search_path = vigie, pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE choice settled;
BEGIN
    SELECT * INTO choice FROM settled WHERE settled.root = asked ORDER BY settled.at DESC LIMIT 1;
    IF NOT FOUND THEN
        RETURN QUERY SELECT head.n, head.digest FROM head WHERE head.root = asked;
        RETURN;
    END IF;
    RETURN QUERY
    WITH RECURSIVE up AS (
        SELECT head.n AS head_n, head.digest AS head_digest, line.n, line.digest, line.previous
        FROM head JOIN line USING (root, n, digest) WHERE head.root = asked
        UNION ALL
        SELECT up.head_n, up.head_digest, line.n, line.digest, line.previous
        FROM up JOIN line ON line.root = asked AND line.n = up.n - 1 AND line.digest = up.previous
        WHERE up.n > choice.n
    )
    SELECT up.head_n, up.head_digest FROM up WHERE up.n = choice.n AND up.digest = choice.digest;
END $$;

-- Where the hub stands with sessions of the device's own school: every branch's last line; n = -1: erased for good.
CREATE FUNCTION vigie.heads(roots text[]) RETURNS TABLE (root text, n integer, digest text)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = vigie, pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE mine device := device_here();
BEGIN
    RETURN QUERY
    SELECT session.root, told.n, told.digest FROM session, LATERAL heads_told(session.root) AS told
    WHERE session.root = ANY (roots) AND session.school = mine.school
    UNION ALL
    SELECT gone.root, -1, '' FROM gone WHERE gone.root = ANY (roots) AND gone.school = mine.school;
END $$;

-- The furthest of these lines that the hub has; -1: none of them.
CREATE FUNCTION vigie.furthest(asked text, ns integer[], digests text[]) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER SET search_path = vigie, pg_catalog, pg_temp AS $$
DECLARE mine device := device_here();
BEGIN
    RETURN coalesce((
        SELECT max(line.n) FROM unnest(ns, digests) AS told (n, digest)
        JOIN line ON line.root = asked AND line.n = told.n AND line.digest = told.digest
        JOIN session ON session.root = line.root AND session.school = mine.school
    ), -1);
END $$;

-- Take lines of one session in, in their order; those that are there already change nothing.
CREATE FUNCTION vigie.add(asked text, ns integer[], digests text[], previouses text[], lastings text[],
                          salts text[], bodies text[])
RETURNS TABLE (n integer, digest text) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = vigie, pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE
    mine device := device_here();
    owner text;
    erasure record;
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

    WITH came AS (
        SELECT * FROM unnest(ns, digests, previouses, lastings) AS given (n, digest, previous, lasting)
    ), taken AS (
        INSERT INTO line (root, n, digest, previous, lasting, device)
        SELECT asked, came.n, came.digest, came.previous, came.lasting, mine.role FROM came ORDER BY came.n
        ON CONFLICT DO NOTHING RETURNING line.n, line.digest, line.previous
    ), surpassed AS (
        DELETE FROM head USING taken
        WHERE head.root = asked AND head.n = taken.n - 1 AND head.digest = taken.previous
    )
    INSERT INTO head (root, n, digest, device)
    SELECT asked, taken.n, taken.digest, mine.role FROM taken
    WHERE NOT EXISTS (SELECT FROM taken AS after WHERE after.n = taken.n + 1 AND after.previous = taken.digest);

    INSERT INTO personal (root, n, digest, salt, body)
    SELECT asked, came.n, came.digest, came.salt, came.body
    FROM unnest(ns, digests, salts, bodies) AS came (n, digest, salt, body)
    JOIN line ON line.root = asked AND line.n = came.n AND line.digest = came.digest
    WHERE came.body IS NOT NULL
        AND line.lasting::json ->> 'personal_digest' = encode(sha256(convert_to(came.salt || came.body, 'UTF8')), 'hex')
        AND NOT EXISTS (
            SELECT FROM erased
            WHERE erased.root = asked AND erased.n = came.n AND erased.digest = came.digest
        )
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

-- The events that a line erases are those on its own branch, up to it.
CREATE FUNCTION vigie.forget_before(asked text, from_n integer, from_digest text, events integer[]) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = vigie, pg_catalog, pg_temp AS $$
    WITH RECURSIVE branch AS (
        SELECT line.n, line.digest, line.previous FROM line
        WHERE line.root = asked AND line.n = from_n AND line.digest = from_digest
        UNION ALL
        SELECT line.n, line.digest, line.previous FROM branch
        JOIN line ON line.root = asked AND line.n = branch.n - 1 AND line.digest = branch.previous
        WHERE branch.n > (SELECT min(event) FROM unnest(events) AS event)
    ), named AS (
        SELECT branch.n, branch.digest FROM branch WHERE branch.n = ANY (events) AND branch.n < from_n
    ), forgotten AS (
        DELETE FROM personal USING named
        WHERE personal.root = asked AND personal.n = named.n AND personal.digest = named.digest
    )
    INSERT INTO erased (root, n, digest) SELECT asked, named.n, named.digest FROM named ON CONFLICT DO NOTHING
$$;

-- The device is there, and so many of its lines are not here yet.
CREATE FUNCTION vigie.seen(lines_waiting integer) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = vigie, pg_catalog, pg_temp AS $$
DECLARE mine device := device_here();
BEGIN
    UPDATE device SET seen_at = clock_timestamp(), waiting = lines_waiting WHERE device.role = mine.role;
END $$;

-- What a session comes to after this line, as its laptop says; nothing where the line is not the last of its branch.
CREATE FUNCTION vigie.tell(
    asked text, asked_digest text, number text, slot_start timestamptz, slot_end timestamptz, phase text,
    expected integer, joined integer, running integer, ended integer, absent integer, alerts integer,
    ends timestamptz[], finalise_by timestamptz
) RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = vigie, pg_catalog, pg_temp AS $$
#variable_conflict use_variable
DECLARE mine device := device_here();
BEGIN
    UPDATE head SET number = tell.number, slot_start = tell.slot_start, slot_end = tell.slot_end, phase = tell.phase,
        expected = tell.expected, joined = tell.joined, running = tell.running, ended = tell.ended,
        absent = tell.absent, alerts = tell.alerts, ends = tell.ends, finalise_by = tell.finalise_by
    FROM session
    WHERE head.root = asked AND head.digest = asked_digest AND session.root = head.root AND session.school = mine.school;
END $$;

-- A session whose time to be kept is over: all of it goes. Claims may come two months after it was held.
-- A purge leaves the first 32 signs of what its sessions were known by, and no more.
CREATE FUNCTION vigie.purge(asked text) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
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
    INSERT INTO gone (root, school, by) VALUES (whole, mine.school, mine.role) ON CONFLICT DO NOTHING;
    DELETE FROM head WHERE root = whole;
    DELETE FROM line WHERE root = whole;
    DELETE FROM session WHERE root = whole;
    RETURN true;
END $$;

-- What a reader does -----------------------------------------------------------------------------------------------------

-- Personal parts of one session from a line on: only a référent of its school, and never without a note of it.
CREATE FUNCTION vigie.personal_of(asked text, from_n integer)
RETURNS TABLE (n integer, digest text, salt text, body text) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = vigie, pg_catalog, pg_temp AS $$
#variable_conflict use_column
DECLARE of_school text;
BEGIN
    SELECT session.school INTO of_school FROM session
    WHERE session.root = asked AND session.school IN (SELECT schools_here());
    IF of_school IS NULL OR kind_here() <> 'referent' THEN
        RETURN;
    END IF;
    IF from_n <= 1 THEN
        INSERT INTO access (role, verb, school, root) VALUES (session_user, 'names', of_school, asked);
    END IF;
    RETURN QUERY SELECT personal.n, personal.digest, personal.salt, personal.body FROM personal
    WHERE personal.root = asked AND personal.n >= from_n;
END $$;

-- That somebody read, and by which verb of the command.
CREATE FUNCTION vigie.note(verb text, asked text) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
SET search_path = vigie, pg_catalog, pg_temp AS $$
BEGIN
    IF kind_here() IS NULL THEN
        RAISE EXCEPTION 'no reader in use' USING ERRCODE = 'VG002';
    END IF;
    INSERT INTO access (role, verb, school, root)
    VALUES (session_user, left(verb, 20), (SELECT school FROM session WHERE root = asked), asked);
END $$;

-- A fork is settled by a person: the branch that ends with, or goes on from, this line.
CREATE FUNCTION vigie.settle(asked text, asked_n integer, asked_digest text) RETURNS boolean LANGUAGE plpgsql
SECURITY DEFINER SET search_path = vigie, pg_catalog, pg_temp AS $$
BEGIN
    IF kind_here() <> 'referent' OR NOT EXISTS (
        SELECT FROM line JOIN session USING (root)
        WHERE root = asked AND n = asked_n AND digest = asked_digest AND school IN (SELECT schools_here())
    ) THEN
        RETURN false;
    END IF;
    INSERT INTO settled (root, n, digest, by) VALUES (asked, asked_n, asked_digest, session_user)
    ON CONFLICT DO NOTHING;
    RETURN true;
END $$;

-- Rights ------------------------------------------------------------------------------------------------------------------

DO $$
DECLARE name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['installed', 'school', 'device', 'reader', 'session', 'line', 'personal', 'erased',
                                'gone', 'head', 'settled', 'access'] LOOP
        EXECUTE format('ALTER TABLE vigie.%I ENABLE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE vigie.%I FORCE ROW LEVEL SECURITY', name);
        EXECUTE format('ALTER TABLE vigie.%I OWNER TO vigie_owner', name);
        EXECUTE format('CREATE POLICY of_the_house ON vigie.%I TO vigie_owner USING (true) WITH CHECK (true)', name);
    END LOOP;
    FOR name IN SELECT oid::regprocedure::text FROM pg_proc WHERE pronamespace = 'vigie'::regnamespace LOOP
        EXECUTE format('ALTER FUNCTION %s OWNER TO vigie_owner', name);
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM PUBLIC', name);
    END LOOP;
END $$;

GRANT USAGE ON SCHEMA vigie TO vigie_owner, vigie_device, vigie_receiver, vigie_reader;
GRANT EXECUTE ON FUNCTION vigie.heads, vigie.furthest, vigie.add, vigie.seen, vigie.tell, vigie.purge
    TO vigie_device, vigie_receiver;
GRANT EXECUTE ON FUNCTION vigie.schools_here, vigie.kind_here, vigie.personal_of, vigie.note, vigie.settle
    TO vigie_reader;

GRANT SELECT ON vigie.installed TO vigie_device, vigie_receiver, vigie_reader;
GRANT SELECT ON vigie.school, vigie.session, vigie.line, vigie.erased, vigie.gone, vigie.head, vigie.settled
    TO vigie_reader;
GRANT SELECT ON vigie.device, vigie.reader, vigie.access TO vigie_reader;

CREATE POLICY everybody ON vigie.installed FOR SELECT TO vigie_device, vigie_receiver, vigie_reader USING (true);
CREATE POLICY of_own_schools ON vigie.school FOR SELECT TO vigie_reader
    USING (id IN (SELECT vigie.schools_here()));
CREATE POLICY of_own_schools ON vigie.device FOR SELECT TO vigie_reader
    USING (school IN (SELECT vigie.schools_here()));
CREATE POLICY of_own_schools ON vigie.session FOR SELECT TO vigie_reader
    USING (school IN (SELECT vigie.schools_here()));
CREATE POLICY of_own_schools ON vigie.gone FOR SELECT TO vigie_reader
    USING (school IN (SELECT vigie.schools_here()));
CREATE POLICY of_own_sessions ON vigie.line FOR SELECT TO vigie_reader
    USING (root IN (SELECT session.root FROM vigie.session));
CREATE POLICY of_own_sessions ON vigie.erased FOR SELECT TO vigie_reader
    USING (root IN (SELECT session.root FROM vigie.session));
CREATE POLICY of_own_sessions ON vigie.head FOR SELECT TO vigie_reader
    USING (root IN (SELECT session.root FROM vigie.session));
CREATE POLICY of_own_sessions ON vigie.settled FOR SELECT TO vigie_reader
    USING (root IN (SELECT session.root FROM vigie.session));
-- Who read what is for whoever audits; a reader sees their own.
CREATE POLICY of_an_auditor ON vigie.access FOR SELECT TO vigie_reader
    USING (role = session_user OR (SELECT vigie.kind_here()) = 'auditor');
CREATE POLICY of_an_auditor ON vigie.reader FOR SELECT TO vigie_reader
    USING (role = session_user OR (SELECT vigie.kind_here()) = 'auditor');

INSERT INTO vigie.installed (version) VALUES (1);
