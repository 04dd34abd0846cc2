"""The fund: what decisions make it owe, how that is paid, taken back and put right, and that the books always agree."""
from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from tests import factories as f
from tests import fund as m
from workflow.engine.deciding import docket
from workflow.engine.errors import NotAllowed, Refused, Stale
from workflow.engine.money import cashier, fund, purse
from workflow.law.words import Kind, RecipientKind
from workflow.models import AwardRecord, Payment, Posting
from workflow.papers import prints

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()


def states(made):
    return [payment.state for payment in m.payments(made)]


def agrees():
    """The books: no payment without its postings, and the balance is the sum of everything that moved."""
    found = purse.balance()
    assert purse.broken() == []
    assert found.left == sum(Posting.objects.values_list("effect", flat=True)) == found.income - found.paid + found.recovered
    assert found.paid == sum(Payment.objects.filter(state__in=purse.MOVED).values_list("amount", flat=True))
    assert found.recovered == sum(Payment.objects.filter(state="recovered").values_list("amount", flat=True))
    return found


# ------------------------------------------------------------------ what a decision brings


def test_a_signature_makes_the_fund_owe_what_the_decision_says():
    made = m.decided(["BK-TINH", "CSTDT", "COTINH"])
    found = m.payments(made)
    assert [(one.state, one.amount) for one in found] == [("due", record.money) for record in AwardRecord.objects.filter(
        line__dossier=made).order_by("line__no")]
    assert {one.decision_number for one in found} == {made.lines.first().decision.full_number}
    sums = purse.of_decision(made.lines.first().decision_id)
    assert (sums.payments, sums.owed, sums.paid) == (3, sum(one.amount for one in found), 0)


def test_the_period_is_the_year_of_the_round_and_unknown_without_one():
    assert AwardRecord.objects.get(pk=m.records(m.decided(year=2025))[0]).period == "2025"
    assert AwardRecord.objects.get(pk=m.records(m.decided())[0]).period == ""


def test_of_two_titles_in_one_decision_the_lower_brings_nothing_and_the_form_its_own():
    made = f.dossier(awards=["COTINH", "TTLDXS", "BK-TINH"], round_id=m.round_of().pk, rows=[
        f.row(award, kind=RecipientKind.COLLECTIVE, name="Tập thể hai danh hiệu") for award in ("COTINH", "TTLDXS", "BK-TINH")])
    made.lines.update(recipient=made.lines.first().recipient)  # as when the officer knows them again
    decision = f.checked(f.drafted(f.passed(f.appraised(made))))
    expected = docket.outlook(decision).money
    f.signed(decision)
    flag, title, form = m.payments(made)
    assert [one.state for one in (flag, title, form)] == ["due", "nothing", "due"] and title.amount == 0
    assert "chỉ chi mức cao nhất: Cờ thi đua" in title.reason
    assert flag.amount + form.amount == expected == prints.decision(decision).money, "as the paper and the outlook say"


def test_a_title_of_the_same_period_decided_at_another_time_is_for_a_person_to_look_at():
    before = f.dossier(awards=["CSTDT"], rows=[f.row("CSTDT", **m.person())], round_id=m.round_of().pk)
    m.title(before.lines.get().recipient, money=2_530_000)
    f.decided(f.passed(f.appraised(before)))
    one, = m.payments(before)
    assert one.state == "review" and one.known == 2_530_000 and "cần xem lại" in one.reason and "9/QĐ-SYT" in one.reason
    elsewhere = f.dossier(awards=["CSTDT"], rows=[f.row("CSTDT", **m.person(2))], round_id=m.round_of(2025).pk)
    m.title(elsewhere.lines.get().recipient, money=2_530_000)
    f.decided(f.passed(f.appraised(elsewhere)))
    assert states(elsewhere) == ["due"], "different periods: all"


def test_what_is_decided_below_or_is_no_award_or_brings_no_money_is_not_owed():
    recipient = f.dossier().lines.get().recipient
    other = {"decision_number": "1/QĐ", "period": "", "money": 500_000}
    below, no_money = m.title(recipient, "LDTT", **other), m.title(recipient, "BK-TINH", **other | {"money": 0})
    reissue, state = m.title(recipient, "BK-TINH", **other, kind=Kind.REISSUE), m.title(recipient, "HC-LD3", **other)
    revoked = m.title(recipient, "BK-TINH", **other, status="revoked")
    fund.owe([one.pk for one in (below, no_money, reissue, state, revoked)], m.accountant())
    assert list(Payment.objects.values_list("record", flat=True)) == [state.pk]
    fund.owe([state.pk], m.accountant())
    assert Payment.objects.count() == 1, "once"


def test_who_neither_decides_nor_keeps_the_fund_makes_nothing_owed():
    with pytest.raises(NotAllowed):
        fund.owe([], f.holder(f.INTAKE))
    with pytest.raises(NotAllowed):
        fund.recover([], "1/QĐ", f.holder(f.INTAKE))


