"""Award history: imported lists, mergers of recipients, and what a record is found by."""
import re

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from workflow.law.names import fold

# A merger is a log: nobody deletes it, and of its columns only those that tell of its undoing are filled, once.
STAYS = """
CREATE FUNCTION workflow_refuse_merge() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.undone_at IS NOT NULL OR
       (OLD.kept_id, OLD.gone_id, OLD.moved, OLD.shared, OLD.filled, OLD.reason, OLD.by_id, OLD.at) IS DISTINCT FROM
       (NEW.kept_id, NEW.gone_id, NEW.moved, NEW.shared, NEW.filled, NEW.reason, NEW.by_id, NEW.at) THEN
        RAISE EXCEPTION 'merge % is a log: only its undoing is added, once', OLD.id USING ERRCODE = 'integrity_constraint_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER merge_undone_once BEFORE UPDATE ON workflow_merge FOR EACH ROW EXECUTE FUNCTION workflow_refuse_merge();
CREATE TRIGGER merge_stays BEFORE DELETE ON workflow_merge EXECUTE FUNCTION workflow_refuse_change();
CREATE TRIGGER merge_kept BEFORE TRUNCATE ON workflow_merge EXECUTE FUNCTION workflow_refuse_change();
"""
UNDO = """
DROP TRIGGER merge_kept ON workflow_merge; DROP TRIGGER merge_stays ON workflow_merge;
DROP TRIGGER merge_undone_once ON workflow_merge; DROP FUNCTION workflow_refuse_merge();
"""
CHUNK = 5_000


def key_records(apps, schema_editor):
    """Give the records that are there the keys they are found by: number, authority, unit of the dossier."""
    records = apps.get_model("workflow", "AwardRecord").objects
    last = 0
    while rows := list(records.filter(pk__gt=last).select_related("line__dossier").order_by("pk")[:CHUNK]):
        for row in rows:
            if row.line_id:
                row.unit_id, row.unit_name = row.line.dossier.unit_id, row.line.dossier.unit_name
            row.number_key = re.sub(r"^0+(?=[0-9])", "", re.sub(r"\s+", "", fold(row.decision_number)))[:80]
            row.search = fold(f"{row.authority} {row.unit_name}")[:600]
        records.bulk_update(rows, ["unit", "unit_name", "number_key", "search"])
        last = rows[-1].pk


