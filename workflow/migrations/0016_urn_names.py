"""The key of an urn is named by its sitting and a random word. Keys of before keep their names; on the way back running ones get such names."""
from pathlib import Path

from django.conf import settings
from django.db import migrations, models


def unnamed(apps, schema_editor):
    """The programme of before looks for `<id>.key`: name the keys of open urns so, and none over another database's key."""
    for sitting in apps.get_model("workflow", "Sitting").objects.exclude(urn_name="").exclude(urn=None):
        named = Path(settings.URN_KEYS, f"{sitting.pk}-{sitting.urn_name}.key")
        plain = named.with_name(f"{sitting.pk}.key")
        if named.exists():
            if plain.exists():
                raise RuntimeError(f"{plain} belongs to another urn; count or call off sitting {sitting.pk} first")
            named.rename(plain)


class Migration(migrations.Migration):

    dependencies = [
        ("workflow", "0015_withdrawable"),
    ]

    operations = [
        migrations.AddField(
            model_name="sitting",
            name="urn_name",
            field=models.CharField(
                blank=True, default="", editable=False, max_length=32,
                help_text="random, in the name of its urn's key; empty: that bears the id alone"),
            preserve_default=False,
        ),
        migrations.RunPython(migrations.RunPython.noop, unnamed),
    ]
