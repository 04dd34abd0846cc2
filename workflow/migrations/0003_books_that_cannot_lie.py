"""What the database itself holds: one open errand a desk, lists that stay fast, a log that is chained and cannot be changed."""
from django.db import migrations

# One open task per dossier and desk; and, on viewflow's table, the two partial indexes the inbox lives on: they hold open
# tasks only, so that a list is as fast with a million closed lines as with a thousand.
BOOK = """
CREATE UNIQUE INDEX one_open_errand ON viewflow_task (process_id, flow_task)
    WHERE finished IS NULL AND flow_task LIKE 'workflow/engine.flow.DossierFlow.%';
CREATE INDEX task_in_hand ON viewflow_task (owner_id, flow_task) WHERE finished IS NULL AND status = 'ASSIGNED';
CREATE INDEX task_in_queue ON viewflow_task (owner_permission) WHERE finished IS NULL AND status = 'NEW';
CREATE INDEX task_by_process ON viewflow_task (process_id, flow_task) WHERE finished IS NULL;
"""
UNBOOK = "DROP INDEX one_open_errand; DROP INDEX task_in_hand; DROP INDEX task_in_queue; DROP INDEX task_by_process;"

# The digest of an entry covers the act it belongs to and the digest before it on the same line: a change anywhere in a line's
# history breaks every digest after it. Immutable on purpose: times are written in UTC.
CHAIN = """
CREATE FUNCTION workflow_entry_digest(
    previous text, step text, by_id bigint, at timestamptz, note text, line bigint, source text, target text
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT encode(sha256(convert_to(concat_ws(E'\\x1f', previous, step, by_id::text,
        extract(epoch FROM at)::numeric(20, 6)::text, note, line::text, source, target), 'UTF8')), 'hex')
$$;

CREATE FUNCTION workflow_chain_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last workflow_entry%ROWTYPE;
    act workflow_act%ROWTYPE;
BEGIN
    SELECT * INTO last FROM workflow_entry WHERE line_id = NEW.line_id ORDER BY id DESC LIMIT 1;
    IF coalesce(last.target, '') <> NEW.source THEN
        RAISE EXCEPTION 'entry of line % starts at % but the line stood at %', NEW.line_id, NEW.source, last.target
            USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    SELECT * INTO STRICT act FROM workflow_act WHERE id = NEW.act_id;
    NEW.digest := workflow_entry_digest(
        coalesce(last.digest, ''), act.step, act.by_id, act.at, act.note, NEW.line_id, NEW.source, NEW.target);
    RETURN NEW;
END $$;
CREATE TRIGGER entry_chained BEFORE INSERT ON workflow_entry FOR EACH ROW EXECUTE FUNCTION workflow_chain_entry();

CREATE FUNCTION workflow_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is a log: it is written once', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER entry_stays BEFORE UPDATE OR DELETE ON workflow_entry EXECUTE FUNCTION workflow_refuse_change();
CREATE TRIGGER entry_kept BEFORE TRUNCATE ON workflow_entry EXECUTE FUNCTION workflow_refuse_change();
CREATE TRIGGER act_stays BEFORE UPDATE OR DELETE ON workflow_act EXECUTE FUNCTION workflow_refuse_change();
CREATE TRIGGER act_kept BEFORE TRUNCATE ON workflow_act EXECUTE FUNCTION workflow_refuse_change();
CREATE TRIGGER printed_stays BEFORE UPDATE OR DELETE ON workflow_printed EXECUTE FUNCTION workflow_refuse_change();
CREATE TRIGGER printed_kept BEFORE TRUNCATE ON workflow_printed EXECUTE FUNCTION workflow_refuse_change();
"""
UNCHAIN = """
DROP TRIGGER printed_stays ON workflow_printed; DROP TRIGGER printed_kept ON workflow_printed;
DROP TRIGGER act_stays ON workflow_act; DROP TRIGGER act_kept ON workflow_act;
DROP TRIGGER entry_stays ON workflow_entry; DROP TRIGGER entry_kept ON workflow_entry;
DROP TRIGGER entry_chained ON workflow_entry; DROP FUNCTION workflow_refuse_change(); DROP FUNCTION workflow_chain_entry();
DROP FUNCTION workflow_entry_digest(text, text, bigint, timestamptz, text, bigint, text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("workflow", "0002_records"), ("viewflow", "0015_task_scheduled")]

    operations = [migrations.RunSQL(BOOK, UNBOOK), migrations.RunSQL(CHAIN, UNCHAIN)]
