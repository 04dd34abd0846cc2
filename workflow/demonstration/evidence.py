"""What the demonstration year has on record beside awards: results, posts, initiatives before their council, and people on hold."""
from __future__ import annotations

from datetime import date, timedelta
from random import Random

from django.utils import timezone

from workflow.engine import errands
from workflow.engine.proving import evidence, initiatives, uses
from workflow.engine.proving.evidence import Source
from workflow.engine.proving.initiatives import Minutes
from workflow.engine.stopping import holds
from workflow.law.bands import PostBand
from workflow.law.states import State
from workflow.law.words import Band, HoldReason, Level, RecipientKind, Scope, UnitKind
from workflow.models import Initiative, Line, Recipient

from .cast import Cast

NAMES = (
    "Rút ngắn thời gian trả kết quả thủ tục hành chính tại xã", "Số hóa sổ theo dõi sức khỏe người cao tuổi",
    "Dạy học trải nghiệm gắn với di sản địa phương", "Quy trình ươm giống chè giảm hao hụt", "Tổ công nghệ số cộng đồng ở thôn bản",
    "Phần mềm theo dõi tiến độ giải ngân", "Mô hình tự quản bảo vệ nguồn nước", "Cải tiến khuôn may giảm vải thừa",
    "Bản đồ số cảnh báo sạt lở", "Đường dây tiếp nhận phản ánh của người dân")
COUNCIL = "Hội đồng sáng kiến tỉnh Minh Họa"
MEMBERS = 11


def record(cast: Cast, chance: Random) -> None:
    """Evidence of some of the year's people; a few of them are on hold."""
    known = Recipient.objects.filter(kind=RecipientKind.PERSON).select_related("unit").order_by("pk")
    persons = [*known.filter(lines__state=State.SUBMITTED)[:6], *known.filter(lines__award="CSTDT", lines__state=State.DELIVERED)[:18]]
    for no, person in enumerate(persons):
        for year in (2024, 2025):
            evidence.record_performance(person, year, Level.EXCELLENT if no % 6 == 0 else Level.GOOD, cast.hoso, Source(
                f"{no + 11}/QĐ-XL", date(year, 12, 18), str(person.unit or "")))
    careers(cast)
    awaited(cast)
    if len(persons) > len(NAMES):
        council(cast, persons, chance)
        serve(cast)
    block(cast)


def careers(cast: Cast) -> None:
    """Posts of leaders old enough to have held them."""
    leaders = Recipient.objects.filter(lines__band=Band.DEPARTMENT_LEADER, unit__kind=UnitKind.DEPARTMENT, birth_date__year__lte=1976)
    for person in leaders.distinct().order_by("pk")[:4]:
        evidence.record_post(person, "Trưởng phòng", PostBand.OTHER, date(2004, 3, 1), date(2012, 8, 31), cast.hoso)
        evidence.record_post(person, "Phó Giám đốc Sở", PostBand.DEPARTMENT_DEPUTY, date(2012, 9, 1), None, cast.hoso)


def awaited(cast: Cast) -> None:
    """Results of those whose unit is still to name them Chiến sĩ thi đua cơ sở: what a newer law asks, one has and one lacks."""
    persons = Recipient.objects.filter(lines__award="CSTDCS", lines__state=State.FORWARDED).distinct().order_by("pk")
    for person, level in zip(persons, (Level.GOOD, Level.EXCELLENT), strict=False):
        for year in (2025, 2026):
            evidence.record_performance(person, year, level, cast.hoso, Source(f"7/QĐ-XL{year}", date(year, 6, 5), str(person.unit or "")))


def council(cast: Cast, persons: list[Recipient], chance: Random) -> None:
    """Initiatives, most of them before the session that is over; the last three wait for the next."""
    today = timezone.localdate()
    made = [initiatives.enter(
        name, today.year, Scope.PROVINCE if no % 3 == 0 else Scope.LOCAL, [persons[no].pk, *([persons[no + 1].pk] * (no % 4 == 0))],
        cast.hoso, unit=persons[no].unit) for no, name in enumerate(NAMES)]
    ayes = {one.pk: 7 if no == 2 else chance.randint(8, MEMBERS) for no, one in enumerate(made[:7])}
    initiatives.recognise(ayes, Minutes(
        today - timedelta(days=7), COUNCIL, MEMBERS, "46/QĐ-HĐSK", today - timedelta(days=4)), cast.hoso)
    waits = Initiative.objects.filter(pk__in=ayes, state="recognised", scope=Scope.LOCAL).order_by("pk").first()
    if waits:
        initiatives.ask_wider(waits, Scope.PROVINCE, cast.hoso)


def serve(cast: Cast) -> None:
    """Recognised initiatives of people who are being appraised serve as a base, where the officer may say so."""
    lines = Line.objects.filter(state=State.SUBMITTED, recipient__initiatives__state="recognised")
    lines = lines.select_related("dossier").distinct().order_by("pk")
    for line in lines[:3]:
        task = errands.desks([line.dossier_id])[line.dossier_id, "appraise"]
        uses.use(uses.offers(line)[0].initiative, line, task.owner or cast.thamdinh)


def block(cast: Cast) -> None:
    """A complaint and an inspection: one line stops in the same act; one hold was over before."""
    today = timezone.localdate()
    open_lines = list(Line.objects.filter(state=State.SUBMITTED).exclude(dossier__received_by=cast.truongphong).select_related(
        "recipient").order_by("-pk")[:3])
    for line, reason, days in zip(open_lines, (HoldReason.COMPLAINT, HoldReason.INSPECTION, HoldReason.PRESS), (10, 21, 5), strict=False):
        hold = holds.place(
            line.recipient, reason, "Theo công văn của cơ quan đang xác minh (minh họa)", today + timedelta(days=days), cast.truongphong,
            lines=[line.pk] if reason is HoldReason.COMPLAINT else [])
        if reason is HoldReason.PRESS:
            holds.release(hold, "Cơ quan chủ quản kết luận thông tin không đúng (minh họa)", today, cast.truongphong)
