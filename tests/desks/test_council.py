"""The council in the browser's terms: agenda, ballots, count, minutes – and nothing that tells who chose what."""
from __future__ import annotations

import re
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from tests import factories as f
from tests.desks.counter import logged_in
from tests.papers.reading import layout
from workflow.engine.sittings import council
from workflow.engine.sittings.urn import Choice
from workflow.models import Line, Printed, Rule, Sitting, Urn

pytestmark = pytest.mark.django_db


def url(name: str, *args: Any) -> str:
    """An address of the desk."""
    return reverse(f"council:{name}", args=args)


def page(answer: Any) -> str:
    """What the page says."""
    return str(answer.content.decode())


def secretary() -> Client:
    """The secretary's browser."""
    return logged_in(f.holder(f.SECRETARY))


def ballot(sitting: Sitting, choice: Choice = Choice.AYE) -> dict[str, str]:
    """The fields of a paper that says the same of every line."""
    return {f"d{line}": str(choice) for line in sitting.counts.values_list("line", flat=True)}


def new(lines: list[int], **changes: Any) -> dict[str, Any]:
    """What the secretary fills in; everybody is present."""
    members = [str(member.pk) for member in f.council(3)]
    return {
        "line": lines, "held_on": f"{timezone.localdate():%d/%m/%Y}", "place": "Phòng họp số 1", "counters": "An\n\nBình",
        "present": members, **changes}


def test_strangers_stay_outside() -> None:
    made = f.sitting_on(f.appraised(), 3)
    for role in (f.INTAKE, f.APPRAISAL, f.MEMBER):
        assert logged_in(f.holder(role)).get(url("sitting", made.pk)).status_code == 403
    assert secretary().get(url("ballots")).status_code == 403
    outsider = logged_in(f.user(f.MEMBER))
    assert outsider.get(url("ballot", made.pk)).status_code == 404


def test_a_sitting_is_convened_from_lines_of_many_dossiers() -> None:
    one, two = f.appraised(awards=("BK-TINH", "TTLDXS")), f.appraised()
    client, lines = secretary(), f.ids([one, two])
    assert all(line.name in page(client.get(url("convene"))) for line in f.lines([one, two]))
    away = f.council(3)[2]
    answer = client.post(url("convene"), new(lines, present=[str(m.pk) for m in f.council(3)[:2]]), follow=True)
    sitting = Sitting.objects.get()
    assert "Đã lập phiên họp với 3 dòng" in page(answer) and sitting.counters == ["An", "Bình"]
    assert not sitting.seats.get(member=away).present and sitting.seats.count() == 3
    assert f.states(one, two) == ["voting"] * 3


@pytest.mark.parametrize("change,told", [
    ({"line": []}, "Chưa chọn dòng nào"), ({"held_on": "31/02/2026"}, "id_held_on"), ({"held_on": "01/01/2020"}, "60 ngày"),
    ({"place": ""}, "id_place"), ({"counters": ""}, "id_counters"),
])
def test_what_is_wrong_is_told_and_no_sitting_is_made(change: dict[str, Any], told: str) -> None:
    made = f.appraised()
    answer = secretary().post(url("convene"), new(f.ids(made), **change))
    assert told in page(answer) and not Sitting.objects.exists() and f.states(made) == ["appraised"]


def test_a_member_reviews_then_sends_once() -> None:
    made = f.appraised(awards=("BK-TINH", "BK-TINH"))
    sitting = f.sitting_on(made, 3)
    member, paper = f.council(3)[0], ballot(sitting)
    client = logged_in(member)
    empty = page(client.get(url("ballot", sitting.pk)))
    assert "checked" not in empty and all(line.name in empty for line in f.lines(made)), "nothing is chosen for anybody"
    first = dict(list(paper.items())[:1])
    assert client.post(url("ballot", sitting.pk), first).status_code == 422, "no silent blank"
    looked = client.post(url("ballot", sitting.pk), paper)
    assert "Xem lại trước khi gửi" in page(looked) and not sitting.seats.filter(cast=True).exists()
    sent = client.post(url("ballot", sitting.pk), {**paper, "send": "1"})
    code = re.search(r'id="code">(\w{12})<', page(sent))
    assert code and "no-store" in sent["Cache-Control"] and sitting.seats.get(member=member).cast
    again = client.post(url("ballot", sitting.pk), {**paper, "send": "1"}, follow=True)
    assert "chỉ bỏ một lần" in page(again)
    assert code[1] not in page(client.get(url("ballots"))), "the receipt is shown once"
    assert "chỉ tra được sau khi kiểm" in page(client.post(url("check", sitting.pk), {"code": code[1]}))
    council.tally(sitting, f.holder(f.SECRETARY))
    assert "đã được đếm" in page(client.post(url("check", sitting.pk), {"code": code[1].lower()}))
    assert "Không có phiếu nào mang mã này" in page(client.post(url("check", sitting.pk), {"code": "ABCDEFGH2345"}))


