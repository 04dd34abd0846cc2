"""The proof card in a real browser: years, what proves what, what can be asked for today, and the papers for the council."""
from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from tests import factories as f
from workflow.engine.register import history
from workflow.law.bands import PostBand
from workflow.law.words import HoldReason, Level, Scope
from workflow.models import AwardRecord, Dossier, Hold, Initiative, Performance, Post

from .conftest import Visitor

pytestmark = pytest.mark.django_db(transaction=True)


def furnished() -> Dossier:
    """A proposal for CSTĐ cấp tỉnh by somebody of whom much is on record."""
    made = f.dossier(rows=[f.row("CSTDT", name="Nông Thị Bích Ngọc (minh họa)", position="Giám đốc")])
    person, year = f.lines(made)[0].recipient_id, made.received_on.year
    by = {"by": f.holder(f.APPRAISAL), "at": timezone.now()}
    history.declare_titles([person], year, "Sở Nông nghiệp và Môi trường tỉnh Minh Họa", f.holder(f.INTAKE))
    AwardRecord.objects.create(
        recipient_id=person, award="BK-TINH", award_name="Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh", kind="cong-trang", status="revoked",
        decision_number="77/QĐ-UBND", decided_on=made.received_on.replace(year=year - 9, day=1), authority="Chủ tịch UBND tỉnh",
        source="declared")
    Performance.objects.bulk_create(
        Performance(recipient_id=person, year=year - n, level=str(Level.EXCELLENT if n % 2 else Level.GOOD), **by) for n in range(1, 6))
    Post.objects.create(
        recipient_id=person, name="Giám đốc Sở Nông nghiệp và Môi trường", band=str(PostBand.DEPARTMENT_HEAD),
        since=made.received_on.replace(year=year - 4, day=1), **by)
    Initiative.objects.create(
        name="Số hóa quy trình tiếp nhận hồ sơ", key="so hoa", year=year - 1, scope=str(Scope.PROVINCE), state="recognised",
        **by).authors.add(person)
    return made


def test_an_officer_reads_the_years_and_prints_the_card(visitor: Callable[..., Visitor]) -> None:
    f.user(f.APPRAISAL, username="thamdinh", name="Trần Thị Thẩm (minh họa)")
    made = furnished()
    officer = visitor("thamdinh")
    page = officer.open(f"/ho-so/{made.code}/dong/1/", "the-doi-chieu")
    proven = page.get_by_role("link", name="TC 1")
    assert proven.count() == 3 and "Chức vụ" in page.inner_text("main")
    proven.first.click()
    assert page.url.endswith("#tc-1")
    officer.check()
    answer = page.request.get(f"{officer.base}/ho-so/{made.code}/dong/1/the-doi-chieu.pdf")
    assert answer.ok and answer.body().startswith(b"%PDF")
    page.get_by_role("link", name="Hồ sơ đối tượng").click()
    officer.check("doi-tuong-nam")
    assert "Hôm nay đủ điều kiện đề nghị" in page.inner_text("main")


def test_a_hold_is_seen_on_the_card(visitor: Callable[..., Visitor]) -> None:
    f.user(f.APPRAISAL, username="thamdinh")
    made = furnished()
    Hold.objects.create(
        recipient_id=f.lines(made)[0].recipient_id, reason=str(HoldReason.INSPECTION), since=made.received_on, review_on=made.received_on,
        by=f.holder(f.APPRAISAL), at=timezone.now())
    officer = visitor("thamdinh")
    text = officer.open(f"/ho-so/{made.code}/dong/1/", "the-tam-dung").inner_text("main")
    assert "Đang thanh tra, kiểm tra, kiểm toán" in text and "Tạm dừng, chưa từ chối" in text


def test_a_member_opens_the_pack_of_his_sitting(visitor: Callable[..., Visitor]) -> None:
    sitting = f.sitting_on(f.appraised(furnished()))
    member = visitor(sitting.seats.first().member.username, size="phone")
    page = member.open("/bo-phieu/", "bo-phieu-tai-lieu")
    address = page.get_by_role("link", name="Tài liệu họp").get_attribute("href")
    answer = page.request.get(f"{member.base}{address}")
    assert answer.ok and answer.body().startswith(b"%PDF")
