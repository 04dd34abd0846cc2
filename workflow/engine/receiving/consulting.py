"""Hiệp y: who was asked about a dossier, until when, and what was answered. An answer can be a paper that the rule asks for."""
from __future__ import annotations

from datetime import date

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from workflow.law import clock
from workflow.law.states import Duty
from workflow.models import Consultation, Dossier, User
from workflow.models.tables import calendar

from .. import clerk, errands
from ..errors import NotAllowed, Refused, Stale

DAYS = 10  # working days to reply. NĐ 39/2012/NĐ-CP and practice since; shown as a limit, nothing follows from it by itself
SILENT, AGAINST = "im-lang", "khong"


@transaction.atomic
def ask(dossier: Dossier, by: User, *, authority: str, asked_on: date, paper: str = "", letter: str = "") -> Consultation:
    """Note that an authority was asked. The clock goes on: it stands only while the unit is asked."""
    clerk.allow(by, "workflow.appraise")
    theirs(dossier, by)
    if asked_on > timezone.localdate():
        raise Refused({0: f"Ngày hỏi {asked_on:%d/%m/%Y} ở sau hôm nay"})
    if dossier.consultations.filter(authority=authority.strip(), answer="").exists():
        raise Refused({0: f"Đã hỏi {authority} và đang chờ trả lời"})
    return Consultation.objects.create(
        dossier=dossier, authority=authority.strip(), paper=paper, letter=letter.strip(), asked_on=asked_on, asked_by=by,
        due_on=clock.last_of(asked_on + clock.DAY, DAYS, calendar()))


@transaction.atomic
def answer(consultation: Consultation, by: User, *, answer: str, answered_on: date, reply: str = "", note: str = "") -> None:
    """Write down the answer, once. A written answer that the rule asks for is from now on a paper of the dossier."""
    clerk.allow(by, "workflow.appraise")
    dossier = consultation.dossier
    theirs(dossier, by)
    fresh = Consultation.objects.get(pk=consultation.pk)
    if fresh.answer:
        raise Stale("Câu trả lời này đã được ghi trước đó; không có gì thay đổi. Hãy tải lại trang.")
    if not fresh.asked_on <= answered_on <= timezone.localdate():
        raise Refused({0: "Ngày trả lời phải từ ngày hỏi đến hôm nay"})
    if answer == SILENT and answered_on <= fresh.due_on:
        raise Refused({0: f"Chưa hết hạn trả lời ({fresh.due_on:%d/%m/%Y})"})
    if answer == AGAINST and not note.strip():
        raise Refused({0: "Phải ghi nội dung không đồng ý"})
    Consultation.objects.filter(pk=fresh.pk).update(
        answer=answer, answered_on=answered_on, reply=reply.strip(), note=note.strip(), answered_by=by)
    if fresh.paper and answer != SILENT:
        dossier.refresh_from_db(fields=["papers"])
        Dossier.objects.filter(pk=dossier.pk).update(papers=sorted({*dossier.papers, fresh.paper}))


def theirs(dossier: Dossier, by: User) -> None:
    """Hold the dossier for who may appraise it: what is answered may be the paper that it lacks."""
    errands.lock([dossier])
    if dossier.received_by_id == by.pk:
        raise NotAllowed("Người tiếp nhận hồ sơ không được thẩm định hồ sơ đó.")
    if holder := errands.held_by_others(errands.desks([dossier.pk]), by).get((dossier.pk, str(Duty.APPRAISE))):
        raise NotAllowed(f"Hồ sơ đang do {holder} giữ.")


def of(dossier: Dossier) -> QuerySet[Consultation]:
    """Everybody who was asked about it, in order. One query."""
    return dossier.consultations.select_related("asked_by", "answered_by").order_by("asked_on", "pk")
