-- Films: a file too large to go as one value comes in parts, goes on after a cut, and is there once all of it is what the
-- line that names it says. The hub's own service says how large a file may be.

CREATE TABLE vigie.house (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    -- A laptop keeps none of more than 200 MB: `MOST_BYTES` of data/evidence.py.
    largest_file bigint NOT NULL DEFAULT 200000000 CHECK (largest_file BETWEEN 0 AND 200000000)
);
INSERT INTO vigie.house DEFAULT VALUES;

CREATE TABLE vigie.film (
    root text NOT NULL,
    n integer NOT NULL,
    digest text NOT NULL,
    file text NOT NULL,
    size bigint NOT NULL,
    taken bigint NOT NULL DEFAULT 0,
    parts integer NOT NULL DEFAULT 0,
    device name NOT NULL,
    begun_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    -- When all of it was there and proved; until then nobody reads it.
    whole_at timestamptz,
    PRIMARY KEY (root, n, digest, file),
    -- A personal part that was erased never comes back, so neither does its film.
    FOREIGN KEY (root, n, digest) REFERENCES vigie.personal ON DELETE CASCADE,
    CONSTRAINT no_more_than_the_line_says CHECK (taken BETWEEN 0 AND size AND parts <= 1000)
);
CREATE TABLE vigie.film_part (
    root text NOT NULL,
    n integer NOT NULL,
    digest text NOT NULL,
    file text NOT NULL,
    begin bigint NOT NULL CHECK (begin >= 0),
    content bytea NOT NULL,
    PRIMARY KEY (root, n, digest, file, begin),
    FOREIGN KEY (root, n, digest, file) REFERENCES vigie.film ON DELETE CASCADE,
    -- `PART` of data/hub/way.py.
    CONSTRAINT part_is_no_larger CHECK (octet_length(content) BETWEEN 1 AND 4000000)
);
ALTER TABLE vigie.film_part ALTER COLUMN content SET STORAGE EXTERNAL;

-- How large a file is that the personal part of a line names by its digest; NULL: it names none.
CREATE FUNCTION vigie.size_named(body text, file text) RETURNS bigint LANGUAGE sql IMMUTABLE
SET search_path = vigie, pg_catalog, pg_temp AS $$
    SELECT CASE WHEN piece ->> 'size' ~ '^[0-9]{1,12}$' THEN (piece ->> 'size')::bigint END
    FROM json_array_elements(CASE WHEN json_typeof(body::json -> 'evidence') = 'array'
                             THEN body::json -> 'evidence' ELSE '[]' END) AS piece
    WHERE piece ->> 'sha256' = file LIMIT 1
$$;

CREATE FUNCTION vigie.largest_file() RETURNS bigint LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = vigie, pg_catalog, pg_temp AS $$
DECLARE mine device := device_here();
BEGIN
    RETURN (SELECT house.largest_file FROM house);
END $$;

-- A larger one is taken neither as one value nor as the beginning of a film; what is there stays.
CREATE FUNCTION vigie.no_larger() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = vigie, pg_catalog, pg_temp AS $$
DECLARE size bigint;
BEGIN
    IF TG_TABLE_NAME = 'film' THEN
        size := NEW.size;
    ELSE
        size := octet_length(NEW.content);
    END IF;
    IF size > (SELECT largest_file FROM house) THEN
        RAISE EXCEPTION 'a file of this size is not taken' USING ERRCODE = 'VG005';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER no_larger BEFORE INSERT ON vigie.evidence FOR EACH ROW EXECUTE FUNCTION vigie.no_larger();
CREATE TRIGGER no_larger BEFORE INSERT ON vigie.film FOR EACH ROW EXECUTE FUNCTION vigie.no_larger();