def test_the_rest_is_agreed_to_only_on_the_member_s_own_click_and_nothing_is_sent() -> None:
    made = f.appraised(awards=["BK-TINH"] * 3)
    sitting = f.sitting_on(made, 3)
    client, one = logged_in(f.council(3)[0]), ballot(sitting, Choice.NO)
    one = dict(list(one.items())[:1])
    shown = page(client.post(url("ballot", sitting.pk), {**one, "rest": "dong-y"}))
    assert shown.count("checked") == 3 and len(re.findall(r'value="dong-y" checked', shown)) == 2
    assert not sitting.seats.filter(cast=True).exists()
    missing = page(client.post(url("ballot", sitting.pk), one))
    assert "Còn 2 dòng chưa chọn" in missing and missing.count("ballot lacking") == 2


def test_a_search_keeps_what_is_ticked_and_typed() -> None:
    one, two = f.appraised(), f.appraised(f.dossier(unit=f.unit(name="Sở Lạ")))
    answer = page(secretary().post(url("convene"), new(f.ids(one), loc="1", q="so la", place="Nhà khách")))
    assert all(f'value="{pk}"' in answer for pk in f.ids([one, two])) and 'value="Nhà khách"' in answer
    assert len(re.findall(r'name="line" value="\d+" [^>]*checked', answer)) == 1 and not Sitting.objects.exists()
    assert f'name="line" value="{f.ids(one)[0]}"' not in page(secretary().post(url("convene"), {"loc": "1", "q": "so la"}))


def test_a_tampered_paper_is_no_paper() -> None:
    sitting = f.sitting_on(f.appraised(), 3)
    client = logged_in(f.council(3)[0])
    for value in ("khong-hop-le", "x", ""):
        paper = {**ballot(sitting), "send": "1"}
        paper[next(iter(paper))] = value
        assert client.post(url("ballot", sitting.pk), paper).status_code == 422
    assert not sitting.seats.filter(cast=True).exists()


def test_an_absent_member_is_told_to_send_paper() -> None:
    away = f.council(3)[1]
    sitting = f.sitting_on(f.appraised(), 3, absent=[away])
    answer = logged_in(away).post(url("ballot", sitting.pk), {**ballot(sitting), "send": "1"}, follow=True)
    assert "ghi là vắng mặt" in page(answer) and not sitting.seats.get(member=away).cast
    present = [str(member.pk) for member in f.council(3)]
    secretary().post(url("mark", sitting.pk), {"present": present})
    assert "id=\"code\"" in page(logged_in(away).post(url("ballot", sitting.pk), {**ballot(sitting), "send": "1"}))


def test_written_papers_go_in_without_names() -> None:
    away = f.council(3)[1:]
    made = f.appraised()
    sitting = f.sitting_on(made, 3, absent=away)
    client, senders = secretary(), [str(member.pk) for member in away]
    forms = page(client.post(url("written", sitting.pk), {"member": senders}))
    assert "Phiếu thứ 1" in forms and "Phiếu thứ 2" in forms
    head, = ballot(sitting)
    half = client.post(url("written", sitting.pk), {"member": senders, "save": "1", f"p0-{head}": "dong-y"})
    assert half.status_code == 422 and not sitting.seats.filter(cast=True).exists()
    papers = {"p0-rest": "dong-y", "p1-rest": "dong-y", f"p1-{head}": "khong-hop-le"}
    client.post(url("written", sitting.pk), {"member": senders, "save": "1", **papers})
    assert sitting.seats.filter(cast=True).count() == 2
    client.post(url("tally", sitting.pk), {"despite": "hai ủy viên đi công tác"})
    count = sitting.counts.get()
    assert (count.ayes, count.noes, count.blanks, count.invalid) == (1, 0, 0, 1)


def test_the_count_names_the_silent_and_the_minutes_are_kept() -> None:
    made = f.appraised()
    sitting = f.sitting_on(made, 3)
    members, client = f.council(3), secretary()
    for member in members[:2]:
        logged_in(member).post(url("ballot", sitting.pk), {**ballot(sitting), "send": "1"})
    before = page(client.get(url("sitting", sitting.pk)))
    assert "2/3" in before and "Đồng ý" not in before, "no running total"
    asked = page(client.get(url("tally", sitting.pk)))
    assert str(members[2]) in asked and "tổng số 3 ủy viên" in asked
    after = page(client.post(url("tally", sitting.pk), follow=True))
    assert "66,66%" in after and f.states(made) == ["refused"], "two of three is not 80 per cent of all"
    assert not Urn.objects.exists()
    minutes = client.get(url("minutes", sitting.pk)).content
    assert minutes.startswith(b"%PDF") and minutes == client.get(url("minutes", sitting.pk)).content
    assert Printed.objects.filter(sitting=sitting, kind="minutes").count() == 1
    assert "kiểm phiếu xong" in page(client.post(url("tally", sitting.pk), follow=True))


