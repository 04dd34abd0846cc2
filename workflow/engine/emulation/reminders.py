"""Reminders to units that have not sent their dossier: logged first, then sent by e-mail; whoever has no address gets a letter."""
from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import date

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from workflow.law.rounds import due_mark
from workflow.models import Dossier, Office, Reminder, Round, Unit, User

from .. import clerk
from ..errors import Refused
from . import rounds

DUMMY = "django.core.mail.backends.dummy.EmailBackend"


def mails() -> bool:
    """Whether the office has a mail server at all."""
    return settings.EMAIL_BACKEND != DUMMY


def words(round: Round, unit: Unit, today: date) -> str:
    """What is said to a unit, by e-mail or letter."""
    left, office = (round.closes_on - today).days, Office.on(today).first()
    when = f"còn {left} ngày" if left > 0 else "hôm nay là ngày cuối" if left == 0 else f"đã quá hạn {-left} ngày"
    said = f" ({round.words})" if round.words else ""
    asked = "gửi ngay hồ sơ" if left < 0 else "gửi hồ sơ đúng hạn"
    return "\n".join([
        f"Kính gửi: {unit.name}",
        "",
        f"Đợt xét “{round.name}” nhận hồ sơ đến hết ngày {round.closes_on:%d/%m/%Y}{said}, {when}.",
        f"Đến ngày {today:%d/%m/%Y}, chúng tôi chưa nhận được hồ sơ của đơn vị. Đề nghị đơn vị {asked}; "
        "nếu không có đối tượng đề nghị, xin trả lời để theo dõi.",
        "Hồ sơ gửi sau hạn vẫn được tiếp nhận và được ghi là nộp muộn.",
        "",
        office.department if office else "",
        f"{office.address} {office.phone}".strip() if office else "",
    ]).strip()


@transaction.atomic
def remind(round: Round, units: Collection[int], way: str, by: User) -> list[Reminder]:
    """Remind these units of the round. E-mail leaves after the log is safe; units without an address refuse the whole.

    A letter or a telephone call is only written down: the person has sent or made it.
    """
    clerk.allow(by, "workflow.movements")
    waiting = {one.unit.pk: one for one in rounds.senders(round) if one.sent_on is None}
    if not units:
        raise Refused({0: "Chưa chọn đơn vị nào"})
    if set(units) - set(waiting):
        raise Refused({0: "Có đơn vị đã gửi hồ sơ hoặc không thuộc đợt này; hãy tải lại trang"})
    if way == "email":
        if not mails():
            raise Refused({0: "Máy chủ thư điện tử chưa được cấu hình; hãy in công văn"})
        if silent := [waiting[pk].unit.name for pk in units if not waiting[pk].email]:
            raise Refused({0: f"Chưa có thư điện tử của: {'; '.join(sorted(silent)[:5])}. Hãy in công văn cho các đơn vị này"})
    chosen = [waiting[pk] for pk in sorted(units)]
    return write(round, chosen, way, by, None)


def write(round: Round, chosen: Iterable[rounds.Sender], way: str, by: User | None, mark: int | None) -> list[Reminder]:
    """Log the reminders; what goes by e-mail is sent once they are stored."""
    now, today = timezone.now(), timezone.localdate()
    made = Reminder.objects.bulk_create(
        Reminder(round=round, unit=one.unit, way=way, address=one.email if way == "email" else "", text=words(round, one.unit, today),
                 mark=mark, by=by, at=now, sent_at=None if way == "email" else now)
        for one in chosen)
    if way == "email" and made:
        transaction.on_commit(lambda: send(made))
    return made


def send(reminders: Iterable[Reminder]) -> int:
    """Send what was logged; what fails keeps its fault and can be reminded again. Returns how many left."""
    left = 0
    for one in reminders:  # one message a unit: the mail server answers for each
        subject = " ".join(f"Nhắc gửi hồ sơ: {one.round.name}".split())
        try:
            EmailMessage(subject, one.text, settings.DEFAULT_FROM_EMAIL, [one.address]).send()
        except (OSError, ValueError) as fault:  # smtplib's errors are OSErrors, a bad address or header is a ValueError
            Reminder.objects.filter(pk=one.pk).update(fault=f"Không gửi được: {fault}"[:300])
        else:
            left += Reminder.objects.filter(pk=one.pk).update(sent_at=timezone.now(), fault="")
    return left


def nightly(today: date) -> dict[str, int]:
    """Remind of every round whose day draws near, once for each mark; first try again what did not leave. For a night job."""
    again(today)
    done = {"email": 0, "letter": 0}
    for round in Round.objects.filter(opens_on__lte=today, closes_on__gte=today).exclude(remind_days=[]).order_by("pk"):
        told = set(round.reminders.filter(mark__isnull=False).values_list("mark", flat=True))
        mark = due_mark((round.closes_on - today).days, round.remind_days, [mark for mark in told if mark is not None])
        if mark is None:
            continue
        groups: dict[str, list[rounds.Sender]] = {"email": [], "letter": []}
        for one in rounds.senders(round):
            if one.sent_on is None:
                groups["email" if one.email and mails() else "letter"].append(one)
        try:
            with transaction.atomic():
                for way, chosen in groups.items():
                    done[way] += len(listed(round, chosen, way, mark))
        except IntegrityError:  # another night job was faster
            continue
    return done


def again(today: date) -> int:
    """Send what an earlier run could not, unless the unit has sent its dossier meanwhile."""
    arrived = Exists(Dossier.objects.filter(round=OuterRef("round"), unit=OuterRef("unit")))
    waiting = Reminder.objects.filter(~arrived, way="email", sent_at=None, round__closes_on__gte=today).select_related("round")
    return send(list(waiting)) if mails() else 0


def listed(round: Round, chosen: list[rounds.Sender], way: str, mark: int) -> list[Reminder]:
    """The nightly reminders of one way; a letter is only put down as due, a person prints and sends it."""
    made = write(round, chosen, way, None, mark)
    if way == "letter":
        Reminder.objects.filter(pk__in=[one.pk for one in made]).update(sent_at=None)
    return made
