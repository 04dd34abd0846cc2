"""What is owed and paid out of the fund. Money that moved is written once; what is owed is never deleted."""
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

# A payment that was made keeps its amount and its award; a posting is a log.
STAYS = """
CREATE FUNCTION workflow_refuse_other_amount() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'payment % was made: its amount stays', OLD.id USING ERRCODE = 'integrity_constraint_violation';
END $$;
CREATE TRIGGER payment_made_stays BEFORE UPDATE ON workflow_payment FOR EACH ROW
    WHEN (OLD.state IN ('paid', 'recovering', 'recovered') AND (NEW.amount, NEW.record_id) <> (OLD.amount, OLD.record_id))
    EXECUTE FUNCTION workflow_refuse_other_amount();
CREATE TRIGGER payment_stays BEFORE DELETE ON workflow_payment EXECUTE FUNCTION workflow_refuse_change();
CREATE TRIGGER posting_stays BEFORE UPDATE OR DELETE ON workflow_posting EXECUTE FUNCTION workflow_refuse_change();
CREATE TRIGGER posting_kept BEFORE TRUNCATE ON workflow_posting EXECUTE FUNCTION workflow_refuse_change();
"""
UNDO = """
DROP TRIGGER posting_kept ON workflow_posting; DROP TRIGGER posting_stays ON workflow_posting;
DROP TRIGGER payment_stays ON workflow_payment; DROP TRIGGER payment_made_stays ON workflow_payment;
DROP FUNCTION workflow_refuse_other_amount();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('workflow', '0009_unit_lineage'),
    ]

    operations = [
        migrations.CreateModel(
            name='Payment',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('decision_number', models.CharField(max_length=60, verbose_name='số quyết định')),
                ('decided_on', models.DateField(verbose_name='ngày quyết định')),
                ('amount', models.PositiveIntegerField(verbose_name='phải chi (đồng)')),
                ('known', models.PositiveIntegerField(help_text='money of the other title, for the difference', null=True, verbose_name='đã hưởng cùng thời kỳ (đồng)')),
                ('state', models.CharField(choices=[('review', 'Cần xem lại'), ('due', 'Chờ chi'), ('paid', 'Đã chi'), ('recovering', 'Phải thu hồi'), ('recovered', 'Đã thu hồi'), ('nothing', 'Không chi'), ('cancelled', 'Hủy, chưa chi')], default='due', max_length=10, verbose_name='tình trạng')),
                ('reason', models.CharField(blank=True, max_length=300, verbose_name='lý do')),
                ('at', models.DateTimeField(verbose_name='ghi lúc')),
                ('paid_on', models.DateField(null=True, verbose_name='ngày chi')),
                ('paper', models.CharField(blank=True, max_length=60, verbose_name='chứng từ chi')),
                ('revocation', models.CharField(blank=True, max_length=60, verbose_name='quyết định hủy')),
                ('recovered_on', models.DateField(null=True, verbose_name='ngày thu hồi')),
                ('recovery_paper', models.CharField(blank=True, max_length=60, verbose_name='chứng từ thu hồi')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
                ('paid_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người chi')),
                ('recipient', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='payments', to='workflow.recipient', verbose_name='đối tượng')),
                ('record', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='payment', to='workflow.awardrecord', verbose_name='kết quả khen thưởng')),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người xem lại')),
            ],
            options={
                'verbose_name': 'khoản chi thưởng',
                'verbose_name_plural': 'khoản chi thưởng',
                'ordering': ['-decided_on', '-decision_number', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Posting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('income', 'Thu vào quỹ'), ('paid', 'Chi thưởng'), ('recovered', 'Thu hồi')], max_length=10, verbose_name='loại')),
                ('amount', models.PositiveBigIntegerField(verbose_name='số tiền (đồng)')),
                ('on', models.DateField(verbose_name='ngày')),
                ('paper', models.CharField(max_length=60, verbose_name='chứng từ')),
                ('note', models.CharField(blank=True, max_length=300, verbose_name='nguồn, nội dung')),
                ('at', models.DateTimeField(verbose_name='ghi lúc')),
                ('effect', models.GeneratedField(db_persist=True, expression=models.Case(models.When(models.Q(models.Q(('corrects', None), ('kind', 'paid')), models.Q(models.Q(('kind', 'paid'), _negated=True), ('corrects__isnull', False)), _connector='OR'), then=models.ExpressionWrapper(django.db.models.expressions.CombinedExpression(models.F('amount'), '*', models.Value(-1)), models.BigIntegerField())), default=models.F('amount'), output_field=models.BigIntegerField()), output_field=models.BigIntegerField(), verbose_name='làm quỹ tăng, giảm')),
                ('by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='người ghi')),
                ('corrects', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='workflow.posting', verbose_name='đảo bút toán')),
                ('payment', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='postings', to='workflow.payment', verbose_name='khoản chi')),
            ],
            options={
                'verbose_name': 'bút toán quỹ',
                'verbose_name_plural': 'bút toán quỹ',
                'ordering': ['-on', '-pk'],
            },
        ),
        migrations.AddIndex(
            model_name='payment',
            index=models.Index(fields=['-decided_on', '-decision_number', 'id'], name='payment_by_decision'),
        ),
        migrations.AddIndex(
            model_name='payment',
            index=models.Index(condition=models.Q(('state__in', ['review', 'due', 'recovering'])), fields=['state', '-decided_on'], name='payment_open_by_state'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('amount__gt', 0), models.Q(('state', 'nothing'), _negated=True)), models.Q(('amount', 0), ('state__in', ['nothing', 'cancelled'])), _connector='OR'), name='nothing_is_paid_of_nothing'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['nothing', 'review']), _negated=True), models.Q(('reason', ''), _negated=True), _connector='OR'), name='less_than_all_has_a_reason'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('paid_by__isnull', False), ('paid_on__isnull', False), ('state__in', ['paid', 'recovering', 'recovered']), models.Q(('paper', ''), _negated=True)), models.Q(models.Q(('state__in', ['paid', 'recovering', 'recovered']), _negated=True), ('paid_by', None), ('paid_on', None), ('paper', '')), _connector='OR'), name='paid_on_a_day_by_a_paper'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['recovering', 'recovered', 'cancelled']), _negated=True), models.Q(('revocation', ''), _negated=True), _connector='OR'), name='recovered_by_a_decision'),
        ),
        migrations.AddConstraint(
            model_name='payment',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('recovered_on__isnull', False), ('state', 'recovered'), models.Q(('recovery_paper', ''), _negated=True)), models.Q(models.Q(('state', 'recovered'), _negated=True), ('recovered_on', None), ('recovery_paper', '')), _connector='OR'), name='recovered_on_a_day_by_a_paper'),
        ),
        migrations.AddIndex(
            model_name='posting',
            index=models.Index(condition=models.Q(('kind', 'income')), fields=['-on', '-id'], name='income_by_day'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(('amount__gt', 0)), name='posting_moves_money'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind', 'income'), ('payment', None)), models.Q(models.Q(('kind', 'income'), _negated=True), models.Q(('payment', None), _negated=True)), _connector='OR'), name='posting_of_a_payment'),
        ),
        migrations.AddConstraint(
            model_name='posting',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('corrects', None), models.Q(('paper', ''), _negated=True)), models.Q(models.Q(('corrects', None), _negated=True), models.Q(('note', ''), _negated=True)), _connector='OR'), name='posting_has_its_paper'),
        ),
        migrations.RunSQL(STAYS, UNDO),
    ]
