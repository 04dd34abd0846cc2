"""One piece says how a row is withdrawn: two records take its labels over. No column changes."""
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

WHO = models.ForeignKey(
    blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL,
    verbose_name='người rút')


class Migration(migrations.Migration):

    dependencies = [
        ('workflow', '0014_cases'),
    ]

    operations = [
        migrations.AlterField(model_name='initiativeuse', name='withdrawn_by', field=WHO.clone()),
        migrations.AlterField(
            model_name='lineage', name='withdrawn_at', field=models.DateTimeField(blank=True, null=True, verbose_name='rút lúc')),
        migrations.AlterField(model_name='lineage', name='withdrawn_by', field=WHO.clone()),
        migrations.AlterField(
            model_name='lineage', name='withdrawn_why', field=models.CharField(blank=True, max_length=300, verbose_name='lý do rút')),
    ]
