"""The card beside the years, what somebody qualifies for today, the card on paper and the pack of a sitting – and who may read them."""
from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tests import evidence
from tests import factories as f
from tests.papers.reading import squeezed, stream
from workflow import tasks
from workflow.engine.proving import proof
from workflow.engine.register import history
from workflow.engine.sittings import packs
from workflow.law.words import HoldReason, Level, Verdict
from workflow.models import Dossier, Hold, Line, Performance, Sitting, User

pytestmark = pytest.mark.django_db


def entered(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def fighter() -> Dossier:
    """A proposal for CSTĐ cấp tỉnh of somebody with three titles and a year judged."""
    made = f.dossier(awards=["CSTDT"])
    line, = f.lines(made)
    history.declare_titles([line.recipient_id], made.received_on.year, "Sở Nội vụ (minh họa)", f.holder(f.INTAKE))
    Performance.objects.create(
        recipient_id=line.recipient_id, year=made.received_on.year - 1, level=str(Level.EXCELLENT), by=f.holder(f.APPRAISAL),
        at=timezone.now())
    return made


def held(line: Line) -> None:
    Hold.objects.create(
        recipient_id=line.recipient_id, reason=str(HoldReason.COMPLAINT), since=date(2026, 1, 1), review_on=date(2026, 2, 1),
        by=f.holder(f.APPRAISAL), at=timezone.now())


def page(user: User, path: str) -> str:
    answer = entered(user).get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def paper(answer: Any) -> str:
    assert answer.status_code == 200 and answer["Content-Type"] == "application/pdf" and "no-store" in answer["Cache-Control"]
    return stream(answer.content)


# ------------------------------------------------------------------ on the screen


def test_the_card_shows_the_years_and_what_each_record_proves() -> None:
    made = fighter()
    shown = page(f.user(f.APPRAISAL), f"/ho-so/{made.code}/dong/1/")
    year = made.received_on.year
    assert shown.count('href="#tc-1"') == 3 and 'id="tc-1"' in shown and "Quá trình theo năm" in shown
    assert "Hoàn thành xuất sắc" in shown and f'<th scope="row">{year - 3}</th>' in shown
    assert "Điều kiện chung" in shown and "chưa kiểm chứng" in shown


def test_the_line_and_the_recipient_say_what_can_be_asked_for_today() -> None:
    made = fighter()
    line, = f.lines(made)
    for path in (f"/ho-so/{made.code}/dong/1/", f"/doi-tuong/{line.recipient_id}/"):
        shown = page(f.user(f.APPRAISAL), path)
        assert "Hôm nay đủ điều kiện đề nghị" in shown and "Bằng khen tỉnh" in shown
        assert "cần xác minh: Có sáng kiến" in shown and "Chưa có gì trên hồ sơ để đối chiếu" in shown


def test_somebody_with_nothing_on_record() -> None:
    line, = f.lines(f.dossier(awards=["CSTDT"]))
    shown = page(f.user(f.APPRAISAL), f"/doi-tuong/{line.recipient_id}/")
    assert "Chưa có gì trên hồ sơ của đối tượng" in shown and "Chưa có danh hiệu, hình thức nào đủ mọi điều kiện" in shown


@pytest.mark.parametrize(("role", "told"), [(f.APPRAISAL, True), (f.CHIEF, True), (f.INTAKE, False), (f.DRAFTER, False), (f.SIGNER, False)])
def test_why_somebody_is_on_hold_is_for_those_who_need_it(role: str, told: bool) -> None:
    made = fighter()
    held(f.lines(made)[0])
    reader = f.user(role)
    shown, printed = page(reader, f"/ho-so/{made.code}/dong/1/"), paper(entered(reader).get(f"/ho-so/{made.code}/dong/1/the-doi-chieu.pdf"))
    assert ("Có đơn thư đang được xác minh" in shown) is told and ("Đang tạm dừng xét khen thưởng" in shown) is not told
    assert (squeezed("Có đơn thư đang được xác minh") in printed) is told
    assert "xem lại ngày 01/02/2026" in shown


def test_results_of_years_on_a_recipients_page_are_for_those_who_work_with_them() -> None:
    pk = f.lines(fighter())[0].recipient_id
    for role, told in ((f.APPRAISAL, True), (f.CHIEF, True), (f.INTAKE, False), (f.DRAFTER, False)):
        shown = page(f.user(role), f"/doi-tuong/{pk}/")
        assert ("Hoàn thành xuất sắc" in shown) is told and "Quá trình theo năm" in shown, role


@pytest.mark.parametrize(("role", "told"), [
    (f.APPRAISAL, True), (f.CHIEF, True), ("Hồ sơ khen thưởng", True), (f.INTAKE, False), (f.SECRETARY, False), (f.DRAFTER, False),
    (f.SIGNER, False), (f.ABOVE, False)])
def test_everybody_who_opens_a_line_reads_its_findings_and_few_the_records_behind_them(role: str, told: bool) -> None:
    made, reader = fighter(), f.user(role)
    evidence.initiative(f.lines(made)[0].recipient, name="Số hóa phiếu khám thử")
    proof.rule(f.lines(made)[0], "sang-kien-tinh-1", Verdict.MET, "Giấy xác nhận số 15/SK", f.user(f.APPRAISAL))
    shown = page(reader, f"/ho-so/{made.code}/dong/1/")
    printed = paper(entered(reader).get(f"/ho-so/{made.code}/dong/1/the-doi-chieu.pdf"))
    for words, there in (
        ("Luật 06/2022/QH15 Điều 22", True), ("Chiến sĩ thi đua cơ sở, thành tích", True), ("Số hóa phiếu khám thử", told), ("15/SK", told),
    ):
        assert (words in shown) is there and (squeezed(words) in printed) is there, (role, words)
    assert ("Căn cứ chi tiết chỉ hiện với" in shown) is not told and (squeezed("Bản in này không kèm") in printed) is not told


# ------------------------------------------------------------------ on paper


def test_the_card_is_printed() -> None:
    made = fighter()
    printed = paper(entered(f.user(f.DRAFTER)).get(f"/ho-so/{made.code}/dong/1/the-doi-chieu.pdf"))
    for words in ("THẺ ĐỐI CHIẾU TIÊU CHUẨN", made.code, "Chiến sĩ thi đua cơ sở, thành tích", "Điều kiện chung", "Chưa kiểm chứng"):
        assert squeezed(words) in printed, words


def test_only_who_may_open_the_line_may_print_its_card() -> None:
    made = fighter()
    path = f"/ho-so/{made.code}/dong/1/the-doi-chieu.pdf"
    assert entered(f.user(f.MEMBER)).get(path).status_code == 403
    assert Client().get(path).status_code == 302
    assert entered(f.user(f.APPRAISAL)).get(f"/ho-so/{made.code}/dong/9/the-doi-chieu.pdf").status_code == 404


def test_the_sheet_says_what_is_not_verified() -> None:
    made = fighter()
    held(f.lines(made)[0])
    sheet = stream(entered(f.user(f.APPRAISAL)).get(f"/ho-so/{made.code}/phieu-tham-dinh.pdf").content)
    assert squeezed("Chưa kiểm chứng: số điều của quy định tạm dừng") in sheet
    assert squeezed("Tạm dừng, chưa từ chối; xem lại ngày 01/02/2026") in sheet


def test_who_only_hands_out_work_reads_on_the_sheet_neither_records_nor_rulings_nor_why_somebody_is_held() -> None:
    made = fighter()
    line, = f.lines(made)
    evidence.initiative(line.recipient, name="Số hóa phiếu khám thử")
    proof.rule(line, "sang-kien-tinh-1", Verdict.MET, "Giấy xác nhận số 15/SK", f.user(f.APPRAISAL))
    evidence.held(line.recipient, reason=HoldReason.COMPLAINT, lines=[line.pk])
    for reader, told in ((f.user(f.APPRAISAL), True), (f.user(rights=["assign"]), False)):
        sheet = paper(entered(reader).get(f"/ho-so/{made.code}/phieu-tham-dinh.pdf"))
        assert squeezed("Luật 06/2022/QH15 Điều 22") in sheet and squeezed("kết luận của chuyên viên") in sheet
        for words in ("15/SK", HoldReason.COMPLAINT.label):
            assert (squeezed(words) in sheet) is told, words


# ------------------------------------------------------------------ the pack of a sitting


def sitting() -> Sitting:
    return f.sitting_on(f.appraised(f.dossier(awards=["BK-TINH", "CSTDT"])))


def test_the_pack_is_offered_and_printed() -> None:
    made, secretary = sitting(), f.holder(f.SECRETARY)
    assert f"/hoi-dong/{made.pk}/tai-lieu-1.pdf" in page(secretary, f"/hoi-dong/{made.pk}/")
    printed = paper(entered(secretary).get(f"/hoi-dong/{made.pk}/tai-lieu-1.pdf"))
    names = [count.line.name for count in made.counts.select_related("line")]
    assert squeezed("Bản in này không kèm") not in printed, "who votes on the lines reads what is behind them"
    assert len(names) == 2 and all(squeezed(name) in printed for name in names) and squeezed("TÀI LIỆU HỌP HỘI ĐỒNG") in printed


def test_members_of_the_sitting_read_it_and_nobody_else() -> None:
    made = sitting()
    member, path = made.seats.first().member, f"/hoi-dong/{made.pk}/tai-lieu-1.pdf"
    assert path in page(member, "/bo-phieu/")
    assert entered(member).get(path).status_code == 200
    assert entered(f.user(f.MEMBER)).get(path).status_code == 403, "a member without a seat at it"
    assert entered(f.user(f.APPRAISAL)).get(path).status_code == 403
    assert entered(member).get(f"/hoi-dong/{made.pk}/tai-lieu-2.pdf").status_code == 404


def test_a_long_pack_is_printed_by_the_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packs, "AT_ONCE", 1)
    made, client = sitting(), entered(f.holder(f.SECRETARY))
    answer = client.get(f"/hoi-dong/{made.pk}/tai-lieu-1.pdf")
    assert answer.status_code == 302 and "/dang-in-1/" in answer["Location"]
    assert client.get(f"/hoi-dong/{made.pk}/tai-lieu-1.pdf")["Location"] == answer["Location"], "impatient clicks print once"
    waits = client.get(answer["Location"])
    assert waits["Refresh"] == "2" and "Đang in tài liệu họp" in waits.content.decode()
    job = answer["Location"].rstrip("/").rsplit("/", 1)[1]
    assert client.get(f"/hoi-dong/{made.pk}/dang-in-2/{job}/").status_code == 404
    assert client.get(f"/hoi-dong/{made.pk}/dang-in-1/00000000-0000-0000-0000-000000000000/").status_code == 404
    assert entered(f.user(f.MEMBER)).get(answer["Location"]).status_code == 403
    assert len(tasks.print_pack.func(made.pk, 1)) == 64
