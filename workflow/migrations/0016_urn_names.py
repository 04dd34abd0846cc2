"""The key of an urn is named by its sitting and a random word. Keys of before keep their names; on the way back running ones get such names."""
from pathlib import Path

from django.conf import settings
from django.db import migrations, models


def unnamed(apps, schema_editor):
    """The programme of before looks for `<id>.key`: name the keys of open urns so, and none over another database's key.

    All or none: the database takes its step back when this fails, a renamed file does not.
    """
    renamed = {}
    for sitting in apps.get_model("workflow", "Sitting").objects.exclude(urn_name="").exclude(urn=None).order_by("pk"):
        named = Path(settings.URN_KEYS, f"{sitting.pk}-{sitting.urn_name}.key")
        if named.exists():
            renamed[named] = named.with_name(f"{sitting.pk}.key")
    if foreign := [plain for plain in renamed.values() if plain.exists()]:
        raise RuntimeError(f"{foreign[0]} belongs to another urn; count or call off sitting {foreign[0].stem} first")
    for named, plain in renamed.items():
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
