-- A film of which no part has come for thirty days, and that is not whole, goes: its laptop begins it anew where it is
-- asked for again. It goes when any other film is begun here, or by the word of whoever administers the hub.

ALTER TABLE vigie.film ADD COLUMN last_at timestamptz NOT NULL DEFAULT clock_timestamp();

CREATE FUNCTION vigie.came_now() RETURNS trigger LANGUAGE plpgsql SET search_path = vigie, pg_catalog, pg_temp AS $$
BEGIN
    NEW.last_at := clock_timestamp();
    RETURN NEW;
END $$;
CREATE TRIGGER came_now BEFORE UPDATE OF taken ON vigie.film FOR EACH ROW EXECUTE FUNCTION vigie.came_now();

-- How many went. One that a part is coming for just now is passed over.
CREATE FUNCTION vigie.drop_unfinished() RETURNS bigint LANGUAGE sql SECURITY DEFINER
SET search_path = vigie, pg_catalog, pg_temp AS $$
    WITH late AS (
        SELECT root, n, digest, file FROM film
        WHERE whole_at IS NULL AND last_at < clock_timestamp() - interval '30 days' FOR UPDATE SKIP LOCKED
    ), went AS (
        DELETE FROM film USING late
        WHERE (film.root, film.n, film.digest, film.file) = (late.root, late.n, late.digest, late.file) RETURNING 1
    )
    SELECT count(*) FROM went
$$;

CREATE FUNCTION vigie.another_begins() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = vigie, pg_catalog, pg_temp AS $$
BEGIN
    PERFORM drop_unfinished();
    RETURN NULL;
END $$;
-- For each row: a part of a film that is there inserts none, and is not to take it away.
CREATE TRIGGER another_begins AFTER INSERT ON vigie.film FOR EACH ROW EXECUTE FUNCTION vigie.another_begins();

SELECT vigie.take_into_the_house();

INSERT INTO vigie.installed (version) VALUES (6);
