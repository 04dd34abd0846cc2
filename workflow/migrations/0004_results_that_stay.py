"""What the database itself holds, continued: who held an errand, what was counted and what was signed cannot be changed."""
from django.db import migrations

# Hand-overs are a log like acts and entries. A count is written once – its urn is gone, nobody could count again – and a
# decision with a number is as it was signed; until then both are work in progress.
STAYS = """
CREATE TRIGGER handover_stays BEFORE UPDATE OR DELETE ON workflow_handover EXECUTE FUNCTION workflow_refuse_change();
CREATE TRIGGER handover_kept BEFORE TRUNCATE ON workflow_handover EXECUTE FUNCTION workflow_refuse_change();
CREATE FUNCTION workflow_refuse_result() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% % is final: it is written once', TG_TABLE_NAME, OLD.id USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER count_stays BEFORE UPDATE OR DELETE ON workflow_count FOR EACH ROW
    WHEN (OLD.ayes IS NOT NULL) EXECUTE FUNCTION workflow_refuse_result();
CREATE TRIGGER decision_stays BEFORE UPDATE OR DELETE ON workflow_decision FOR EACH ROW
    WHEN (OLD.number IS NOT NULL) EXECUTE FUNCTION workflow_refuse_result();
CREATE TRIGGER sitting_stays BEFORE UPDATE OR DELETE ON workflow_sitting FOR EACH ROW
    WHEN (OLD.counted_at IS NOT NULL) EXECUTE FUNCTION workflow_refuse_result();
CREATE TRIGGER record_stays BEFORE DELETE ON workflow_awardrecord EXECUTE FUNCTION workflow_refuse_change();
"""
UNDO = """
DROP TRIGGER record_stays ON workflow_awardrecord; DROP TRIGGER sitting_stays ON workflow_sitting;
DROP TRIGGER decision_stays ON workflow_decision; DROP TRIGGER count_stays ON workflow_count;
DROP TRIGGER handover_kept ON workflow_handover; DROP TRIGGER handover_stays ON workflow_handover;
DROP FUNCTION workflow_refuse_result();
"""


class Migration(migrations.Migration):
    dependencies = [("workflow", "0003_books_that_cannot_lie")]

    operations = [migrations.RunSQL(STAYS, UNDO)]
