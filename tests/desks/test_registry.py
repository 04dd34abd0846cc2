"""The registry: who may read it, what it finds without accents, and that it asks the database no more for more lines."""
from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests import factories as f
from workflow.engine import chronicle, registry, standing
from workflow.law.clock import VIETNAM
from workflow.models import Dossier, User

pytestmark = pytest.mark.django_db


def entered(user: User) -> Client:
    """A browser with this person logged in."""
    client = Client()
    client.force_login(user)
    return client


def queries(client: Client, path: str) -> int:
    """How many statements a page takes, once it is warm."""
    client.get(path)
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(path)
    assert answer.status_code == 200, path
    return len(caught)


def big(n: int) -> Dossier:
    """A dossier of n lines."""
    return f.dossier(rows=[f.row() for _ in range(n)])


# ------------------------------------------------------------------ who may


@pytest.mark.parametrize("role", [f.INTAKE, f.APPRAISAL, f.CHIEF, f.SECRETARY, f.DRAFTER, f.SIGNER])
def test_all_who_work_on_dossiers_read_the_registry(role: str) -> None:
    made, client = f.dossier(), entered(f.user(role))
    for path in ("/ho-so/", f"/ho-so/{made.code}/", f"/ho-so/{made.code}/dong/1/"):
        assert client.get(path).status_code == 200, path


@pytest.mark.parametrize(("role", "status"), [
    (f.INTAKE, 200), (f.APPRAISAL, 200), (f.CHIEF, 200), (f.SECRETARY, 200), (f.DRAFTER, 200), (f.SIGNER, 403), (f.MEMBER, 403)])
def test_who_looks_people_up(role: str, status: int) -> None:
    made, client = f.dossier(), entered(f.user(role))
    recipient = f"/doi-tuong/{f.lines(made)[0].recipient_id}/"
    assert [client.get(path).status_code for path in ("/tim/?q=thu", recipient)] == [status] * 2
    page = client.get(f"/ho-so/{made.code}/dong/1/").content.decode()
    assert (recipient in page) is (status == 200) and ('action="/tim/"' in page) is (status == 200), "no door is shown that is locked"


@pytest.mark.parametrize("role", [f.MEMBER, f.ADMIN])
def test_members_of_the_council_and_administrators_do_not(role: str) -> None:
    made, client = f.dossier(), entered(f.user(role))
    for path in ("/ho-so/", f"/ho-so/{made.code}/", f"/ho-so/{made.code}/dong/1/", "/tim/?q=a", "/doi-tuong/1/"):
        assert client.get(path).status_code == 403, path
    assert Client().get("/ho-so/").status_code == 302


def test_personal_data_only_for_those_who_need_it() -> None:
    made = f.dossier(rows=[f.row(identity="001180001234")], unit=f.unit())
    line = f.lines(made)[0]
    paths = [f"/ho-so/{made.code}/", f"/ho-so/{made.code}/dong/1/", f"/doi-tuong/{line.recipient_id}/"]
    for role, shown in ((f.APPRAISAL, True), (f.INTAKE, True), (f.DRAFTER, False), (f.SIGNER, False)):
        pages = [entered(f.user(role)).get(path).content.decode() for path in paths]
        assert ("02090000001" in pages[0]) is shown, role
        for page in pages[1:]:
            assert ("001180001234" in page) is shown and ("17/05/1980" in page) is shown, role


# ------------------------------------------------------------------ the list


def test_the_list_filters_and_finds_without_accents() -> None:
    school, market = f.unit(name="Sở Giáo dục (minh họa)"), f.unit(name="Sở Công Thương (minh họa)")
    one, two = f.dossier(unit=school), f.appraised(f.dossier(unit=market))
    client = entered(f.user(f.APPRAISAL))

    def codes(**wanted: Any) -> set[str]:
        answer = client.get("/ho-so/", wanted)
        return {row.code for row in answer.context["rows"]}

    assert codes() == {one.code, two.code}
    assert codes(q="giao duc") == {one.code}
    assert codes(q=two.code) == {two.code}
    assert codes(don_vi=market.pk) == {two.code}
    assert codes(nhom="tham-dinh") == {one.code} and codes(nhom="hoi-dong") == {two.code}
    assert codes(nhom="da-dong") == set() and codes(nhom="dang-xu-ly") == {one.code, two.code}
    assert codes(loai="dot-xuat") == set()
    assert codes(loai="bậy", don_vi="x", dot="-1", sau="hôm nay_9") == {one.code, two.code}, "nonsense filters nothing"