def test_owing_asks_as_often_for_one_line_as_for_three_hundred():
    def asked(n):
        made = f.dossier(awards=["BK-TINH"] * n)
        records = []
        for line in made.lines.all():
            records.append(m.title(line.recipient, "CSTDT", source="own", line=line, money=7_590_000, decided_on=TODAY).pk)
            m.title(line.recipient, "CSTDCS", money=2_530_000)
        by = m.accountant()
        by.get_all_permissions()
        with CaptureQueriesContext(connection) as queries:
            fund.owe(records, by)
        assert set(states(made)) == {"review"}
        return len(queries)

    asked(1)
    assert asked(1) == asked(30) == asked(300) <= 6


# ------------------------------------------------------------------ paying


def test_paying_in_bulk_posts_every_payment_once():
    made = m.decided(["BK-TINH"] * 3)
    cashier.receive(50_000_000, TODAY, "Ngân sách tỉnh", "PT-01", m.accountant())
    total = cashier.pay(m.pks(made), TODAY, "PC-01", m.accountant())
    found = agrees()
    assert total == found.paid == 3 * 3_800_000 and found.left == 50_000_000 - total and states(made) == ["paid"] * 3
    assert {(one.paid_on, one.paper, one.paid_by) for one in m.payments(made)} == {(TODAY, "PC-01", m.accountant())}


@pytest.mark.parametrize(("on", "paper", "words"), [
    (TODAY + timedelta(1), "PC-01", "sau hôm nay"), (TODAY - timedelta(1), "PC-01", "trước ngày của Quyết định"), (TODAY, " ", "chứng từ")])
def test_a_payment_that_cannot_be_leaves_no_trace(on, paper, words):
    made = m.decided()
    with pytest.raises(Refused, match=words):
        cashier.pay(m.pks(made), on, paper, m.accountant())
    assert states(made) == ["due"] and not Posting.objects.exists()


def test_what_is_paid_is_not_paid_again_nor_together_with_others():
    first, second = m.paid(m.decided()), m.decided()
    with pytest.raises(Refused, match=r"không ở tình trạng “Chờ chi”.*đã chi"):
        cashier.pay([*m.pks(first), *m.pks(second)], TODAY, "PC-02", m.accountant())
    with pytest.raises(Refused, match="Chưa chọn"):
        cashier.pay([], TODAY, "PC-02", m.accountant())
    assert states(second) == ["due"] and Posting.objects.count() == 1
    with pytest.raises(NotAllowed):
        cashier.pay(m.pks(second), TODAY, "PC-02", f.holder(f.SIGNER))


def test_paying_asks_as_often_for_one_as_for_three_hundred():
    def asked(n):
        by, chosen = m.accountant(), m.pks(m.decided(["BK-TINH"] * n))
        by.get_all_permissions()
        with CaptureQueriesContext(connection) as queries:
            cashier.pay(chosen, TODAY, "PC-01", by)
        return len(queries)

    assert asked(1) == asked(30) == asked(300) <= 6


def test_a_slip_is_put_right_by_a_counter_entry_and_paid_again():
    made = m.paid(m.decided())
    cashier.undo(m.pks(made), "Ghi nhầm quyết định", m.accountant())
    assert states(made) == ["due"] and agrees().paid == 0
    m.paid(made, "PC-02")
    assert agrees().paid == 3_800_000 and [one.effect for one in Posting.objects.order_by("pk")] == [-3_800_000, 3_800_000, -3_800_000]
    cashier.undo(m.pks(made), "Lại nhầm", m.accountant())
    assert agrees().paid == 0


# ------------------------------------------------------------------ revocation


def test_a_revoked_award_is_taken_back_if_paid_and_never_paid_if_not():
    made = m.decided(["BK-TINH", "BK-TINH"])
    first, second = m.records(made)
    cashier.pay(m.pks(made)[:1], TODAY, "PC-01", m.accountant())
    fund.recover([first, second], "77/QĐ-UBND", f.holder(f.SIGNER))
    assert states(made) == ["recovering", "cancelled"] and agrees().paid == 3_800_000
    fund.recover([first, second], "77/QĐ-UBND", f.holder(f.SIGNER))
    assert states(made) == ["recovering", "cancelled"], "once"
    cashier.recovered(m.pks(made)[:1], TODAY, "PT-09", m.accountant())
    assert states(made) == ["recovered", "cancelled"] and agrees().left == 0
    cashier.undo(m.pks(made)[:1], "Tiền chưa về", m.accountant())
    assert states(made) == ["recovering", "cancelled"] and agrees().left == -3_800_000


def test_a_lower_title_comes_up_again_when_the_higher_is_revoked():
    made = f.dossier(awards=["CSTDT"])
    who = made.lines.get().recipient
    low, high = (m.title(who, code, decided_on=TODAY, money=money, source="own") for code, money in (
        ("CSTDT", 7_590_000), ("CSTDTQ", 11_390_000)))
    fund.owe([low.pk, high.pk], m.accountant())
    assert dict(Payment.objects.values_list("record", "state")) == {low.pk: "nothing", high.pk: "due"}
    AwardRecord.objects.filter(pk=high.pk).update(status="revoked")
    fund.recover([high.pk], "77/QĐ-UBND", m.accountant())
    assert dict(Payment.objects.values_list("record", "state")) == {low.pk: "due", high.pk: "cancelled"}
    assert Payment.objects.get(record=low).amount == 7_590_000


