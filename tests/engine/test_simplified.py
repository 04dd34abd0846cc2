"""The case of the simplified procedure: what the rules leave, what the letter says, and what is never entered."""

from __future__ import annotations

from datetime import date

import pytest

from tests import factories as f
from workflow.engine.errors import Refused
from workflow.engine.receiving import intake, simplified
from workflow.law.words import Case, Kind, RecipientKind, UnitKind
from workflow.models import Dossier, Draft

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 2)
SUDDEN = {Case.URGENT, Case.SUDDEN, Case.DISCOVERED}


@pytest.mark.parametrize(("kind", "codes", "found"), [
    (Kind.SUDDEN, (), SUDDEN), (Kind.SUDDEN, ("BK-TINH", "HC-DC"), SUDDEN), (Kind.SUDDEN, ("GK-SO",), set()),
    (Kind.SUDDEN, ("GK-SO", "BK-TTG"), SUDDEN), (Kind.CAREER, (), {Case.LONG}), (Kind.SERVICE, (), {Case.LONG}),
    (Kind.FOREIGN, (), {Case.LONG}), (Kind.MERIT, (), set()), (Kind.RESISTANCE, (), set()), (Kind.SUDDEN, ("KHONG-CO",), set()),
])
def test_the_cases_of_the_awards_asked_for(kind, codes, found):
    assert simplified.cases(kind, DAY, codes) == found


def test_before_the_law_there_is_no_case():
    assert not simplified.cases(Kind.SUDDEN, date(2023, 12, 31))


@pytest.mark.parametrize("case", sorted(SUDDEN))
def test_the_case_that_was_said_is_written_on_the_dossier(case):
    assert Dossier.objects.get(pk=f.dossier(kind=Kind.SUDDEN, case=str(case)).pk).case == case


def test_the_only_case_is_written_without_a_word():
    assert f.dossier(awards=["BK-TTG"], kind=Kind.CAREER).case == Case.LONG
    assert f.dossier(case=str(Case.URGENT)).case == "", "the council votes on it: no case"
    assert f.dossier(awards=["GK-SO"], kind=Kind.SUDDEN, case="").case == ""


@pytest.mark.parametrize(("case", "words"), [("", "Chưa chọn trường hợp"), (str(Case.LONG), "Chưa chọn trường hợp"),
                                             (str(Case.SECRET), "Hồ sơ mật không nhập vào hệ thống")])
def test_a_case_that_does_not_fit_is_refused_and_leaves_no_trace(case, words):
    draft = f.draft(kind=Kind.SUDDEN, case=case)
    with pytest.raises(Refused, match=words):
        intake.register(draft, draft.owner)
    assert not Dossier.objects.exists() and Draft.objects.filter(pk=draft.pk).exists()


def test_a_secret_is_refused_of_any_kind():
    draft = f.draft(case=str(Case.SECRET))
    with pytest.raises(Refused, match="Hồ sơ mật"):
        intake.register(draft, draft.owner)


# ------------------------------------------------------------------ what else the rules say at the counter


def test_only_reasons_with_rules_are_offered():
    assert set(intake.kinds(DAY)) == {
        Kind.MERIT, Kind.SUDDEN, Kind.THEMATIC, Kind.CAREER, Kind.SERVICE, Kind.FOREIGN, Kind.RESISTANCE}
    assert intake.kinds(date(2023, 12, 31)) == []


def test_a_career_is_a_persons():
    draft = f.draft(rows=[f.row("HC-LD3"), f.row("HC-LD3", kind=RecipientKind.COLLECTIVE)], kind=Kind.CAREER)
    with pytest.raises(Refused) as refused:
        intake.register(draft, draft.owner)
    assert list(refused.value.reasons) == [2] and "quá trình cống hiến" in refused.value.reasons[2]


@pytest.mark.parametrize(("code", "kind", "unit", "allowed"), [
    ("LDTT", Kind.MERIT, UnitKind.COMMUNE, True), ("GK-XA", Kind.SUDDEN, UnitKind.COMMUNE, True),
    ("GK-XA", Kind.SUDDEN, UnitKind.DEPARTMENT, False),
    ("GK-DN", Kind.MERIT, UnitKind.ENTERPRISE, True), ("GDVH", Kind.MERIT, UnitKind.COMMUNE, True),
    ("HC-LD3", Kind.MERIT, UnitKind.COMMUNE, True),
    ("HC-LD3", Kind.THEMATIC, UnitKind.COMMUNE, False), ("HUYHIEU", Kind.MERIT, UnitKind.COMMUNE, False),
])
def test_who_may_ask_for_what(code, kind, unit, allowed):
    assert (code in {award.code for award in intake.allowed_awards(f.unit(unit), kind, DAY)}) is allowed


def test_answers_of_other_authorities_stay_when_the_unit_supplements():
    made = f.dossier(awards=["HC-HN"], kind=Kind.FOREIGN, papers=[*f.PAPERS, *f.ANSWERS])
    f.move(made, "send_back", note="Thiếu báo cáo")
    made.refresh_from_db()
    intake.tick_papers(made, ["to-trinh", "tom-tat"], f.holder(f.INTAKE))
    assert {"hiep-y-ngoai-vu", "hiep-y-cong-an"} <= set(Dossier.objects.get(pk=made.pk).papers)


def test_a_line_lacks_the_answer_it_waits_for():
    made = f.dossier(awards=["HC-HN"], kind=Kind.FOREIGN, papers=["to-trinh", "tom-tat"])
    assert "Ý kiến hiệp y của cơ quan ngoại vụ" in f.lines(made)[0].lacks
