"""What an officer found of a criterion, written once like the rest of the log."""
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

STAYS = """
CREATE TRIGGER ruling_stays BEFORE UPDATE OR DELETE ON workflow_ruling EXECUTE FUNCTION workflow_refuse_change();
CREATE TRIGGER ruling_kept BEFORE TRUNCATE ON workflow_ruling EXECUTE FUNCTION workflow_refuse_change();
"""
UNDO = "DROP TRIGGER ruling_kept ON workflow_ruling; DROP TRIGGER ruling_stays ON workflow_ruling;"


class Migration(migrations.Migration):
    dependencies = [("workflow", "0004_results_that_stay"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="Ruling",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("criterion", models.CharField(help_text="key of the criterion", max_length=60, verbose_name="tiêu chuẩn")),
                ("verdict", models.CharField(
                    choices=[("chua-dat", "Chưa đạt"), ("chua-ro", "Chưa rõ"), ("dat", "Đạt")], max_length=8, verbose_name="kết luận")),
                ("reason", models.TextField(verbose_name="lý do")),
                ("at", models.DateTimeField()),
                ("by", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
                ("line", models.ForeignKey(
                    db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="rulings", to="workflow.line")),
            ],
            options={"indexes": [models.Index(fields=["line", "-id"], name="ruling_by_line")]},
        ),
        migrations.RunSQL(STAYS, UNDO),
    ]