class Migration(migrations.Migration):

    dependencies = [
        ('workflow', '0011_initiatives_and_uses'),
    ]

    operations = [
        migrations.CreateModel(
            name='Apart',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='tên tệp')),
                ('sheet', models.CharField(max_length=100, verbose_name='trang tính')),
                ('sha256', models.CharField(help_text='of the workbook, kept in the file store', max_length=64)),
                ('notes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=300), default=list, help_text='what was said of the list as a whole', size=None)),
                ('state', models.CharField(choices=[('staged', 'Chờ kiểm tra'), ('accepted', 'Đã nhận'), ('dropped', 'Đã bỏ'), ('undone', 'Đã rút lại')], default='staged', max_length=10, verbose_name='tình trạng')),
                ('at', models.DateTimeField(verbose_name='tải lên lúc')),
                ('accepted_at', models.DateTimeField(null=True, verbose_name='nhận lúc')),
                ('closed_at', models.DateTimeField(null=True, verbose_name='bỏ, rút lại lúc')),
                ('closed_why', models.CharField(blank=True, max_length=300, verbose_name='lý do')),
            ],
            options={
                'verbose_name': 'đợt nhập lịch sử',
                'verbose_name_plural': 'đợt nhập lịch sử',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ImportRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('no', models.PositiveIntegerField(help_text='on the sheet', verbose_name='dòng')),
                ('shown', models.JSONField(help_text='the cells as they stood, by field')),
                ('read', models.JSONField(default=dict, help_text='the cells as they were understood, as papers.old_awards.Old.to_json gives them')),
                ('errors', models.JSONField(default=dict)),
                ('warnings', models.JSONField(default=dict)),
                ('verdict', models.CharField(choices=[('faulty', 'Có lỗi'), ('repeat', 'Lặp trong tệp'), ('known', 'Đã có trong sổ'), ('same', 'Khớp người đã có'), ('doubtful', 'Nghi trùng'), ('new', 'Người mới')], max_length=10, verbose_name='kết quả')),
                ('proposed', models.JSONField(default=list, help_text='[[recipient, score], …], the likeliest first')),
                ('fresh', models.BooleanField(default=False, help_text='a person said of a doubtful row: somebody new', verbose_name='là người mới')),
            ],
            options={
                'ordering': ['batch', 'no'],
            },
        ),
        migrations.CreateModel(
            name='Merge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moved', models.JSONField(help_text='{table.column: [ids]} that belonged to `gone`')),
                ('shared', models.JSONField(default=dict, help_text='{table.column: [[id, other id]]} of links both had; given back by undoing')),
                ('filled', models.JSONField(default=dict, help_text='{field: [before, after]} that `kept` took over from `gone`')),
                ('reason', models.CharField(max_length=300, verbose_name='lý do')),
                ('at', models.DateTimeField(verbose_name='gộp lúc')),
                ('undone_at', models.DateTimeField(null=True, verbose_name='tách lúc')),
                ('undone_why', models.CharField(blank=True, max_length=300, verbose_name='lý do tách')),
            ],
            options={
                'verbose_name': 'lần gộp đối tượng',
                'verbose_name_plural': 'các lần gộp đối tượng',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='RecordFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=200, verbose_name='tên tệp')),
                ('mime', models.CharField(max_length=100)),
                ('size', models.PositiveIntegerField(help_text='bytes')),
                ('sha256', models.CharField(max_length=64)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.AddField(
            model_name='awardrecord',
            name='basis',
            field=models.CharField(blank=True, db_default='', default='', help_text='minutes, letter, file it rests on', max_length=300, verbose_name='căn cứ'),
        ),
        migrations.AddField(
            model_name='awardrecord',
            name='cancelled_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='rút lúc'),
        ),
        migrations.AddField(
            model_name='awardrecord',
            name='cancelled_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người rút'),
        ),
        migrations.AddField(
            model_name='awardrecord',
            name='cancelled_why',
            field=models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='lý do rút'),
        ),
        migrations.AddField(
            model_name='awardrecord',
            name='number_key',
            field=models.CharField(db_default='', default='', editable=False, help_text='the decision number folded', max_length=80),
        ),
        migrations.AddField(
            model_name='awardrecord',
            name='recorded_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='ghi lúc'),
        ),
        migrations.AddField(
            model_name='awardrecord',
            name='recorded_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi'),
        ),
        migrations.AddField(
            model_name='awardrecord',
            name='revoked_by_decision',
            field=models.CharField(blank=True, db_default='', default='', max_length=60, verbose_name='quyết định hủy'),
        ),
        migrations.AddField(
            model_name='awardrecord',
            name='revoked_on',
            field=models.DateField(blank=True, null=True, verbose_name='hủy ngày'),
        ),
        migrations.AddField(
            model_name='awardrecord',
            name='search',
            field=models.CharField(db_default='', default='', editable=False, help_text='authority and unit, folded', max_length=600),
        ),
        migrations.AddField(
            model_name='awardrecord',
            name='unit',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.unit', verbose_name='đơn vị khi được khen'),
        ),
        migrations.AddField(
            model_name='awardrecord',
            name='unit_name',
            field=models.CharField(blank=True, db_default='', default='', max_length=300, verbose_name='tên đơn vị khi được khen'),
        ),
        migrations.AddField(
            model_name='recipient',
            name='merged_into',
            field=models.ForeignKey(blank=True, editable=False, help_text='the same person or collective, entered twice; written by engine.merging alone', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='absorbed', to='workflow.recipient', verbose_name='đã gộp vào'),
        ),
        migrations.AlterField(
            model_name='awardrecord',
            name='status',
            field=models.CharField(choices=[('valid', 'Còn hiệu lực'), ('revoked', 'Đã hủy'), ('cancelled', 'Ghi nhầm, đã rút')], default='valid', max_length=10, verbose_name='trạng thái'),
        ),
        migrations.AddIndex(
            model_name='recipient',
            index=models.Index(fields=['birth_date'], name='recipient_by_birth'),
        ),
        migrations.AddConstraint(
            model_name='recipient',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into', None), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='recipient_is_not_merged_into_itself'),
        ),
        migrations.AddField(
            model_name='apart',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='apart',
            name='one',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.recipient'),
        ),
        migrations.AddField(
            model_name='apart',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.recipient'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='accepted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nhận'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người tải lên'),
        ),
        migrations.AddField(
            model_name='importbatch',
            name='closed_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người bỏ, rút lại'),
        ),
        migrations.AddField(
            model_name='awardrecord',
            name='batch',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='records', to='workflow.importbatch', verbose_name='đợt nhập'),
        ),
        migrations.AddIndex(
            model_name='awardrecord',
            index=models.Index(fields=['-decided_on', '-id'], name='record_by_day'),
        ),
        migrations.AddIndex(
            model_name='awardrecord',
            index=django.contrib.postgres.indexes.GinIndex(fields=['number_key'], name='record_by_number', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddIndex(
            model_name='awardrecord',
            index=django.contrib.postgres.indexes.GinIndex(fields=['search'], name='record_by_search', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddField(
            model_name='importrow',
            name='batch',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='workflow.importbatch'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='recipient',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.recipient'),
        ),
        migrations.AddField(
            model_name='importrow',
            name='record',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.awardrecord'),
        ),
        migrations.AddField(
            model_name='merge',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người gộp'),
        ),
        migrations.AddField(
            model_name='merge',
            name='gone',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='workflow.recipient', verbose_name='gộp vào'),
        ),
        migrations.AddField(
            model_name='merge',
            name='kept',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.recipient', verbose_name='giữ lại'),
        ),
        migrations.AddField(
            model_name='merge',
            name='undone_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người tách'),
        ),
        migrations.AddField(
            model_name='recordfile',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='recordfile',
            name='record',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='files', to='workflow.awardrecord'),
        ),
        migrations.AddConstraint(
            model_name='apart',
            constraint=models.UniqueConstraint(fields=('one', 'other'), name='kept_apart_once'),
        ),
        migrations.AddConstraint(
            model_name='apart',
            constraint=models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='apart_in_order'),
        ),
        migrations.AddConstraint(
            model_name='importbatch',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['staged', 'dropped']), ('accepted_at__isnull', False), _connector='XOR'), name='batch_accepted_by_state'),
        ),
        migrations.AddIndex(
            model_name='importrow',
            index=models.Index(fields=['batch', 'verdict', 'no'], name='row_by_verdict'),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.UniqueConstraint(fields=('batch', 'no'), name='one_row_per_line_of_a_sheet'),
        ),
        migrations.AddConstraint(
            model_name='importrow',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('fresh', True), _negated=True), ('recipient', None), _connector='OR'), name='row_is_new_or_somebody'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.UniqueConstraint(condition=models.Q(('undone_at', None)), fields=('gone',), name='one_open_merge_per_recipient'),
        ),
        migrations.AddConstraint(
            model_name='merge',
            constraint=models.CheckConstraint(condition=models.Q(('kept', models.F('gone')), _negated=True), name='merge_of_two'),
        ),
        migrations.RunSQL(STAYS, UNDO),
        migrations.RunPython(key_records, migrations.RunPython.noop),
    ]
