"""What is done about awards that were given, letters from the people, versions of the law by switch."""
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


# Logs: written once, and no table of them is emptied.
LOGS = ("adoption", "petitionact", "reissued", "review", "recovered", "sender")
STAYS = "".join(
    f"CREATE TRIGGER {name}_stays BEFORE UPDATE OR DELETE ON workflow_{name} EXECUTE FUNCTION workflow_refuse_change();"
    f"CREATE TRIGGER {name}_kept BEFORE TRUNCATE ON workflow_{name} EXECUTE FUNCTION workflow_refuse_change();" for name in LOGS)
STAYS += "CREATE TRIGGER petition_stays BEFORE DELETE ON workflow_petition EXECUTE FUNCTION workflow_refuse_change();"
UNDO = "DROP TRIGGER petition_stays ON workflow_petition;" + "".join(
    f"DROP TRIGGER {name}_kept ON workflow_{name}; DROP TRIGGER {name}_stays ON workflow_{name};" for name in LOGS)

# On the way back no rule may be without an award. One that a dossier has used is evidence: with it there is no way back.
BACK = """
DELETE FROM workflow_rule r WHERE award_id IS NULL AND NOT EXISTS (SELECT FROM workflow_line l WHERE l.rule_id = r.id);
SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('workflow', '0013_rounds'),
    ]

    operations = [
        migrations.CreateModel(
            name='Adoption',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('former', models.DateField(verbose_name='phiên bản cũ')),
                ('since', models.DateField(verbose_name='phiên bản áp dụng')),
                ('reason', models.TextField(verbose_name='lý do')),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Claim',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ground', models.CharField(choices=[('diem-a', 'Điểm a: gian dối trong việc kê khai thành tích'), ('diem-b', 'Điểm b: cung cấp thông tin, xác nhận sai sự thật để đề nghị khen thưởng'), ('diem-c', 'Điểm c: thẩm định, xét, duyệt hoặc quyết định trái quy định, trái thẩm quyền'), ('diem-d', 'Điểm d: có kết luận, bản án về vi phạm trong thời gian tính thành tích'), ('doi-hu-hong', 'Cấp đổi: bị hư hỏng, rách nát'), ('doi-in-sai', 'Cấp đổi: in sai so với quyết định'), ('lai-mat', 'Cấp lại: bị mất, thất lạc'), ('lai-thien-tai', 'Cấp lại: thiên tai, hỏa hoạn')], max_length=16, verbose_name='căn cứ, lý do')),
                ('why', models.TextField(verbose_name='nội dung')),
                ('conclusion', models.CharField(blank=True, help_text='number and who drew it', max_length=200, verbose_name='kết luận của cơ quan có thẩm quyền')),
                ('concluded_on', models.DateField(blank=True, null=True, verbose_name='ngày kết luận')),
            ],
            options={
                'verbose_name': 'đề nghị hủy bỏ, cấp lại',
                'verbose_name_plural': 'đề nghị hủy bỏ, cấp lại',
            },
        ),
        migrations.CreateModel(
            name='Petition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='số đơn')),
                ('sort', models.CharField(choices=[('khieu-nai', 'Khiếu nại'), ('to-cao', 'Tố cáo'), ('phan-anh', 'Phản ánh, kiến nghị')], max_length=12, verbose_name='loại đơn')),
                ('received_on', models.DateField(verbose_name='ngày nhận')),
                ('content', models.TextField(verbose_name='nội dung')),
                ('stage', models.CharField(choices=[('received', 'Mới nhận'), ('accepted', 'Đã thụ lý'), ('verifying', 'Đang xác minh'), ('founded', 'Kết luận: có căn cứ'), ('unfounded', 'Kết luận: không có căn cứ'), ('rejected', 'Không thụ lý'), ('withdrawn', 'Người gửi rút đơn')], default='received', max_length=12, verbose_name='trạng thái')),
                ('accept_by', models.DateField(null=True, verbose_name='hạn thụ lý')),
                ('accepted_on', models.DateField(null=True, verbose_name='ngày thụ lý')),
                ('resolve_by', models.DateField(null=True, verbose_name='hạn giải quyết')),
                ('extended', models.BooleanField(default=False, verbose_name='đã gia hạn')),
                ('result', models.TextField(blank=True, verbose_name='kết luận, lý do')),
                ('closed_on', models.DateField(null=True, verbose_name='ngày kết thúc')),
            ],
            options={
                'verbose_name': 'đơn thư',
                'verbose_name_plural': 'đơn thư',
                'ordering': ['-received_on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='PetitionAct',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('step', models.CharField(max_length=16)),
                ('stage', models.CharField(choices=[('received', 'Mới nhận'), ('accepted', 'Đã thụ lý'), ('verifying', 'Đang xác minh'), ('founded', 'Kết luận: có căn cứ'), ('unfounded', 'Kết luận: không có căn cứ'), ('rejected', 'Không thụ lý'), ('withdrawn', 'Người gửi rút đơn')], max_length=12)),
                ('note', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
            ],
            options={
                'ordering': ['-pk'],
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='Recovered',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('on', models.DateField(verbose_name='ngày thu hồi')),
                ('note', models.CharField(max_length=300, verbose_name='ghi chú')),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'hiện vật đã thu hồi',
                'verbose_name_plural': 'hiện vật đã thu hồi',
            },
        ),
        migrations.CreateModel(
            name='Reissued',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision_number', models.CharField(max_length=60, verbose_name='số quyết định')),
                ('on', models.DateField(verbose_name='ngày quyết định')),
                ('why', models.CharField(choices=[('doi-hu-hong', 'Cấp đổi: bị hư hỏng, rách nát'), ('doi-in-sai', 'Cấp đổi: in sai so với quyết định'), ('lai-mat', 'Cấp lại: bị mất, thất lạc'), ('lai-thien-tai', 'Cấp lại: thiên tai, hỏa hoạn')], max_length=16, verbose_name='lý do')),
            ],
            options={
                'verbose_name': 'lần cấp đổi, cấp lại',
                'verbose_name_plural': 'các lần cấp đổi, cấp lại',
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Review',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('finding', models.TextField(verbose_name='kết quả xem lại')),
                ('at', models.DateTimeField()),
            ],
            options={
                'verbose_name': 'lần xem lại',
                'verbose_name_plural': 'các lần xem lại',
            },
        ),
        migrations.CreateModel(
            name='Switch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=30, unique=True, verbose_name='mã')),
                ('title', models.CharField(max_length=300, verbose_name='tên')),
                ('since', models.DateField(verbose_name='hiệu lực từ')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='căn cứ')),
                ('verified', models.BooleanField(default=False, verbose_name='đã kiểm chứng')),
                ('on', models.BooleanField(default=False, verbose_name='đang bật')),
                ('reason', models.TextField(blank=True, verbose_name='lý do bật khi chưa kiểm chứng')),
                ('turned_on_at', models.DateTimeField(blank=True, null=True, verbose_name='bật lúc')),
            ],
            options={
                'verbose_name': 'công tắc phiên bản luật',
                'verbose_name_plural': 'công tắc phiên bản luật',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='TimeLimit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='từ ngày')),
                ('until', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='căn cứ')),
                ('verified', models.BooleanField(default=False, verbose_name='đã kiểm chứng')),
                ('code', models.CharField(max_length=30, verbose_name='mã')),
                ('title', models.CharField(max_length=200, verbose_name='tên')),
                ('days', models.PositiveSmallIntegerField(verbose_name='số ngày')),
                ('working', models.BooleanField(default=False, verbose_name='ngày làm việc')),
                ('extension', models.PositiveSmallIntegerField(default=0, verbose_name='gia hạn thêm (ngày)')),
            ],
            options={
                'verbose_name': 'thời hạn',
                'verbose_name_plural': 'thời hạn',
                'ordering': ['code', '-since'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='rule',
            name='one_rule_per_award_kind_and_day',
        ),
        migrations.AddField(
            model_name='line',
            name='about',
            field=models.ForeignKey(blank=True, help_text='the award that a revocation or re-issue is about; written at intake', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='workflow.awardrecord', verbose_name='khen thưởng đã có'),
        ),
        migrations.AlterField(
            model_name='rule',
            name='award',
            field=models.ForeignKey(blank=True, help_text='Để trống: mọi danh hiệu, hình thức', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rules', to='workflow.awardtype', to_field='code', verbose_name='hình thức'),
        ),
        migrations.RunSQL(migrations.RunSQL.noop, BACK),
        migrations.AddConstraint(
            model_name='rule',
            constraint=models.UniqueConstraint(fields=('award', 'kind', 'since'), name='one_rule_per_award_kind_and_day', nulls_distinct=False),
        ),
        migrations.AddField(
            model_name='adoption',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='adoption',
            name='line',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adoptions', to='workflow.line'),
        ),
        migrations.AddField(
            model_name='claim',
            name='dossier',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='claim', to='workflow.dossier', verbose_name='hồ sơ'),
        ),
        migrations.CreateModel(
            name='Sender',
            fields=[
                ('petition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='+', serialize=False, to='workflow.petition')),
                ('sealed', models.BinaryField()),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.AddField(
            model_name='petition',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nhận đơn'),
        ),
        migrations.AddField(
            model_name='petition',
            name='holds',
            field=models.ManyToManyField(blank=True, related_name='petitions', to='workflow.hold'),
        ),
        migrations.AddField(
            model_name='petition',
            name='lines',
            field=models.ManyToManyField(blank=True, related_name='petitions', to='workflow.line', verbose_name='dòng đề nghị'),
        ),
        migrations.AddField(
            model_name='petition',
            name='recipients',
            field=models.ManyToManyField(related_name='petitions', to='workflow.recipient', verbose_name='đối tượng bị nêu'),
        ),
        migrations.AddField(
            model_name='petitionact',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='petitionact',
            name='petition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='acts', to='workflow.petition'),
        ),
        migrations.AddField(
            model_name='recovered',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='recovered',
            name='record',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='recovered', to='workflow.awardrecord', verbose_name='khen thưởng bị hủy'),
        ),
        migrations.AddField(
            model_name='reissued',
            name='line',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='reissue', to='workflow.line'),
        ),
        migrations.AddField(
            model_name='reissued',
            name='record',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reissues', to='workflow.awardrecord'),
        ),
        migrations.AddField(
            model_name='review',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='review',
            name='record',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reviews', to='workflow.awardrecord', verbose_name='khen thưởng cần xem lại'),
        ),
        migrations.AddField(
            model_name='review',
            name='revoked',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='workflow.awardrecord', verbose_name='khen thưởng bị hủy'),
        ),
        migrations.AddField(
            model_name='switch',
            name='turned_on_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người bật'),
        ),
        migrations.AddConstraint(
            model_name='timelimit',
            constraint=models.UniqueConstraint(fields=('code', 'since'), name='one_limit_per_day'),
        ),
        migrations.AddConstraint(
            model_name='petition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('closed_on', None), ('stage__in', ['received', 'accepted', 'verifying'])), models.Q(('closed_on__isnull', False), ('stage__in', ['founded', 'unfounded', 'rejected', 'withdrawn'])), _connector='OR'), name='petition_ends_on_a_day'),
        ),
        migrations.AddConstraint(
            model_name='review',
            constraint=models.UniqueConstraint(fields=('revoked', 'record'), name='one_review_per_pair'),
        ),
        migrations.AddConstraint(
            model_name='switch',
            constraint=models.CheckConstraint(condition=models.Q(('on', False), ('verified', True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='unverified_switch_is_on_for_a_reason'),
        ),
        migrations.RunSQL(STAYS, UNDO),
    ]