def test_the_list_knows_the_days_of_receipt() -> None:
    early, late = (f.dossier(received_at=datetime(2026, 3, day, hour, 30, tzinfo=VIETNAM)) for day, hour in ((2, 0), (5, 23)))
    client = entered(f.user(f.SIGNER))

    def codes(**wanted: str) -> list[str]:
        return [row.code for row in client.get("/ho-so/", wanted).context["rows"]]

    assert codes(tu="02/03/2026", den="05/03/2026") == [late.code, early.code], "both days count, in the office's own time"
    assert codes(tu="3/3/2026") == [late.code] and codes(den="4-3-2026") == [early.code]
    assert codes(tu="06/03/2026") == codes(den="01/03/2026") == []
    assert codes(den="31/12/9999") == [late.code, early.code]
    told = client.get("/ho-so/", {"tu": "31/02/2026"})
    assert len(told.context["rows"]) == 2 and "Nhận từ ngày: Nhập ngày theo dạng" in told.content.decode()


def test_a_closed_dossier_is_found_among_the_closed() -> None:
    f.council(3)
    done, other = f.delivered(), f.dossier()
    page = registry.page(registry.Wanted(group="da-dong"))
    assert [row.code for row in page.rows] == [done.code] and not page.rows[0].open
    assert other.code in {row.code for row in registry.page(registry.Wanted(group="dang-xu-ly")).rows}


def test_paging_by_key_shows_every_dossier_once() -> None:
    made = [f.dossier() for _ in range(5)]
    seen, after = [], None
    while True:
        page = registry.page(registry.Wanted(after=after), size=2)
        seen += [row.code for row in page.rows]
        if (after := page.after) is None:
            break
    assert sorted(seen) == sorted(one.code for one in made) and len(seen) == 5
    assert seen == list(Dossier.objects.order_by("-received_at", "-pk").values_list("code", flat=True))


def test_the_list_asks_no_more_for_more_dossiers() -> None:
    client, unit, counts = entered(f.user(f.APPRAISAL)), f.unit(), []
    for n in (1, 2, 27):
        for _ in range(n):
            f.dossier(unit=unit)
        counts.append(queries(client, "/ho-so/"))
    assert counts == [13] * 3, "session, person, rights twice, dossiers, their lines, four counts and the roles of the frame, two filters"


# ------------------------------------------------------------------ a dossier


def test_a_dossier_tells_where_it_stands() -> None:
    officer = f.holder(f.APPRAISAL)
    made = f.dossier(awards=("BK-TINH", "CSTDT", "BK-TINH"))
    f.move(f.lines(made)[:1], "appraise", officer)
    f.move(f.lines(made)[1:2], "send_back", officer, note="Thiếu bản sao quyết định sáng kiến")
    answer = entered(f.user(f.DRAFTER)).get(f"/ho-so/{made.code}/")
    page = answer.content.decode()
    assert "Thiếu bản sao quyết định sáng kiến" in page and "Đồng hồ dừng" in page and str(officer) in page
    assert [stage.look for stage in answer.context["stages"]] == ["done", "now", "now", "", ""]
    told = [event.what for event in answer.context["events"]]
    assert told[-1] == "Tiếp nhận hồ sơ" and {"Đạt", "Yêu cầu bổ sung", "Nhận việc “Thẩm định”"} <= set(told)
    assert "<button class=\"btn btn-primary\" name=\"step\"" not in page, "a drafter is offered no step of appraisal"


def test_a_sudden_dossier_has_no_council_among_its_steps() -> None:
    made = f.dossier(kind=f.Kind.SUDDEN)
    assert [stage.name for stage in standing.stages(standing.of(made))] == ["Tiếp nhận", "Thẩm định", "Quyết định", "Trả kết quả"]


def test_a_finished_dossier_has_all_steps_behind_it() -> None:
    made = f.delivered()
    assert {stage.look for stage in standing.stages(standing.of(made))} == {"done"}
    page = entered(f.user(f.SIGNER)).get(f"/ho-so/{made.code}/").content.decode()
    assert "Hồ sơ đã đóng" in page and "Quyết định 01/" in page


def test_lines_are_paged_filtered_by_state_and_found_without_accents() -> None:
    made = f.dossier(rows=[*(f.row() for _ in range(standing.LINES)), f.row(name="Đặng Thị Ngọc Ánh (minh họa)")])
    client, here = entered(f.user(f.SECRETARY)), f"/ho-so/{made.code}/"
    first, second = client.get(here).context, client.get(here, {"trang": 2}).context
    assert [len(first["rows"]), len(second["rows"])] == [standing.LINES, 1]
    found = client.get(here, {"tim": "dang ngoc anh"}).context["rows"]
    assert [row["line"].name for row in found] == ["Đặng Thị Ngọc Ánh (minh họa)"]
    f.move(f.lines(made)[:3], "appraise")
    assert len(client.get(here, {"trang_thai": "appraised"}).context["rows"]) == 3
    assert client.get(here, {"trang": "x", "trang_thai": "bậy"}).status_code == 200


def test_a_dossier_asks_no_more_for_more_lines() -> None:
    client, counts = entered(f.user(f.APPRAISAL)), []
    for n in (1, 30, 300):
        counts.append(queries(client, f"/ho-so/{big(n).code}/"))
    assert counts == [35] * 3


