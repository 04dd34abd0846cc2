"""Administrative units of the country, what became of a unit, and the dossiers that went to its successor, written once."""
import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


STAYS = """
CREATE TRIGGER reroute_stays BEFORE UPDATE OR DELETE ON workflow_reroute EXECUTE FUNCTION workflow_refuse_change();
CREATE TRIGGER reroute_kept BEFORE TRUNCATE ON workflow_reroute EXECUTE FUNCTION workflow_refuse_change();
"""
UNDO = "DROP TRIGGER reroute_kept ON workflow_reroute; DROP TRIGGER reroute_stays ON workflow_reroute;"


class Migration(migrations.Migration):

    dependencies = [
        ('workflow', '0008_upward'),
    ]

    operations = [
        migrations.CreateModel(
            name='Place',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=5, verbose_name='mã')),
                ('name', models.CharField(max_length=80, verbose_name='tên')),
                ('key', models.CharField(editable=False, help_text='the name folded, for search', max_length=90)),
                ('tier', models.CharField(choices=[('tinh', 'Cấp tỉnh'), ('huyen', 'Cấp huyện'), ('xa', 'Cấp xã')], max_length=8, verbose_name='cấp')),
                ('valid_from', models.DateField(blank=True, help_text='empty: since before our records', null=True, verbose_name='có hiệu lực từ')),
                ('valid_to', models.DateField(blank=True, help_text='the last day', null=True, verbose_name='hết hiệu lực')),
                ('verified', models.BooleanField(default=False, verbose_name='đã kiểm chứng')),
            ],
            options={
                'verbose_name': 'đơn vị hành chính',
                'verbose_name_plural': 'đơn vị hành chính',
            },
        ),
        migrations.CreateModel(
            name='PlaceLineage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('sap-nhap', 'Sáp nhập, hợp nhất'), ('chia-tach', 'Chia, tách'), ('doi-ten', 'Đổi tên'), ('chuyen', 'Chuyển cấp quản lý'), ('giai-the', 'Giải thể')], max_length=12, verbose_name='biến động')),
                ('on', models.DateField(verbose_name='từ ngày')),
                ('basis', models.CharField(max_length=200, verbose_name='căn cứ')),
            ],
            options={
                'verbose_name': 'kế thừa đơn vị hành chính',
                'verbose_name_plural': 'kế thừa đơn vị hành chính',
            },
        ),
        migrations.CreateModel(
            name='Reroute',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('recipients', models.PositiveIntegerField(default=0, verbose_name='số đối tượng chuyển theo')),
            ],
            options={
                'verbose_name': 'hồ sơ chuyển đơn vị',
                'verbose_name_plural': 'hồ sơ chuyển đơn vị',
                'ordering': ['-pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='lineage',
            name='one_lineage_per_pair_and_day',
        ),
        migrations.AddField(
            model_name='lineage',
            name='at',
            field=models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name='ghi lúc'),
        ),
        migrations.AddField(
            model_name='lineage',
            name='by',
            field=models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi'),
        ),
        migrations.AddField(
            model_name='lineage',
            name='kind',
            field=models.CharField(choices=[('sap-nhap', 'Sáp nhập, hợp nhất'), ('chia-tach', 'Chia, tách'), ('doi-ten', 'Đổi tên'), ('chuyen', 'Chuyển cấp quản lý'), ('giai-the', 'Giải thể')], default='sap-nhap', max_length=12, verbose_name='biến động'),
        ),
        migrations.AddField(
            model_name='lineage',
            name='withdrawn_at',
            field=models.DateTimeField(editable=False, null=True, verbose_name='rút lúc'),
        ),
        migrations.AddField(
            model_name='lineage',
            name='withdrawn_by',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người rút'),
        ),
        migrations.AddField(
            model_name='lineage',
            name='withdrawn_why',
            field=models.CharField(blank=True, editable=False, max_length=300, verbose_name='lý do rút'),
        ),
        migrations.AlterField(
            model_name='awardtype',
            name='proposers',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('so', 'Sở, ban, ngành'), ('xa', 'Ủy ban nhân dân xã, phường, đặc khu'), ('doanh-nghiep', 'Doanh nghiệp, hợp tác xã'), ('doan-the', 'Mặt trận, đoàn thể'), ('cum-khoi', 'Cụm, khối thi đua'), ('huyen', 'Ủy ban nhân dân cấp huyện (đến hết 30/6/2025)')], max_length=16), blank=True, default=list, size=None, verbose_name='đơn vị được đề nghị'),
        ),
        migrations.AlterField(
            model_name='lineage',
            name='later',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='workflow.unit', verbose_name='đơn vị mới'),
        ),
        migrations.AlterField(
            model_name='unit',
            name='kind',
            field=models.CharField(choices=[('so', 'Sở, ban, ngành'), ('xa', 'Ủy ban nhân dân xã, phường, đặc khu'), ('doanh-nghiep', 'Doanh nghiệp, hợp tác xã'), ('doan-the', 'Mặt trận, đoàn thể'), ('cum-khoi', 'Cụm, khối thi đua'), ('huyen', 'Ủy ban nhân dân cấp huyện (đến hết 30/6/2025)')], max_length=16, verbose_name='loại'),
        ),
        migrations.AlterField(
            model_name='unit',
            name='valid_to',
            field=models.DateField(blank=True, help_text='the last day', null=True, verbose_name='hết hiệu lực'),
        ),
        migrations.AddConstraint(
            model_name='lineage',
            constraint=models.UniqueConstraint(condition=models.Q(('withdrawn_at', None)), fields=('former', 'later', 'on'), name='one_lineage_per_pair_and_day', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='lineage',
            constraint=models.CheckConstraint(condition=models.Q(('later', None), models.Q(('kind', 'giai-the'), _negated=True), _connector='XOR'), name='lineage_leads_somewhere'),
        ),
        migrations.AddConstraint(
            model_name='lineage',
            constraint=models.CheckConstraint(condition=models.Q(('later', None), models.Q(('later', models.F('former')), _negated=True), _connector='OR'), name='lineage_is_no_loop'),
        ),
        migrations.AddField(
            model_name='place',
            name='parent',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='workflow.place', verbose_name='thuộc'),
        ),
        migrations.AddField(
            model_name='unit',
            name='place',
            field=models.ForeignKey(blank=True, help_text='the commune or district whose committee it is', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='units', to='workflow.place', verbose_name='đơn vị hành chính'),
        ),
        migrations.AddConstraint(
            model_name='unit',
            constraint=models.UniqueConstraint(fields=('place',), name='one_unit_per_place'),
        ),
        migrations.AddField(
            model_name='placelineage',
            name='former',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successors', to='workflow.place', verbose_name='đơn vị cũ'),
        ),
        migrations.AddField(
            model_name='placelineage',
            name='later',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='predecessors', to='workflow.place', verbose_name='đơn vị mới'),
        ),
        migrations.AddField(
            model_name='reroute',
            name='act',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reroutes', to='workflow.act'),
        ),
        migrations.AddField(
            model_name='reroute',
            name='dossier',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reroutes', to='workflow.dossier'),
        ),
        migrations.AddField(
            model_name='reroute',
            name='former',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.unit'),
        ),
        migrations.AddField(
            model_name='reroute',
            name='later',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.unit'),
        ),
        migrations.AddIndex(
            model_name='place',
            index=django.contrib.postgres.indexes.GinIndex(fields=['key'], name='place_by_key', opclasses=['gin_trgm_ops']),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.UniqueConstraint(fields=('code', 'tier', 'valid_from'), name='one_place_per_code_and_day', nulls_distinct=False),
        ),
        migrations.AddConstraint(
            model_name='place',
            constraint=models.CheckConstraint(condition=models.Q(('valid_from', None), ('valid_to', None), ('valid_to__gte', models.F('valid_from')), _connector='OR'), name='place_lasts_a_day'),
        ),
        migrations.AddConstraint(
            model_name='placelineage',
            constraint=models.UniqueConstraint(fields=('former', 'later'), name='one_lineage_per_pair_of_places'),
        ),
        migrations.RunSQL(STAYS, UNDO),
    ]
