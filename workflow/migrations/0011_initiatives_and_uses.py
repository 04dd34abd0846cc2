"""How initiatives are recognised, uses that can be taken back, lower levels; and evidence that stays as it was written."""
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# Evidence is corrected by withdrawing a row and writing another. The first argument names the column that closes a row for good;
# the others may be written while it is open. Whose it is may change always: two records of one person are joined.
STAYS = """
CREATE FUNCTION workflow_evidence_stays() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before jsonb := to_jsonb(OLD) - 'recipient_id'::text;
    after jsonb;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        after := to_jsonb(NEW) - 'recipient_id'::text;
        IF before = after OR (before ->> TG_ARGV[0] IS NULL AND before - TG_ARGV = after - TG_ARGV) THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% % is evidence: it is withdrawn, never changed', TG_TABLE_NAME, OLD.id
        USING ERRCODE = 'integrity_constraint_violation';
END $$;
""" + "".join(
    f"CREATE TRIGGER {name}_stays BEFORE UPDATE OR DELETE ON workflow_{name} FOR EACH ROW "
    f"EXECUTE FUNCTION workflow_evidence_stays({', '.join(columns)});\n"
    for name, columns in {
        **dict.fromkeys(("performance", "post", "share", "initiativeuse"), ("withdrawn_at", "withdrawn_by_id", "withdrawn_why")),
        "initiative": (
            "withdrawn_at", "withdrawn_by_id", "withdrawn_why", "decision_number", "decided_on", "authority", "scope", "wider",
            "state", "ayes", "members", "threshold"),
        "hold": ("released_on", "released_by_id", "release_note"),
    }.items()
) + """
CREATE TRIGGER recognition_stays BEFORE UPDATE OR DELETE ON workflow_recognition EXECUTE FUNCTION workflow_refuse_change();
CREATE TRIGGER initiativesitting_stays BEFORE UPDATE OR DELETE ON workflow_initiativesitting
    EXECUTE FUNCTION workflow_refuse_change();
"""
UNDO = "".join(
    f"DROP TRIGGER {name}_stays ON workflow_{name};\n" for name in (
        "performance", "post", "share", "initiativeuse", "initiative", "hold", "recognition", "initiativesitting")
) + "DROP FUNCTION workflow_evidence_stays();"