def test_a_line_shows_rules_and_what_was_given_before() -> None:
    made = f.decided()
    known = f.lines(made)[0].recipient
    again = f.dossier(rows=[f.row(name=known.name, identity=known.identity)], unit=made.unit)
    line = f.lines(again)[0]
    page = entered(f.user(f.APPRAISAL)).get(f"/ho-so/{again.code}/dong/1/").content.decode()
    assert line.recipient_id == f.lines(made)[0].recipient_id
    assert "Quyết định của tỉnh" in page and made.code in page and line.rule.source in page
    assert ("Chưa kiểm chứng" in page) is not line.rule.verified
    assert entered(f.user(f.APPRAISAL)).get(f"/ho-so/{again.code}/dong/9/").status_code == 404


# ------------------------------------------------------------------ search and papers


def test_search_finds_people_and_dossiers_without_accents() -> None:
    made = f.dossier(rows=[f.row(name="Đỗ Ngọc Thúy (minh họa)")])
    client = entered(f.user(f.DRAFTER))
    assert [one.name for one in client.get("/tim/", {"q": "do thuy"}).context["people"]] == ["Đỗ Ngọc Thúy (minh họa)"]
    assert [row.code for row in client.get("/tim/", {"q": made.letter_number}).context["rows"]] == [made.code]
    assert client.get("/tim/", {"q": made.code.lower()})["Location"] == f"/ho-so/{made.code}/"
    assert client.get("/tim/", {"q": "%_"}).context["rows"] == [] and client.get("/tim/").status_code == 200


def test_search_finds_a_decision_by_its_number_for_who_may_open_it() -> None:
    decision = f.signed()
    asked = {"q": decision.full_number.lower().replace("-", " – ")}
    client = entered(f.user(f.DRAFTER))
    page = client.get("/tim/", asked)
    assert page.context["decisions"] == [decision] and f"/quyet-dinh/{decision.pk}/" in page.content.decode()
    assert client.get(f"/quyet-dinh/{decision.pk}/").status_code == 200
    assert client.get("/tim/", {"q": f"{decision.number}/TTr-SYT"}).context["decisions"] == []
    assert entered(f.user(f.APPRAISAL)).get("/tim/", asked).context["decisions"] == []


def test_an_identity_number_finds_its_holder_for_who_may_see_it() -> None:
    made = f.dossier(rows=[f.row(identity="036180001234")])
    asked = {"q": "036 180 001 234"}
    holder = f.lines(made)[0].recipient
    for role in (f.INTAKE, f.APPRAISAL):
        assert entered(f.user(role)).get("/tim/", asked).context["people"] == [holder]
    assert entered(f.user(f.DRAFTER)).get("/tim/", asked).context["people"] == []


def test_a_frozen_paper_is_served_only_with_a_dossier_it_speaks_of() -> None:
    made, other = f.decided(), f.dossier()
    client = entered(f.user(f.DRAFTER))
    paper = next(one for one in chronicle.printed(made) if one.kind == "decision")
    answer = client.get(f"/ho-so/{made.code}/ban-in/{paper.pk}.pdf")
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    assert client.get(f"/ho-so/{other.code}/ban-in/{paper.pk}.pdf").status_code == 404


def test_the_appraisal_sheet_is_printed_for_appraisers() -> None:
    made = f.appraised()
    answer = entered(f.user(f.APPRAISAL)).get(f"/ho-so/{made.code}/phieu-tham-dinh.pdf")
    assert answer.content.startswith(b"%PDF")
    assert entered(f.user(f.SIGNER)).get(f"/ho-so/{made.code}/phieu-tham-dinh.pdf").status_code == 403


def test_nobody_is_told_of_what_does_not_exist() -> None:
    client = entered(f.user(f.CHIEF))
    for path in ("/ho-so/KHONG-CO/", "/doi-tuong/999999/"):
        assert client.get(path).status_code == 404


def test_why_a_line_was_held_is_read_by_who_appraises_and_reviews_alone() -> None:
    made = f.dossier()
    line = f.lines(made)[0]
    f.move([line], "hold", f.user(f.APPRAISAL), note="Có đơn thư tố cáo")
    pages = [f"/ho-so/{made.code}/", f"/ho-so/{made.code}/dong/{line.no}/", f"/doi-tuong/{line.recipient_id}/"]

    def told(role: str) -> list[bool]:
        client = entered(f.user(role))
        return ["Có đơn thư tố cáo" in client.get(page).content.decode() for page in pages]

    assert told(f.APPRAISAL) == [True] * 3 and told(f.INTAKE) == [False] * 3
    f.move([line], "release", f.user(f.APPRAISAL), note="Có đơn thư tố cáo nhưng không đúng")
    assert told(f.CHIEF) == [True] * 3 and told(f.DRAFTER)[:2] == [False] * 2
