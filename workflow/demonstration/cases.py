"""What the year also brings: awards revoked and certificates issued again, and letters from the people. All names are invented."""
from __future__ import annotations

from datetime import date, timedelta

from workflow.engine import clerk
from workflow.engine.deciding import decisions, outcomes
from workflow.engine.receiving import claims
from workflow.engine.stopping import petitions
from workflow.law.grounds import ReissueGround, RevokeGround
from workflow.law.petitions import Sort
from workflow.law.words import Instrument, Kind
from workflow.models import AwardRecord, Dossier, Line, Petition

from .cast import Cast, sign

CONCLUSION = "Kết luận số 31/KL-TTr của Thanh tra tỉnh Minh Họa"


def asked(record: AwardRecord, cast: Cast, kind: Kind, today: date) -> claims.Asked:
    """What the recipient's unit writes."""
    unit = record.recipient.unit or cast.units[0]
    terms = {
        Kind.REVOKE: {
            "ground": RevokeGround.FRAUD, "why": "Kê khai sáng kiến của người khác trong báo cáo thành tích.",
            "conclusion": CONCLUSION, "concluded_on": today - timedelta(11), "papers": ("to-trinh", "bao-cao", "ket-luan")},
        Kind.REISSUE: {"ground": ReissueGround.LOST, "why": "Bị mất khi chuyển trụ sở làm việc.", "papers": ("don",)},
    }[kind]
    return claims.Asked(
        unit=unit, letter_number=f"{record.pk % 90 + 10}/{sign(unit)}", letter_date=today - timedelta(2),
        contact_name="Lê Văn Liên (minh họa)", **terms)  # type: ignore[arg-type]


def play(cast: Cast, today: date) -> None:
    """One revocation of each sort, one re-issue under way, three letters at different stages."""
    given = AwardRecord.objects.filter(status="valid").select_related("recipient__unit").order_by("pk")
    revoke(given.filter(award="BK-TINH", recipient__kind="person")[:1], cast, today)
    if title := given.filter(award="CSTDCS", recipient__awards__award="CSTDT").order_by("decided_on", "pk").first():
        revoke_below(title, cast, today)
    if lost := given.filter(award="BK-TINH", recipient__kind="person").last():
        claims.receive(Kind.REISSUE, [lost.pk], asked(lost, cast, Kind.REISSUE, today), cast.tiepnhan)
    letters(cast, today)


def revoke(records: object, cast: Cast, today: date) -> None:
    """The chairman revokes his own award."""
    for record in records:  # type: ignore[attr-defined]
        lines = appraised(claims.receive(Kind.REVOKE, [record.pk], asked(record, cast, Kind.REVOKE, today), cast.tiepnhan), cast)
        decision = decisions.draft(
            lines, cast.duthao, subject="Về việc hủy bỏ quyết định khen thưởng", instrument=Instrument.REVOKE,
            achievement="kê khai thành tích không đúng sự thật, theo kết luận của Thanh tra tỉnh", proposal_number="131/TTr-SNV")
        decisions.submit(decision, cast.duthao)
        decisions.check(decision, cast.truongphong, sound=True)
        decisions.sign(decision, cast.chutich)


def revoke_below(title: AwardRecord, cast: Cast, today: date) -> None:
    """A head of unit revokes a title of his own; a later title of the province rests on it."""
    lines = appraised(claims.receive(Kind.REVOKE, [title.pk], asked(title, cast, Kind.REVOKE, today), cast.tiepnhan), cast)
    outcomes.grant(lines, cast.theodoi, number="77/QĐ-HB", decided_on=today, authority=title.authority)


def appraised(dossier: Dossier, cast: Cast) -> list[int]:
    """Found in order."""
    lines = list(dossier.lines.values_list("pk", flat=True))
    clerk.move(lines, "appraise", cast.thamdinh)
    return lines


def letters(cast: Cast, today: date) -> None:
    """One being verified, one without ground, one just received."""
    people = list(Line.objects.filter(state="submitted", about=None).order_by("pk").values_list("recipient", flat=True)[:3])
    if len(people) < 3:
        return
    first = petitions.receive(
        Sort.DENUNCIATION, today, "Sáng kiến nêu trong báo cáo thành tích là của tập thể, không phải của cá nhân được đề nghị.", people[:1],
        cast.donthu, sender="Người gửi số một (minh họa)", contact="tỉnh Minh Họa")
    petitions.accept(first, cast.donthu)
    petitions.verify(Petition.objects.get(pk=first.pk), cast.donthu)
    second = petitions.receive(Sort.REMARK, today, "Đề nghị xem lại việc bình xét tại đơn vị.", people[1:2], cast.donthu)
    petitions.accept(second, cast.donthu)
    petitions.verify(Petition.objects.get(pk=second.pk), cast.donthu)
    petitions.conclude(
        Petition.objects.get(pk=second.pk), cast.donthu, founded=False, conclusion="Đã xác minh; việc bình xét đúng quy định, dân chủ.")
    petitions.receive(
        Sort.COMPLAINT, today, "Khiếu nại việc không được đưa vào danh sách đề nghị.", people[2:], cast.donthu,
        sender="Người gửi số ba (minh họa)")