class Migration(migrations.Migration):

    dependencies = [
        ('workflow', '0010_fund'),
    ]

    operations = [
        migrations.CreateModel(
            name='ExcellenceCap',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='từ ngày')),
                ('until', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='căn cứ')),
                ('verified', models.BooleanField(default=False, verbose_name='đã kiểm chứng')),
                ('percent', models.PositiveSmallIntegerField(verbose_name='tối đa (%)')),
            ],
            options={
                'verbose_name': 'tỷ lệ hoàn thành xuất sắc tối đa',
                'verbose_name_plural': 'tỷ lệ hoàn thành xuất sắc tối đa',
                'ordering': ['-since'],
            },
        ),
        migrations.CreateModel(
            name='InitiativeRule',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='từ ngày')),
                ('until', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='căn cứ')),
                ('verified', models.BooleanField(default=False, verbose_name='đã kiểm chứng')),
                ('threshold', models.PositiveSmallIntegerField(verbose_name='tỷ lệ phải đạt (%)')),
                ('closes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=5), blank=True, default=list, help_text='08-30,11-30', size=None, verbose_name='hạn các đợt trong năm')),
            ],
            options={
                'verbose_name': 'quy định xét sáng kiến',
                'verbose_name_plural': 'quy định xét sáng kiến',
                'ordering': ['-since'],
            },
        ),
        migrations.CreateModel(
            name='InitiativeSitting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('held_on', models.DateField(verbose_name='ngày họp')),
                ('authority', models.CharField(help_text='as it was named then', max_length=200, verbose_name='hội đồng, cơ quan công nhận')),
                ('members', models.PositiveSmallIntegerField(verbose_name='tổng số thành viên')),
                ('threshold', models.PositiveSmallIntegerField(verbose_name='tỷ lệ phải đạt (%)')),
                ('decision_number', models.CharField(max_length=60, verbose_name='số quyết định')),
                ('decided_on', models.DateField(verbose_name='ngày quyết định')),
                ('at', models.DateTimeField(verbose_name='ghi lúc')),
            ],
            options={
                'verbose_name': 'phiên xét sáng kiến',
                'verbose_name_plural': 'phiên xét sáng kiến',
                'ordering': ['-held_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Recognition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('scope', models.CharField(choices=[('co-so', 'cơ sở'), ('tinh', 'tỉnh'), ('toan-quoc', 'toàn quốc')], max_length=12, verbose_name='phạm vi')),
                ('ayes', models.PositiveSmallIntegerField(verbose_name='số phiếu đồng ý')),
                ('members', models.PositiveSmallIntegerField(verbose_name='tổng số thành viên')),
                ('passed', models.BooleanField(verbose_name='được công nhận')),
            ],
            options={
                'verbose_name': 'kết quả xét sáng kiến',
                'verbose_name_plural': 'kết quả xét sáng kiến',
                'ordering': ['-pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='initiativeuse',
            name='one_use_per_line',
        ),
        migrations.AddField(
            model_name='initiative',
            name='wider',
            field=models.CharField(blank=True, choices=[('co-so', 'cơ sở'), ('tinh', 'tỉnh'), ('toan-quoc', 'toàn quốc')], max_length=12, verbose_name='đề nghị nâng lên phạm vi'),
        ),
        migrations.AddField(
            model_name='initiativeuse',
            name='withdrawn_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='rút lúc'),
        ),
        migrations.AddField(
            model_name='initiativeuse',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='initiativeuse',
            name='withdrawn_why',
            field=models.CharField(blank=True, max_length=300, verbose_name='lý do rút'),
        ),
        migrations.AlterField(
            model_name='performance',
            name='level',
            field=models.CharField(choices=[('khtnv', 'Không hoàn thành nhiệm vụ'), ('htnv', 'Hoàn thành nhiệm vụ'), ('httnv', 'Hoàn thành tốt nhiệm vụ'), ('htxsnv', 'Hoàn thành xuất sắc nhiệm vụ')], max_length=8, verbose_name='mức xếp loại'),
        ),
        migrations.AlterField(
            model_name='post',
            name='band',
            field=models.CharField(choices=[('trung-uong', 'Lãnh đạo chủ chốt của Đảng, Nhà nước; ủy viên Trung ương và tương đương'), ('bi-thu-tinh', 'Bí thư tỉnh ủy, thành ủy trực thuộc Trung ương'), ('pho-bi-thu-tinh', 'Phó Bí thư tỉnh ủy; Chủ tịch HĐND, Chủ tịch UBND tỉnh'), ('uv-btv-tinh', 'Ủy viên Ban Thường vụ tỉnh ủy; Phó Chủ tịch HĐND, Phó Chủ tịch UBND tỉnh'), ('giam-doc-so', 'Giám đốc sở và tương đương; Bí thư huyện ủy (cũ)'), ('pho-giam-doc-so', 'Phó Giám đốc sở và tương đương; Phó Bí thư, Chủ tịch cấp huyện (cũ)'), ('khac', 'Chức vụ khác'), ('luc-luong-vu-trang', 'Phục vụ trong lực lượng vũ trang'), ('thanh-nien-xung-phong', 'Thanh niên xung phong')], max_length=24, verbose_name='nhóm chức vụ'),
        ),
        migrations.AddConstraint(
            model_name='initiativeuse',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('initiative', 'line'), name='one_use_per_line'),
        ),
        migrations.AddConstraint(
            model_name='excellencecap',
            constraint=models.UniqueConstraint(fields=('since',), name='one_excellence_cap_per_day'),
        ),
        migrations.AddConstraint(
            model_name='excellencecap',
            constraint=models.CheckConstraint(condition=models.Q(('percent__range', (1, 100))), name='excellence_cap_is_a_percentage'),
        ),
        migrations.AddConstraint(
            model_name='initiativerule',
            constraint=models.UniqueConstraint(fields=('since',), name='one_initiative_rule_per_day'),
        ),
        migrations.AddConstraint(
            model_name='initiativerule',
            constraint=models.CheckConstraint(condition=models.Q(('threshold__range', (1, 100))), name='initiative_threshold_is_a_percentage'),
        ),
        migrations.AddField(
            model_name='initiativesitting',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi'),
        ),
        migrations.AddField(
            model_name='recognition',
            name='initiative',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='recognitions', to='workflow.initiative'),
        ),
        migrations.AddField(
            model_name='recognition',
            name='sitting',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='workflow.initiativesitting'),
        ),
        migrations.AddConstraint(
            model_name='initiativesitting',
            constraint=models.CheckConstraint(condition=models.Q(('threshold__range', (1, 100)), ('members__gte', 1)), name='initiative_sitting_can_be_counted'),
        ),
        migrations.AddConstraint(
            model_name='recognition',
            constraint=models.UniqueConstraint(fields=('sitting', 'initiative'), name='one_result_per_initiative_and_sitting'),
        ),
        migrations.AddConstraint(
            model_name='recognition',
            constraint=models.CheckConstraint(condition=models.Q(('ayes__lte', models.F('members'))), name='no_more_recognition_ayes_than_members'),
        ),
        migrations.RunSQL(STAYS, UNDO),
    ]
