"""The public list: who is proposed for a state award is shown to the people before anybody votes or signs."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Max, QuerySet
from django.utils import timezone

from workflow.law import clock
from workflow.law.states import State
from workflow.models import Line, PublicList, User
from workflow.models.tables import calendar

from .. import clerk
from ..errors import Refused


def last_day(on: date, days: int) -> date:
    """The last of so many working days, the day of publication being the first if the office works on it."""
    return clock.last_of(on, days, calendar())


@transaction.atomic
def publish(lines: Iterable[Line | int], by: User, *, on: date, place: str) -> PublicList:
    """Open a list with these lines from a day on, as long as the longest of their rules asks."""
    clerk.allow(by, "workflow.publish")
    chosen = [line if isinstance(line, int) else line.pk for line in lines]
    if not chosen:
        raise Refused({0: "Chưa chọn dòng nào để công khai"})
    if not place.strip():
        raise Refused({0: "Phải ghi nơi công khai: cổng thông tin, báo, đài"})
    if on > timezone.localdate():
        raise Refused({0: f"Ngày công khai {on:%d/%m/%Y} ở sau hôm nay; ghi khi danh sách đã được đăng"})
    last = Line.objects.filter(pk__in=chosen).aggregate(on=Max("dossier__received_at"))["on"]
    if last and on < timezone.localdate(last):
        raise Refused({0: f"Ngày công khai {on:%d/%m/%Y} ở trước ngày nhận hồ sơ {timezone.localdate(last):%d/%m/%Y} của một dòng đã chọn"})
    days = list(Line.objects.filter(pk__in=chosen).order_by().values_list("rule__listing_days", flat=True).distinct())
    if None in days or not days:
        raise Refused({0: "Quy định áp dụng chưa ghi số ngày công khai; đề nghị quản trị bổ sung"})
    made = PublicList.objects.create(published_on=on, ends_on=last_day(on, max(filter(None, days))), place=place.strip(), by=by)
    clerk.move(chosen, "publish", by, ends_on=made.ends_on, stamp={"public_list": made})
    return made


@transaction.atomic
def close(public_list: PublicList, by: User, report: str) -> None:
    """The time is over: whoever was not put on hold goes on. `report` says what the people said."""
    clerk.allow(by, "workflow.publish")
    if not report.strip():
        raise Refused({0: "Phải ghi kết quả lấy ý kiến (kể cả khi không có ý kiến nào)"})
    held = PublicList.objects.select_for_update().get(pk=public_list.pk)
    lines = list(held.lines.filter(state=State.LISTED).values_list("pk", flat=True))
    if not lines:
        raise Refused({0: "Danh sách này không còn dòng nào đang lấy ý kiến"})
    clerk.move(lines, "close_list", by, ends_on=held.ends_on, today=timezone.localdate(), note=report)
    today = timezone.localdate()
    said = f"{held.report}\n{today:%d/%m/%Y}: {report.strip()}" if held.report else report.strip()  # lines that were on hold come later
    PublicList.objects.filter(pk=held.pk).update(closed_on=today, report=said)


def open_lists() -> QuerySet[PublicList]:
    """The lists that lines still lie in, with how many, the one that ends first before the others. One query."""
    return PublicList.objects.filter(lines__state=State.LISTED).annotate(size=Count("lines")).order_by("ends_on", "pk")


def over(public_list: PublicList) -> bool:
    """May it be closed today?"""
    return timezone.localdate() > public_list.ends_on


def tomorrow(public_list: PublicList) -> date:
    """The first day on which it may be closed."""
    return public_list.ends_on + timedelta(days=1)
