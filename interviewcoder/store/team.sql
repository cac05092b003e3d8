-- What a server enforces of a study that several logins work on. Carried out by whoever made the study, who is bound by
-- none of it; may be carried out again. Each login is one coder (team); what lies under the seal of a round is
-- given to nobody but the coder who did it, and nobody writes in the name of another.

CREATE TABLE IF NOT EXISTS team (role name PRIMARY KEY, coder varchar NOT NULL);

-- Whose work on which document an event tells of.
CREATE TABLE IF NOT EXISTS event_work (
    event varchar(36), document varchar(36), coder varchar, PRIMARY KEY (event, document, coder)
);

-- The transaction in which a round was opened: within it the seal still holds, so that nobody looks and takes it back.
CREATE TABLE IF NOT EXISTS opening (round varchar(36) PRIMARY KEY, xact xid8 NOT NULL);

CREATE OR REPLACE FUNCTION me() RETURNS varchar LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
AS $$ SELECT coder FROM team WHERE role = session_user $$;

CREATE OR REPLACE FUNCTION sealed() RETURNS SETOF varchar
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT round_document.document FROM round_document JOIN round ON round.guid = round_document.round
    WHERE round.sealed <> '' AND (round.revealed = '' OR EXISTS (
        SELECT FROM opening WHERE opening.round = round.guid AND xact = pg_current_xact_id_if_assigned()
    ))
$$;

-- The gaps that others closed about people of whom an interview lies under a seal.
CREATE OR REPLACE FUNCTION hidden_gaps() RETURNS SETOF varchar
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT closed_gap.guid FROM closed_gap
    JOIN respondent ON respondent.company = closed_gap.company AND respondent.role = closed_gap.role
    JOIN (SELECT id AS document, pseudonym FROM document UNION ALL SELECT document, pseudonym FROM voice) AS said
        ON said.pseudonym = respondent.pseudonym
    WHERE closed_gap.coder IS DISTINCT FROM me() AND said.document IN (SELECT sealed())
$$;

CREATE OR REPLACE FUNCTION hidden_events() RETURNS SETOF varchar
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT event FROM event_work WHERE coder IS DISTINCT FROM me() AND document IN (SELECT sealed())
    UNION ALL SELECT id FROM event WHERE kind LIKE 'gap.%' AND payload ->> 'guid' IN (SELECT hidden_gaps())
$$;

CREATE OR REPLACE VIEW work AS
    SELECT guid, document, coder FROM coding
    UNION ALL SELECT guid, document, coder FROM reading
    UNION ALL SELECT guid, document, coder FROM suggestion_decision
    UNION ALL SELECT guid, document, coder FROM adjudication
    UNION ALL SELECT memo.guid, coalesce(coding.document, memo.target), memo.coder
    FROM memo LEFT JOIN coding ON coding.guid = memo.target;

CREATE OR REPLACE FUNCTION work_in(told text) RETURNS TABLE (document varchar, coder varchar)
LANGUAGE sql STABLE AS $$
    SELECT DISTINCT work.document, work.coder
    FROM regexp_matches(told, '[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}', 'g') AS named JOIN work ON work.guid = named[1]
$$;

CREATE OR REPLACE FUNCTION note_work() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO event_work SELECT NEW.id, * FROM work_in(concat(NEW.payload, NEW.inverse)) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER note_work AFTER INSERT ON event FOR EACH ROW EXECUTE FUNCTION note_work();
INSERT INTO event_work SELECT event.id, found.* FROM event, work_in(concat(event.payload, event.inverse)) AS found
ON CONFLICT DO NOTHING;

CREATE OR REPLACE FUNCTION hold_seal() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NEW.guid <> OLD.guid OR OLD.sealed NOT IN ('', NEW.sealed) OR OLD.revealed NOT IN ('', NEW.revealed) THEN
        RAISE insufficient_privilege USING MESSAGE = 'a seal stands';
    END IF;
    IF OLD.revealed = '' AND NEW.revealed <> '' THEN
        INSERT INTO opening VALUES (NEW.guid, pg_current_xact_id())
        ON CONFLICT (round) DO UPDATE SET xact = excluded.xact;
    END IF;
    RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER hold_seal BEFORE UPDATE ON round FOR EACH ROW EXECUTE FUNCTION hold_seal();

CREATE OR REPLACE FUNCTION tell_of_opening() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM event WHERE kind = 'round.reveal' AND payload ->> 'guid' = NEW.guid) THEN
        RAISE insufficient_privilege USING MESSAGE = 'the log does not tell who opened the round';
    END IF;
    RETURN NULL;
END $$;
DROP TRIGGER IF EXISTS tell_of_opening ON round;
CREATE CONSTRAINT TRIGGER tell_of_opening AFTER UPDATE ON round DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (OLD.revealed = '' AND NEW.revealed <> '') EXECUTE FUNCTION tell_of_opening();