-- The size of a file that a line of the device's own school names, and that is not erased; NULL: there is none. Whoever
-- erases, purges or proves something of this session waits, or is waited for.
CREATE FUNCTION vigie.size_taken(asked text, asked_n integer, asked_digest text, asked_file text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = vigie, pg_catalog, pg_temp AS $$
DECLARE
    mine device := device_here();
    named bigint;
BEGIN
    PERFORM pg_advisory_xact_lock(hashtextextended(asked, 0));
    SELECT size_named(body, asked_file) INTO named FROM personal JOIN session USING (root)
    WHERE root = asked AND n = asked_n AND digest = asked_digest AND session.school = mine.school;
    RETURN named;
END $$;

-- How the hub stands to each of these files of a session of the device's own school: it is there, it lacks, or it is
-- not taken, since no personal part that is here names it.
CREATE OR REPLACE FUNCTION vigie.files_held(asked text, ns integer[], digests text[], files text[])
RETURNS TABLE (held text) LANGUAGE plpgsql SECURITY DEFINER SET search_path = vigie, pg_catalog, pg_temp AS $$
DECLARE mine device := device_here();
BEGIN
    RETURN QUERY
    SELECT CASE WHEN evidence.file IS NOT NULL OR film.whole_at IS NOT NULL THEN 'there'
        WHEN session.root IS NOT NULL AND names_file(personal.body, told.file) THEN 'lacks' ELSE 'refused' END
    FROM unnest(ns, digests, files) WITH ORDINALITY AS told (n, digest, file, rank)
    LEFT JOIN session ON session.root = asked AND session.school = mine.school
    LEFT JOIN personal ON personal.root = session.root AND personal.n = told.n AND personal.digest = told.digest
    LEFT JOIN evidence ON evidence.root = personal.root AND evidence.n = personal.n
        AND evidence.digest = personal.digest AND evidence.file = told.file
    LEFT JOIN film ON film.root = personal.root AND film.n = personal.n
        AND film.digest = personal.digest AND film.file = told.file
    ORDER BY told.rank;
END $$;

-- The parts of a file that are there already: where each begins, and how many bytes it has.
CREATE FUNCTION vigie.parts_held(asked text, asked_n integer, asked_digest text, asked_file text)
RETURNS TABLE (part_begin bigint, length integer) LANGUAGE plpgsql SECURITY DEFINER
SET search_path = vigie, pg_catalog, pg_temp AS $$
DECLARE mine device := device_here();
BEGIN
    RETURN QUERY SELECT film_part.begin, octet_length(film_part.content) FROM film_part JOIN session USING (root)
    WHERE root = asked AND n = asked_n AND digest = asked_digest AND file = asked_file
        AND session.school = mine.school
    ORDER BY film_part.begin;
END $$;

-- Take a part of a file in; one that is there changes nothing. False where no personal part that is here names the file.
CREATE FUNCTION vigie.keep_part(asked text, asked_n integer, asked_digest text, asked_file text, part_begin bigint,
                                given bytea)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = vigie, pg_catalog, pg_temp AS $$
DECLARE
    mine device := device_here();
    named bigint := size_taken(asked, asked_n, asked_digest, asked_file);
BEGIN
    IF named IS NULL THEN
        RETURN false;
    END IF;
    INSERT INTO film (root, n, digest, file, size, device)
    VALUES (asked, asked_n, asked_digest, asked_file, named, mine.role) ON CONFLICT DO NOTHING;
    IF part_begin + octet_length(given) > named THEN
        RAISE EXCEPTION 'beyond the end of the file' USING ERRCODE = 'check_violation';
    END IF;
    IF EXISTS (
        SELECT FROM film WHERE root = asked AND n = asked_n AND digest = asked_digest AND file = asked_file
            AND whole_at IS NOT NULL
    ) THEN
        RETURN true;
    END IF;
    -- Cut otherwise by another Vigie: it is begun anew, with this part.
    IF EXISTS (
        SELECT FROM film_part WHERE root = asked AND n = asked_n AND digest = asked_digest AND file = asked_file
            AND film_part.begin < part_begin + octet_length(given) AND film_part.begin + octet_length(content) > part_begin
            AND (film_part.begin <> part_begin OR octet_length(content) <> octet_length(given))
    ) THEN
        DELETE FROM film_part WHERE root = asked AND n = asked_n AND digest = asked_digest AND file = asked_file;
        UPDATE film SET taken = 0, parts = 0
        WHERE root = asked AND n = asked_n AND digest = asked_digest AND file = asked_file;
    END IF;
    INSERT INTO film_part (root, n, digest, file, begin, content)
    VALUES (asked, asked_n, asked_digest, asked_file, part_begin, given) ON CONFLICT DO NOTHING;
    IF FOUND THEN
        UPDATE film SET taken = taken + octet_length(given), parts = parts + 1
        WHERE root = asked AND n = asked_n AND digest = asked_digest AND file = asked_file;
    END IF;
    RETURN true;
END $$;

-- Whether all of a file is there, proved by its digest; then it may be read. « lacks »: something of it is not there. Parts
-- that do not come to what the line names go, all of them: nobody knows which one is wrong.
CREATE FUNCTION vigie.keep_whole(asked text, asked_n integer, asked_digest text, asked_file text) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = vigie, pg_catalog, pg_temp AS $$
DECLARE
    known film;
    proved text;
BEGIN
    IF size_taken(asked, asked_n, asked_digest, asked_file) IS NULL THEN
        RETURN 'refused';
    END IF;
    SELECT * INTO known FROM film WHERE root = asked AND n = asked_n AND digest = asked_digest AND file = asked_file;
    IF known.whole_at IS NOT NULL THEN
        RETURN 'there';
    END IF;
    IF known.root IS NULL OR known.taken < known.size THEN
        RETURN 'lacks';
    END IF;
    -- All of it goes through the memory of the server for a moment: one file at a time.
    PERFORM pg_advisory_xact_lock(hashtextextended('vigie.film', 0));
    SELECT encode(sha256(string_agg(content, ''::bytea ORDER BY begin)), 'hex') INTO proved FROM film_part
    WHERE root = asked AND n = asked_n AND digest = asked_digest AND file = asked_file;
    IF proved IS DISTINCT FROM asked_file THEN
        DELETE FROM film WHERE root = asked AND n = asked_n AND digest = asked_digest AND file = asked_file;
        RETURN 'lacks';
    END IF;
    UPDATE film SET whole_at = clock_timestamp()
    WHERE root = asked AND n = asked_n AND digest = asked_digest AND file = asked_file;
    RETURN 'there';
END $$;

-- Which file of a fraud's was read, so that each is noted: a digest of its digest, which names it to nobody once it is
-- erased.
ALTER TABLE vigie.access ADD COLUMN file text;

-- A part of a file of a session, from a byte on: only for a référent of its school, and never without a note of it. NULL:
-- there is no such file, or nothing behind that byte.
CREATE FUNCTION vigie.file_part(asked text, asked_file text, part_begin bigint) RETURNS bytea LANGUAGE plpgsql
SECURITY DEFINER SET search_path = vigie, pg_catalog, pg_temp AS $$
DECLARE
    of_school text;
    found_content bytea;
    noted_as text := encode(sha256(convert_to(asked || asked_file, 'UTF8')), 'hex');
BEGIN
    SELECT session.school INTO of_school FROM session
    WHERE session.root = asked AND session.school IN (SELECT schools_here());
    IF of_school IS NULL OR kind_here() IS DISTINCT FROM 'referent' THEN
        RETURN NULL;
    END IF;
    SELECT nullif(substring(content FROM part_begin::integer + 1 FOR 4000000), '') INTO found_content FROM evidence
    WHERE root = asked AND file = asked_file AND part_begin BETWEEN 0 AND 20000000 LIMIT 1;
    IF NOT FOUND THEN
        SELECT film_part.content INTO found_content FROM film_part
        WHERE (root, n, digest, file) = (
            SELECT film.root, film.n, film.digest, film.file FROM film
            WHERE film.root = asked AND film.file = asked_file AND film.whole_at IS NOT NULL
            ORDER BY film.n, film.digest LIMIT 1
        ) AND film_part.begin = part_begin;
    END IF;
    -- Once for a file, however many parts it has; and again for whoever begins in its middle much later.
    IF found_content IS NOT NULL AND (part_begin = 0 OR NOT EXISTS (
        SELECT FROM access WHERE at > clock_timestamp() - interval '1 hour' AND role = session_user
            AND verb = 'evidence' AND root = asked AND access.file = noted_as
    )) THEN
        INSERT INTO access (role, verb, school, root, file)
        VALUES (session_user, 'evidence', of_school, asked, noted_as);
    END IF;
    RETURN found_content;
END $$;

SELECT vigie.take_into_the_house();
GRANT EXECUTE ON FUNCTION vigie.largest_file, vigie.parts_held, vigie.keep_part, vigie.keep_whole
    TO vigie_device, vigie_receiver;
GRANT EXECUTE ON FUNCTION vigie.file_part TO vigie_reader;

INSERT INTO vigie.installed (version) VALUES (5);
