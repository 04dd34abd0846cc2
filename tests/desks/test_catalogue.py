"""The catalogue: who reads it, what it finds, and that its drawings show every state and step of the machines and nothing else."""
from __future__ import annotations

import re
from datetime import date
from itertools import pairwise

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from processes.procedures import Council
from tests import factories as f
from workflow.desks.catalogue.drawing import BOX, HIGH, arrows, draw
from workflow.engine import catalogue
from workflow.law import awards
from workflow.law.machine import Machine, transition
from workflow.law.states import CLOSED, State
from workflow.law.words import Kind, RecipientKind
from workflow.models import AwardType, BaseSalary, Rule, User

MACHINES = sorted(awards.every(), key=lambda machine: (machine.code, machine.kind, machine.since))


def entered(user: User) -> Client:
    """A browser with this person logged in."""
    client = Client()
    client.force_login(user)
    return client


def taken(machine: type[Machine]) -> set[tuple[str, str, str]]:
    """Each step of the machine by the states it joins, read from the machine alone."""
    return {
        (str(state), str(target), str(step.label))
        for state in machine.reachable() for step in machine.steps_from(state) for target in step.declared_targets()}


# ------------------------------------------------------------------ the drawing


class Roundabout(Council):
    """Steps that no law has yet: over a neighbour, far back, and out of the middle of the way."""

    @transition(State.SUBMITTED, State.VOTING, label="Đưa thẳng ra Hội đồng")
    def hurry(self) -> None:
        """Over a neighbour in the same row."""

    @transition(State.DRAFTED, State.SUBMITTED, label="Thẩm định lại từ đầu")
    def start_again(self) -> None:
        """Far back in the same row."""

    @transition(State.HELD, State.REFUSED, label="Không đủ điều kiện")
    def give_up(self) -> None:
        """From the lowest row to the highest."""


MACHINES.append(Roundabout)
every = pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: f"{machine.__name__}-{machine.since}")


@every
def test_a_drawing_shows_every_state_and_step(machine: type[Machine]) -> None:
    drawing = draw(machine)
    assert {box.state for box in drawing.boxes} == machine.reachable()
    assert {(str(line.arrow.source), str(line.arrow.target), line.arrow.label) for line in drawing.lines} == taken(machine)
    assert {box.state for box in drawing.boxes if box.closed} == machine.reachable() & CLOSED
    for box in drawing.boxes:
        assert " ".join(words.text for words in box.words) == box.state.label
    for line in drawing.lines:
        assert " ".join(words.text for words in line.words) == line.arrow.label


@every
def test_nothing_stands_in_the_way_in_a_drawing(machine: type[Machine]) -> None:
    drawing = draw(machine)
    places = [(box.x, box.y, box.x + BOX, box.y + HIGH) for box in drawing.boxes]
    assert len(set(places)) == len(places)
    assert all(x > 0 and right < drawing.width and y > 0 and bottom < drawing.height for x, y, right, bottom in places)
    for line in drawing.lines:
        for (x, y), (to_x, to_y) in pieces(line.path):
            for left, top, right, bottom in places:
                inside = max(x, to_x) > left and min(x, to_x) < right and max(y, to_y) > top and min(y, to_y) < bottom
                assert not inside, f"{line.arrow} runs through a box"
    spots = [(words.x, words.y) for line in drawing.lines for words in line.words]
    assert len(set(spots)) == len(spots), "no two labels at one place"


