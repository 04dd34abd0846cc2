"""A rule may say how many members must be in the room, a sitting keeps which quorum it was counted under and why below it.

Rules that are there get none: `furnish_office` tells of the difference, and `--adopt rules` takes it over. A notice of results is a new
kind of frozen paper; on the way back it stays, as evidence does, and the programme of before lists it by its code.
"""
from django.db import migrations, models

import workflow.models.catalogue


class Migration(migrations.Migration):

    dependencies = [
        ("workflow", "0016_urn_names"),
    ]

    operations = [
        migrations.AddField(
            model_name="rule", name="quorum",
            field=models.CharField(
                "ủy viên có mặt tối thiểu", max_length=7, blank=True, default="", db_default="", validators=[workflow.models.catalogue.a_quorum],
                help_text="phân số trên tổng số ủy viên, như 2/3; để trống: chưa biết, không kiểm tra")),
        migrations.AddField(
            model_name="sitting", name="quorum",
            field=models.CharField(
                "ủy viên có mặt tối thiểu", max_length=7, blank=True, default="", db_default="", editable=False,
                help_text="the strictest of its lines' rules when it was counted; empty: none was known")),
        migrations.AddField(
            model_name="sitting", name="quorum_why",
            field=models.CharField("lý do kiểm phiếu khi chưa đủ ủy viên", max_length=1000, blank=True, default="", db_default="", editable=False)),
        migrations.AlterField(
            model_name="printed", name="kind",
            field=models.CharField("loại", max_length=10, choices=[
                ("receipt", "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"), ("supplement", "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"),
                ("minutes", "Biên bản kiểm phiếu"), ("proposal", "Tờ trình"), ("decision", "Quyết định"), ("notice", "Thông báo kết quả")])),
        migrations.AlterField(
            model_name="recipient", name="merged_into",
            field=models.ForeignKey(
                "workflow.recipient", models.PROTECT, null=True, blank=True, editable=False, related_name="absorbed",
                verbose_name="đã gộp vào", help_text="the same person or collective, entered twice; written by engine/register/merging.py alone")),
        migrations.AddConstraint(
            model_name="rule",
            constraint=models.CheckConstraint(
                condition=models.Q(quorum="") | models.Q(quorum__regex="^[1-9][0-9]{0,2}/[1-9][0-9]{0,2}$"), name="quorum_is_a_fraction")),
    ]