# ------------------------------------------------------------------ doubts


@pytest.mark.parametrize(("share", "state", "amount"), [
    ("full", "due", 7_590_000), ("difference", "due", 5_060_000), ("nothing", "nothing", 0)])
def test_the_accountant_settles_a_doubt_and_the_law_leaves_it_at_that(share, state, amount):
    who = f.dossier().lines.get().recipient
    m.title(who, money=2_530_000)
    high = m.title(who, "CSTDT", decided_on=TODAY, money=7_590_000, source="own")
    fund.owe([high.pk], m.accountant())
    one = Payment.objects.get(record=high)
    with pytest.raises(Refused):
        cashier.pay([one.pk], TODAY, "PC-01", m.accountant())
    with pytest.raises(Refused, match="căn cứ"):
        cashier.settle([one.pk], share, " ", m.accountant())
    cashier.settle([one.pk], share, "Công văn 5/STC", m.accountant())
    fund.weigh([high.pk])
    one.refresh_from_db()
    assert (one.state, one.amount, one.reason, one.settled_by) == (state, amount, "Công văn 5/STC", m.accountant())
    cashier.doubt([one.pk], "Xem lại lần nữa", m.accountant())
    one.refresh_from_db()
    assert (one.state, one.amount) == ("review", 7_590_000)


def test_a_difference_to_an_unknown_sum_is_not_reckoned():
    who = f.dossier().lines.get().recipient
    m.title(who)
    high = m.title(who, "CSTDT", decided_on=TODAY, money=7_590_000, source="own")
    fund.owe([high.pk], m.accountant())
    with pytest.raises(Refused, match="chưa biết số tiền"):
        cashier.settle(Payment.objects.values_list("pk", flat=True), "difference", "x", m.accountant())


# ------------------------------------------------------------------ money in, and what the database holds


def test_an_income_is_taken_out_again_once():
    entered = cashier.receive(1_000_000, TODAY, "Ngân sách", "PT-01", m.accountant())
    cashier.reverse(entered.pk, "Ghi trùng", m.accountant())
    assert agrees().left == 0 and Posting.objects.count() == 2
    with pytest.raises(Stale):
        cashier.reverse(entered.pk, "Ghi trùng", m.accountant())
    with pytest.raises(Refused):
        cashier.receive(0, TODAY, "Ngân sách", "PT-01", m.accountant())


def test_the_database_itself_keeps_the_books():
    payment, waiting = m.payments(m.paid(m.decided()))[0], m.payments(m.decided())[0]
    for change in ({"amount": 1}, {"state": "due"}, {"state": "recovered"}, {"state": "nothing"}, {"paper": ""}, {"paid_on": None}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Payment.objects.filter(pk=payment.pk).update(**change)
    for act in (lambda: Posting.objects.update(amount=1), lambda: Posting.objects.all().delete(),
                lambda: Payment.objects.filter(pk=waiting.pk)._raw_delete("default")):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


@pytest.mark.django_db(transaction=True)
def test_two_who_pay_the_same_at_once_pay_it_once():
    chosen, by = m.pks(m.decided(["BK-TINH"] * 2)), m.accountant()
    outcomes = f.at_once(*[lambda paper=paper: cashier.pay(chosen, TODAY, paper, by) for paper in ("PC-01", "PC-02")])
    assert sorted(type(one) for one in outcomes if isinstance(one, Exception)) == [Refused]
    assert Posting.objects.count() == 2 and len(set(Payment.objects.values_list("paper", flat=True))) == 1


@pytest.mark.parametrize("n", [1, 3, 30])
def test_lists_are_as_many_queries_for_one_as_for_thirty(n, django_assert_num_queries):
    chosen = m.pks(m.decided(["BK-TINH"] * n))
    with django_assert_num_queries(1):
        assert len(purse.page(purse.Wanted())[0]) == n
    with django_assert_num_queries(1):
        assert purse.decisions()[0][0].payments == n
    with django_assert_num_queries(1):
        assert [(one.recipient.name, bool(one.record.line.position)) for one in purse.listed(chosen)]


def test_pages_follow_each_other_without_gap_in_the_order_of_names():
    m.decided(["BK-TINH"] * 5)
    m.decided(["BK-TINH"] * 4)
    seen, after = [], None
    while True:
        rows, after = purse.page(purse.Wanted(after=after), size=2)
        seen += [row.pk for row in rows]
        if after is None:
            break
    assert seen == [one.pk for one in purse.in_order(Payment.objects.all())] and len(seen) == 9
    first, last = purse.decisions(size=1)
    assert first[0].payments == 4 and [row.payments for row in purse.decisions(last, size=1)[0]] == [5]