def pieces(path: str) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The straight pieces of a path."""
    points: list[tuple[int, int]] = []
    for move, numbers in re.findall(r"([MHV])([-\d ]+)", path):
        first, *rest = map(int, numbers.split())
        x, y = points[-1] if points else (0, 0)
        points.append((first, rest[0]) if move == "M" else (first, y) if move == "H" else (x, first))
    return list(pairwise(points))


def test_columns_are_the_distance_from_the_submission() -> None:
    boxes = {box.state: box for box in draw(awards.in_force("BK-TINH", Kind.MERIT, date(2026, 1, 1))).boxes}
    way = [State.SUBMITTED, State.APPRAISED, State.VOTING, State.PASSED, State.DRAFTED, State.DECIDED, State.DELIVERED]
    assert [boxes[state].x for state in way] == sorted({box.x for box in boxes.values()})
    assert len({boxes[state].y for state in way}) == 1
    assert boxes[State.HELD].x == boxes[State.RETURNED].x == boxes[State.REFUSED].x == boxes[State.APPRAISED].x
    sides = boxes[State.RETURNED].y, boxes[State.HELD].y
    assert boxes[State.REFUSED].y < boxes[State.PASSED].y < min(sides) and sides[0] != sides[1]


def test_a_council_is_drawn_only_where_there_is_one() -> None:
    labels = {arrow.label for arrow in arrows(awards.in_force("BK-TINH", Kind.SUDDEN, date(2026, 1, 1)))}
    assert "Đạt" in labels and "Kiểm phiếu" not in labels


# ------------------------------------------------------------------ the pages


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "status"), [
    (f.INTAKE, 200), (f.APPRAISAL, 200), (f.CHIEF, 200), (f.SECRETARY, 200), (f.DRAFTER, 200), (f.SIGNER, 200), (f.MEMBER, 403)])
def test_workers_read_the_catalogue(role: str, status: int) -> None:
    client = entered(f.user(role))
    assert [client.get(path).status_code for path in ("/danh-muc/", "/danh-muc/BK-TINH/")] == [status] * 2
    assert Client().get("/danh-muc/").status_code == 302


@pytest.mark.django_db
def test_every_award_has_a_page_that_draws_its_procedures() -> None:
    client = entered(f.user(f.APPRAISAL))
    for award in AwardType.objects.all():
        page = client.get(f"/danh-muc/{award.code}/").content.decode()
        assert award.name in page and "style=" not in page, award.code
        drawings = re.findall(r"<svg class=\"drawing\".*?</svg>", page, re.DOTALL)
        machines = [machine for kind in Kind for machine in sorted(
            awards.AWARDS.get((award.code, kind), {}).values(), key=lambda one: one.since, reverse=True)]
        assert len(drawings) == len(machines), award.code
        for drawing, machine in zip(drawings, machines, strict=True):
            assert set(re.findall(r'data-from="(.*?)" data-to="(.*?)" data-step="(.*?)"', drawing)) == taken(machine)
            assert set(re.findall(r'data-state="(.*?)"', drawing)) == {str(state) for state in machine.reachable()}
        assert ("Chưa kiểm chứng" in page) or award.verified, award.code
    assert client.get("/danh-muc/XX/").status_code == 404


@pytest.mark.django_db
def test_the_table_beside_the_drawing_says_the_same() -> None:
    for machine in MACHINES:
        said = {(str(state), label) for state, steps in catalogue.steps(machine) for label, _ in steps}
        assert said == {(source, label) for source, _, label in taken(machine)}
    tally = dict(catalogue.steps(awards.in_force("CSTDT", Kind.MERIT, date(2026, 1, 1))))[State.VOTING]
    assert ("Kiểm phiếu", "Chờ quyết định hoặc Không đủ điều kiện") in tally


@pytest.mark.django_db
def test_the_list_finds_without_accents_and_by_group_and_decider() -> None:
    def codes(**wanted: str) -> list[str]:
        return [row.award.code for row in client.get("/danh-muc/", wanted).context["rows"]]

    client = entered(f.user(f.APPRAISAL))
    assert len(codes()) == AwardType.objects.count() and codes()[0] == AwardType.objects.order_by("-rank").first().code
    assert codes(q="bang khen tinh") == ["BK-TINH"] and codes(q="cstdcs") == ["CSTDCS"] and codes(q="không có") == []
    assert set(codes(nhom="danh-hieu", cap="ttg")) == {"CSTDTQ", "COCP"}
    assert len(codes(nhom="bậy", cap="x")) == AwardType.objects.count(), "nonsense filters nothing"
    page = client.get("/danh-muc/").content.decode()
    assert "Chỉ còn trong lịch sử" in page and "Công trạng, Đột xuất" in page and "Chưa kiểm chứng" in page


@pytest.mark.django_db
def test_an_award_says_what_it_brings_and_by_which_rules() -> None:
    found = catalogue.of("BK-TINH", date(2026, 7, 1))
    assert found is not None and [(one.kind, one.amount) for one in found.rewards][:2] == [
        (RecipientKind.PERSON, 3_800_000), (RecipientKind.COLLECTIVE, 7_590_000)]
    assert "hệ số 1,5" in found.rewards[0].reasons[0]
    assert [(one.rule.kind, one.rule.since, one.current, one.votes) for one in found.rules] == [
        (kind, since, since.year == 2025, votes) for kind, votes in (
            ("cong-trang", True), ("dot-xuat", False), ("chuyen-de", True), ("cong-hien", False), ("doi-ngoai", False))
        for since in (date(2025, 7, 1), date(2024, 1, 1))]
    assert [(one.machine.kind, one.current) for one in found.versions] == [
        (kind, True) for kind in (Kind.MERIT, Kind.SUDDEN, Kind.THEMATIC, Kind.CAREER, Kind.FOREIGN)]
    assert "Không còn được đề nghị" in entered(f.user(f.APPRAISAL)).get("/danh-muc/HUYHIEU/").content.decode()
    assert "Ở tỉnh chỉ đối chiếu và ghi nhận" in entered(f.user(f.APPRAISAL)).get("/danh-muc/LDTT/").content.decode()


@pytest.mark.django_db
def test_what_is_not_known_is_said() -> None:
    BaseSalary.objects.filter(since__gt=date(2024, 1, 1)).delete()
    BaseSalary.objects.update(until=date(2024, 6, 30))
    Rule.objects.filter(award="KNC-TINH").delete()
    found = catalogue.of("KNC-TINH", date(2026, 7, 1))
    assert found is not None and found.rewards[0].amount is None and "Không có mức lương cơ sở" in found.rewards[0].reasons[0]
    page = entered(f.user(f.APPRAISAL)).get("/danh-muc/KNC-TINH/").content.decode()
    assert "chưa có mức" in page and "Chưa có quy định về thời hạn" in page
    assert "Chỉ còn trong lịch sử khen thưởng" in entered(f.user(f.APPRAISAL)).get("/danh-muc/HUYHIEU/").content.decode()


@pytest.mark.django_db
def test_a_new_version_is_shown_above_the_old(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(awards, "AWARDS", {key: dict(versions) for key, versions in awards.AWARDS.items()})
    old = awards.in_force("XATB", Kind.MERIT, date(2026, 1, 1))
    new = awards.award("XATB", since=date(2027, 1, 1))(type("Stricter", (old.__mro__[1],), {"article": "Luật 06/2026/QH16"}))
    versions = list(catalogue.versions("XATB", date(2026, 11, 22)))
    awaited = awards.named("XATB", Kind.MERIT, date(2026, 10, 1))
    assert [(one.machine, one.current, one.switch) for one in versions] == [
        (new, False, ""), (awaited, False, "luat-2026"), (old, True, "")]


@pytest.mark.django_db
def test_pages_take_few_queries_whatever_they_show() -> None:
    client = entered(f.user(f.APPRAISAL))

    def queries(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    plain = queries("/tra-cuu/")  # the frame alone
    assert queries("/danh-muc/") <= plain + 2
    assert queries("/danh-muc/BK-TINH/") == queries("/danh-muc/GDVH/") <= plain + 7
