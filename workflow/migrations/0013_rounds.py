"""Rounds with their calendar and reminders, movements, registered titles, clusters with their scores, and a log that stays."""
import django.contrib.postgres.fields
import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


STAYS = """
CREATE TRIGGER change_stays BEFORE UPDATE OR DELETE ON workflow_change EXECUTE FUNCTION workflow_refuse_change();
CREATE TRIGGER change_kept BEFORE TRUNCATE ON workflow_change EXECUTE FUNCTION workflow_refuse_change();
"""
GOES = "DROP TRIGGER change_stays ON workflow_change; DROP TRIGGER change_kept ON workflow_change;"


class Migration(migrations.Migration):

    dependencies = [
        ('workflow', '0012_history'),
    ]

    operations = [
        migrations.CreateModel(
            name='Cluster',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=20, unique=True, verbose_name='mã')),
                ('name', models.CharField(max_length=200, verbose_name='tên')),
                ('since', models.DateField(verbose_name='từ ngày')),
                ('until', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('basis', models.CharField(blank=True, max_length=200, verbose_name='căn cứ thành lập')),
            ],
            options={
                'verbose_name': 'cụm, khối thi đua',
                'verbose_name_plural': 'cụm, khối thi đua',
                'ordering': ['code'],
            },
        ),
        migrations.CreateModel(
            name='Registration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('kind', models.CharField(choices=[('person', 'Cá nhân'), ('collective', 'Tập thể'), ('household', 'Hộ gia đình')], max_length=12, verbose_name='đối tượng')),
                ('name', models.CharField(blank=True, max_length=200, verbose_name='họ và tên / tên tập thể')),
                ('key', models.CharField(blank=True, editable=False, help_text='the name folded', max_length=220)),
                ('count', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='số lượng')),
                ('letter_number', models.CharField(blank=True, max_length=60, verbose_name='số văn bản đăng ký')),
                ('registered_on', models.DateField(verbose_name='ngày đăng ký')),
                ('at', models.DateTimeField(verbose_name='ghi lúc')),
                ('withdrawn_at', models.DateTimeField(blank=True, null=True, verbose_name='rút lúc')),
                ('withdrawn_why', models.CharField(blank=True, max_length=300, verbose_name='lý do rút')),
            ],
            options={
                'verbose_name': 'đăng ký thi đua',
                'verbose_name_plural': 'đăng ký thi đua',
                'ordering': ['-year', 'unit', 'award', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('way', models.CharField(choices=[('email', 'Thư điện tử'), ('letter', 'Công văn'), ('phone', 'Điện thoại')], max_length=8, verbose_name='cách nhắc')),
                ('address', models.EmailField(blank=True, max_length=254, verbose_name='gửi tới')),
                ('text', models.TextField(blank=True, verbose_name='nội dung')),
                ('mark', models.PositiveSmallIntegerField(null=True, verbose_name='mốc nhắc (ngày)')),
                ('at', models.DateTimeField(verbose_name='lúc')),
                ('sent_at', models.DateTimeField(null=True, verbose_name='gửi xong lúc')),
                ('fault', models.CharField(blank=True, max_length=300, verbose_name='lỗi gửi')),
            ],
            options={
                'verbose_name': 'lời nhắc',
                'verbose_name_plural': 'lời nhắc',
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ScoreCriterion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('no', models.PositiveSmallIntegerField(verbose_name='TT')),
                ('text', models.CharField(max_length=300, verbose_name='tiêu chí')),
                ('most', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='điểm tối đa')),
                ('deducts', models.BooleanField(default=False, verbose_name='điểm trừ')),
            ],
            options={
                'verbose_name': 'tiêu chí chấm điểm',
                'verbose_name_plural': 'bảng điểm',
                'ordering': ['cluster', '-year', 'no'],
            },
        ),
        migrations.CreateModel(
            name='UnitContact',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('person', models.CharField(blank=True, max_length=120, verbose_name='người liên hệ')),
                ('email', models.EmailField(blank=True, max_length=254, verbose_name='thư điện tử')),
                ('phone', models.CharField(blank=True, max_length=20, verbose_name='điện thoại')),
            ],
            options={
                'verbose_name': 'đầu mối đơn vị',
                'verbose_name_plural': 'đầu mối đơn vị',
            },
        ),
        migrations.AddField(
            model_name='round',
            name='conference_on',
            field=models.DateField(blank=True, null=True, verbose_name='ngày hội nghị'),
        ),
        migrations.AddField(
            model_name='round',
            name='days_before',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='số ngày trước hội nghị'),
        ),
        migrations.AddField(
            model_name='round',
            name='deadline',
            field=models.CharField(choices=[('ngay', 'Ngày cố định trong năm'), ('hoi-nghi', 'Trước ngày hội nghị một số ngày')], default='ngay', max_length=8, verbose_name='cách tính hạn'),
        ),
        migrations.AddField(
            model_name='round',
            name='expects',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('so', 'Sở, ban, ngành'), ('xa', 'Ủy ban nhân dân xã, phường, đặc khu'), ('doanh-nghiep', 'Doanh nghiệp, hợp tác xã'), ('doan-the', 'Mặt trận, đoàn thể'), ('cum-khoi', 'Cụm, khối thi đua'), ('huyen', 'Ủy ban nhân dân cấp huyện (đến hết 30/6/2025)')], max_length=16), blank=True, default=list, help_text='trống: mọi loại đơn vị, trừ cụm, khối', size=None, verbose_name='đơn vị phải gửi'),
        ),
        migrations.AddField(
            model_name='round',
            name='plan_year',
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='lịch năm'),
        ),
        migrations.AddField(
            model_name='round',
            name='remind_days',
            field=django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None, verbose_name='nhắc trước hạn (ngày)'),
        ),
        migrations.AddField(
            model_name='round',
            name='words',
            field=models.CharField(blank=True, help_text='as the plan says it', max_length=120, verbose_name='hạn theo kế hoạch'),
        ),
        migrations.AlterField(
            model_name='round',
            name='closes_on',
            field=models.DateField(help_text='the last day on which a dossier is in time', verbose_name='hạn gửi hồ sơ'),
        ),
        migrations.CreateModel(
            name='Change',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('what', models.CharField(help_text='round, movement, cluster, card', max_length=16)),
                ('which', models.BigIntegerField(help_text='id of it')),
                ('step', models.CharField(help_text='in words', max_length=200, verbose_name='bước')),
                ('before', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('after', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder)),
                ('note', models.TextField(blank=True, verbose_name='lý do')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='ClusterMember',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('role', models.CharField(choices=[('truong', 'Trưởng cụm, khối'), ('pho', 'Phó cụm, khối'), ('thanh-vien', 'Thành viên')], default='thanh-vien', max_length=12, verbose_name='vai trò')),
                ('stage', models.CharField(choices=[('chua-cham', 'Chưa tự chấm'), ('tu-cham', 'Đã tự chấm'), ('cham-cheo', 'Đã chấm chéo'), ('ket-qua', 'Có kết quả')], default='chua-cham', max_length=12, verbose_name='chấm điểm')),
                ('leads', models.BooleanField(default=False, verbose_name='dẫn đầu')),
                ('cluster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='members', to='workflow.cluster', verbose_name='cụm, khối')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='memberships', to='workflow.unit', verbose_name='đơn vị')),
            ],
            options={
                'verbose_name': 'thành viên cụm, khối',
                'verbose_name_plural': 'thành viên cụm, khối',
                'ordering': ['cluster', '-year', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ClusterResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField(verbose_name='năm')),
                ('number', models.CharField(max_length=60, verbose_name='số văn bản')),
                ('decided_on', models.DateField(verbose_name='ngày văn bản')),
                ('authority', models.CharField(max_length=200, verbose_name='cơ quan công bố')),
                ('note', models.TextField(blank=True, verbose_name='lý do chọn')),
                ('at', models.DateTimeField(verbose_name='ghi lúc')),
                ('revoked_at', models.DateTimeField(blank=True, null=True, verbose_name='hủy lúc')),
                ('revoked_why', models.CharField(blank=True, max_length=300, verbose_name='lý do hủy')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
                ('cluster', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='results', to='workflow.cluster', verbose_name='cụm, khối')),
                ('revoked_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người hủy')),
            ],
            options={
                'verbose_name': 'kết quả cụm, khối',
                'verbose_name_plural': 'kết quả cụm, khối',
                'ordering': ['-year', 'cluster'],
            },
        ),
        migrations.CreateModel(
            name='Mark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('stage', models.CharField(choices=[('chua-cham', 'Chưa tự chấm'), ('tu-cham', 'Đã tự chấm'), ('cham-cheo', 'Đã chấm chéo'), ('ket-qua', 'Có kết quả')], max_length=12)),
                ('points', models.DecimalField(decimal_places=2, max_digits=6, verbose_name='điểm')),
                ('member', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='workflow.clustermember')),
            ],
        ),
        migrations.CreateModel(
            name='Movement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=300, verbose_name='tên phong trào')),
                ('key', models.CharField(db_index=True, editable=False, help_text='the name folded, for search', max_length=320)),
                ('level', models.CharField(choices=[('co-so', 'cơ sở'), ('tinh', 'tỉnh'), ('toan-quoc', 'toàn quốc')], max_length=12, verbose_name='cấp phát động')),
                ('launch_number', models.CharField(blank=True, max_length=60, verbose_name='văn bản phát động')),
                ('launched_on', models.DateField(blank=True, null=True, verbose_name='ngày phát động')),
                ('authority', models.CharField(blank=True, max_length=200, verbose_name='cơ quan phát động')),
                ('plan_number', models.CharField(blank=True, max_length=60, verbose_name='số kế hoạch')),
                ('plan_on', models.DateField(blank=True, null=True, verbose_name='ngày kế hoạch')),
                ('since', models.DateField(verbose_name='từ ngày')),
                ('until', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('criteria', models.TextField(blank=True, verbose_name='tiêu chí')),
                ('conference_on', models.DateField(blank=True, null=True, verbose_name='ngày hội nghị sơ kết, tổng kết')),
                ('days_before', models.PositiveSmallIntegerField(default=15, verbose_name='hồ sơ trước hội nghị (ngày)')),
                ('state', models.CharField(choices=[('du-kien', 'Đang lập kế hoạch'), ('phat-dong', 'Đang thực hiện'), ('tong-ket', 'Đã sơ kết, tổng kết'), ('dung', 'Dừng')], default='du-kien', max_length=12, verbose_name='trạng thái')),
                ('at', models.DateTimeField(verbose_name='lập lúc')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người lập')),
            ],
            options={
                'verbose_name': 'phong trào thi đua',
                'verbose_name_plural': 'phong trào thi đua',
                'ordering': ['-since', '-pk'],
            },
        ),
        migrations.AddField(
            model_name='dossier',
            name='movement',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='dossiers', to='workflow.movement', verbose_name='phong trào'),
        ),
        migrations.CreateModel(
            name='PlannedRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('since', models.DateField(verbose_name='từ ngày')),
                ('until', models.DateField(blank=True, null=True, verbose_name='đến hết ngày')),
                ('source', models.CharField(blank=True, max_length=300, verbose_name='căn cứ')),
                ('verified', models.BooleanField(default=False, verbose_name='đã kiểm chứng')),
                ('code', models.CharField(max_length=30, verbose_name='mã')),
                ('name', models.CharField(help_text='{year} là năm của lịch, {before} là năm trước đó', max_length=160, verbose_name='tên')),
                ('kind', models.CharField(choices=[('cong-trang', 'Công trạng'), ('dot-xuat', 'Đột xuất'), ('chuyen-de', 'Phong trào, chuyên đề'), ('cong-hien', 'Quá trình cống hiến'), ('nien-han', 'Niên hạn'), ('doi-ngoai', 'Đối ngoại'), ('khang-chien', 'Kháng chiến'), ('cap-lai', 'Cấp đổi, cấp lại'), ('huy-bo', 'Hủy bỏ, thu hồi')], max_length=16, verbose_name='loại hình')),
                ('deadline', models.CharField(choices=[('ngay', 'Ngày cố định trong năm'), ('hoi-nghi', 'Trước ngày hội nghị một số ngày')], default='ngay', max_length=8, verbose_name='cách tính hạn')),
                ('month', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='tháng')),
                ('day', models.PositiveSmallIntegerField(blank=True, help_text='trống: kế hoạch chỉ nêu tháng', null=True, verbose_name='ngày')),
                ('strict', models.BooleanField(default=True, verbose_name='“trước ngày” không kể ngày đó')),
                ('days_before', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='số ngày trước hội nghị')),
                ('opens_before', models.PositiveSmallIntegerField(default=45, verbose_name='mở trước hạn (ngày)')),
                ('year_shift', models.SmallIntegerField(default=0, help_text='-1: thành tích năm trước', verbose_name='năm thành tích so với năm lịch')),
                ('expects', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('so', 'Sở, ban, ngành'), ('xa', 'Ủy ban nhân dân xã, phường, đặc khu'), ('doanh-nghiep', 'Doanh nghiệp, hợp tác xã'), ('doan-the', 'Mặt trận, đoàn thể'), ('cum-khoi', 'Cụm, khối thi đua'), ('huyen', 'Ủy ban nhân dân cấp huyện (đến hết 30/6/2025)')], max_length=16), blank=True, default=list, help_text='trống: mọi loại đơn vị, trừ cụm, khối', size=None, verbose_name='đơn vị phải gửi')),
                ('remind_days', django.contrib.postgres.fields.ArrayField(base_field=models.PositiveSmallIntegerField(), blank=True, default=list, size=None, verbose_name='nhắc trước hạn (ngày)')),
            ],
            options={
                'verbose_name': 'đợt xét mẫu',
                'verbose_name_plural': 'lịch đợt xét mẫu',
                'ordering': ['month', 'day', 'code'],
                'constraints': [models.UniqueConstraint(fields=('code', 'since'), name='one_planned_round_per_code_and_day'), models.CheckConstraint(condition=models.Q(models.Q(('deadline', 'ngay'), ('month__range', (1, 12))), models.Q(('days_before__isnull', False), ('deadline', 'hoi-nghi')), _connector='OR'), name='planned_round_has_its_deadline')],
            },
        ),
        migrations.AddField(
            model_name='round',
            name='planned',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='workflow.plannedround', verbose_name='lập từ mẫu'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.UniqueConstraint(condition=models.Q(('planned', None), _negated=True), fields=('planned', 'plan_year'), name='one_round_per_planned_row_and_year'),
        ),
        migrations.AddConstraint(
            model_name='round',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('deadline', 'hoi-nghi'), _negated=True), models.Q(('conference_on__isnull', False), ('days_before__isnull', False)), _connector='OR'), name='conference_round_has_its_day'),
        ),
        migrations.AddField(
            model_name='registration',
            name='award',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='workflow.awardtype', to_field='code', verbose_name='danh hiệu'),
        ),
        migrations.AddField(
            model_name='registration',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi'),
        ),
        migrations.AddField(
            model_name='registration',
            name='recipient',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='workflow.recipient', verbose_name='đối tượng đã biết'),
        ),
        migrations.AddField(
            model_name='registration',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='registrations', to='workflow.unit', verbose_name='đơn vị'),
        ),
        migrations.AddField(
            model_name='registration',
            name='withdrawn_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người rút'),
        ),
        migrations.AddField(
            model_name='reminder',
            name='by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người nhắc'),
        ),
        migrations.AddField(
            model_name='reminder',
            name='round',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='workflow.round', verbose_name='đợt xét'),
        ),
        migrations.AddField(
            model_name='reminder',
            name='unit',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='workflow.unit', verbose_name='đơn vị'),
        ),
        migrations.AddField(
            model_name='scorecriterion',
            name='cluster',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='criteria', to='workflow.cluster', verbose_name='cụm, khối'),
        ),
        migrations.AddField(
            model_name='mark',
            name='criterion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='marks', to='workflow.scorecriterion'),
        ),
        migrations.AddField(
            model_name='unitcontact',
            name='unit',
            field=models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='contact', to='workflow.unit', verbose_name='đơn vị'),
        ),
        migrations.AddIndex(
            model_name='change',
            index=models.Index(fields=['what', 'which', '-id'], name='change_by_subject'),
        ),
        migrations.AddConstraint(
            model_name='clustermember',
            constraint=models.UniqueConstraint(fields=('unit', 'year'), name='one_cluster_per_unit_and_year'),
        ),
        migrations.AddConstraint(
            model_name='clustermember',
            constraint=models.UniqueConstraint(condition=models.Q(('role', 'truong')), fields=('cluster', 'year'), name='one_leader_per_cluster_and_year'),
        ),
        migrations.AddConstraint(
            model_name='clustermember',
            constraint=models.CheckConstraint(condition=models.Q(('leads', False), ('stage', 'ket-qua'), _connector='OR'), name='only_a_result_leads'),
        ),
        migrations.AddConstraint(
            model_name='clusterresult',
            constraint=models.UniqueConstraint(condition=models.Q(('revoked_at', None)), fields=('cluster', 'year'), name='one_result_per_cluster_and_year'),
        ),
        migrations.AddConstraint(
            model_name='movement',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='movement_ends_after_it_began'),
        ),
        migrations.AddConstraint(
            model_name='movement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['phat-dong', 'tong-ket']), _negated=True), models.Q(('plan_number', ''), _negated=True), _connector='OR'), name='launched_movement_has_a_plan'),
        ),
        migrations.AddIndex(
            model_name='registration',
            index=models.Index(fields=['year', 'unit', 'award'], name='registration_by_unit'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(('name', ''), ('count', None), _connector='XOR'), name='registration_names_or_counts'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.CheckConstraint(condition=models.Q(('count', None), ('count__gte', 1), _connector='OR'), name='registration_counts_somebody'),
        ),
        migrations.AddConstraint(
            model_name='registration',
            constraint=models.UniqueConstraint(condition=models.Q(('name', ''), ('withdrawn_at', None)), fields=('unit', 'year', 'award', 'kind'), name='one_registered_count'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(condition=models.Q(('mark', None), _negated=True), fields=('round', 'unit', 'mark'), name='one_reminder_per_mark'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('way', 'email'), _negated=True), models.Q(('address', ''), _negated=True), _connector='OR'), name='email_reminder_has_an_address'),
        ),
        migrations.AddConstraint(
            model_name='scorecriterion',
            constraint=models.UniqueConstraint(fields=('cluster', 'year', 'no'), name='one_criterion_per_number'),
        ),
        migrations.AddConstraint(
            model_name='scorecriterion',
            constraint=models.CheckConstraint(condition=models.Q(('most__gt', 0)), name='criterion_has_points'),
        ),
        migrations.AddConstraint(
            model_name='mark',
            constraint=models.UniqueConstraint(fields=('member', 'criterion', 'stage'), name='one_mark_per_criterion_and_stage'),
        ),
        migrations.AddConstraint(
            model_name='mark',
            constraint=models.CheckConstraint(condition=models.Q(('points__gte', 0)), name='no_negative_points'),
        ),
        migrations.RunSQL(STAYS, GOES),
    ]