def test_below_the_quorum_the_page_says_so_and_asks_why() -> None:
    away = f.council(3)[1:]
    made = f.appraised()
    sitting, client = f.sitting_on(made, 3, absent=away), secretary()
    asked = page(client.get(url("tally", sitting.pk)))
    assert "<strong>1/3</strong> ủy viên; phải có ít nhất 2/3 tổng số ủy viên, tức 2 người: <strong>chưa đủ</strong>" in asked
    assert "Tỷ lệ này chưa kiểm chứng" in asked and 'name="despite"' in asked
    bare = client.post(url("tally", sitting.pk), {"despite": "  "})
    assert bare.status_code == 422 and f.states(made) == ["voting"]
    long = client.post(url("tally", sitting.pk), {"despite": "x" * 1001})
    assert long.status_code == 422 and f.states(made) == ["voting"]
    done = page(client.post(url("tally", sitting.pk), {"despite": "bão số 5 <b>"}, follow=True))
    assert "Đã kiểm phiếu" in done and "Chưa đạt 2/3; kiểm phiếu vì: bão số 5 &lt;b&gt;" in done
    assert "chưa đạt 2/3 tổng số thành viên" in " ".join(layout(client.get(url("minutes", sitting.pk)).content).split())


def test_a_verified_quorum_leaves_no_button_and_refuses() -> None:
    away = f.council(3)[1:]
    made = f.appraised()
    sitting, client = f.sitting_on(made, 3, absent=away), secretary()
    Rule.objects.filter(award="BK-TINH").update(verified=True)
    asked = page(client.get(url("tally", sitting.pk)))
    assert "Quy định đã kiểm chứng không cho kiểm phiếu" in asked and 'data-key="F9"' not in asked and 'name="despite"' not in asked
    forced = page(client.post(url("tally", sitting.pk), {"despite": "bão"}, follow=True))
    assert "đã kiểm chứng nên chưa kiểm phiếu được" in forced and f.states(made) == ["voting"]


def test_enough_members_and_unknown_quorums_ask_nothing() -> None:
    sitting, client = f.sitting_on(f.appraised(), 3, absent=f.council(3)[2:]), secretary()
    asked = page(client.get(url("tally", sitting.pk)))
    assert "<strong>đã đủ</strong>" in asked and 'name="despite"' not in asked
    Rule.objects.update(quorum="")
    asked = page(client.get(url("tally", sitting.pk)))
    assert "chưa ghi tỷ lệ ủy viên phải có mặt" in asked and 'name="despite"' not in asked


def test_a_sitting_is_called_off_only_with_a_reason() -> None:
    made = f.appraised()
    sitting, client = f.sitting_on(made, 3), secretary()
    assert client.post(url("call_off", sitting.pk), {"note": " "}).status_code == 422
    client.post(url("call_off", sitting.pk), {"note": "Không đủ ủy viên"})
    assert f.states(made) == ["appraised"] and not Urn.objects.exists()
    assert client.get(url("minutes", sitting.pk)).status_code == 302, "no count, no minutes"


def test_no_choice_stays_behind(caplog: pytest.LogCaptureFixture) -> None:
    sitting = f.sitting_on(f.appraised(), 3)
    client = logged_in(f.council(3)[0])
    for extra in ({}, {"back": "1"}, {"send": "1"}):
        client.post(url("ballot", sitting.pk), {**ballot(sitting, Choice.NO), **extra})
    kept = "".join(str(session.get_decoded()) for session in Session.objects.all()) + caplog.text + str(client.cookies)
    assert "khong-dong-y" not in kept
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for table, in cursor.fetchall():
            cursor.execute(f'SELECT count(*) FROM "{table}" AS t WHERE t::text LIKE %s', ["%khong-dong-y%"])
            assert cursor.fetchone()[0] == 0, table


@pytest.mark.parametrize("n", [1, 30, 300])
def test_a_ballot_costs_the_same_for_any_number_of_lines(n: int) -> None:
    made = f.appraised(f.dossier(awards=["BK-TINH"] * n))
    sitting = f.sitting_on(made, 3)
    client, paper = logged_in(f.council(3)[0]), {**ballot(sitting), "send": "1"}
    client.get(url("ballots"))
    costs = []
    for send in (lambda: client.get(url("ballot", sitting.pk)), lambda: client.post(url("ballot", sitting.pk), paper)):
        with CaptureQueriesContext(connection) as asked:
            assert send().status_code == 200
        costs.append(len([query for query in asked if "SAVEPOINT" not in query["sql"]]))
    assert costs == COSTS and Line.objects.count() == n


COSTS = [12, 29]  # session, person, rights, menu; then the agenda, or the cast with its locks


def test_a_long_agenda_is_read_by_the_page() -> None:
    sitting = f.sitting_on(f.appraised(f.dossier(awards=["BK-TINH"] * 205)), 3)
    first, second = (page(secretary().get(url("sitting", sitting.pk), {"trang": n})) for n in (1, 2))
    assert "205 dòng" in first and "Trang 1 trong 2" in first
    assert [text.count('<td class="num" data-label="Cần đạt">') for text in (first, second)] == [200, 5]
