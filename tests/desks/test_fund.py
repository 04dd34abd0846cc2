"""The fund's desk: who may open it, what it shows, what its buttons do, and the lists that leave it."""
from __future__ import annotations

import re
from io import BytesIO
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from tests import factories as f
from tests import fund as m
from workflow.engine.money import cashier, fund
from workflow.models import Payment, Posting, User

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
DAY = f"{TODAY:%d/%m/%Y}"


def entered(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def desk() -> Client:
    return entered(m.accountant())


def where(made, state="", path="/quy/chi/"):
    """The address of a decision's payments."""
    one = m.payments(made)[0]
    asked = {"so": one.decision_number, "ngay": one.decided_on.isoformat()} | ({"trang_thai": state} if state else {})
    return f"{path}?{urlencode(asked)}"


def said(answer) -> str:
    return " ".join(str(message) for message in answer.context["messages"])


@pytest.mark.parametrize(("role", "status"), [(m.ACCOUNTANT, 200), (f.APPRAISAL, 403), (f.SIGNER, 403), (f.INTAKE, 403), (f.MEMBER, 403)])
def test_only_who_keeps_the_fund_opens_it(role, status):
    client = entered(f.user(role))
    for path in ("/quy/", "/quy/chi/", "/quy/thu/"):
        assert client.get(path).status_code == status
    assert status == 200 or client.post("/quy/chi/?trang_thai=due", {"khoan": "1"}).status_code == 403
    assert Client().get("/quy/").status_code == 302


def test_the_first_page_gives_the_balance_and_the_money_of_every_decision(desk):
    made = m.decided(["BK-TINH"] * 2)
    cashier.receive(5_000_000, TODAY, "Ngân sách tỉnh", "PT-01", m.accountant())
    page = desk.get("/quy/").content.decode()
    assert "5.000.000" in page and "7.600.000" in page and "Quỹ còn thiếu <strong>2.600.000 đồng" in page
    assert m.payments(made)[0].decision_number in page and "style=" not in page
    assert "Quỹ, chi thưởng" in page


def test_ticked_payments_are_paid_by_one_paper(desk):
    made = m.decided(["BK-TINH"] * 3)
    answer = desk.post(where(made, "due"), {"khoan": m.pks(made)[:2], "on": DAY, "paper": "PC-07"}, follow=True)
    assert "Đã ghi chi 2 khoản, 7.600.000 đồng, chứng từ PC-07." in said(answer)
    assert sorted(one.state for one in m.payments(made)) == ["due", "paid", "paid"]
    desk.post(where(made, "due"), {"tat-ca": shown(desk, made), "on": DAY, "paper": "PC-08"})
    assert {one.state for one in m.payments(made)} == {"paid"}


def shown(desk: Client, made, state="due") -> str:
    """What “all” stands for on the page as it is now."""
    return re.findall(r'name="tat-ca" value="([^"]+)"', desk.get(where(made, state)).content.decode())[0]


def test_all_means_what_was_shown_not_what_is_due_by_then(desk):
    made = m.decided(["BK-TINH"] * 3)
    seen, (first, *_) = shown(desk, made), m.pks(made)
    cashier.doubt([first], "Chưa rõ người nhận", m.accountant())
    answer = desk.post(where(made, "due"), {"tat-ca": seen, "on": DAY, "paper": "PC-09"})
    assert answer.status_code == 422 and "khi đó 3 khoản, nay 2 khoản. Chưa có gì được ghi" in said(answer)
    assert 'value="PC-09"' in answer.content.decode() and not Posting.objects.exists()
    cashier.settle([first], "full", "Đã rõ", m.accountant())
    Payment.objects.filter(pk=first).update(amount=1)
    assert "vẫn 3 khoản nhưng không còn như trước" in said(desk.post(where(made, "due"), {"tat-ca": seen, "on": DAY, "paper": "PC-09"}))
    desk.post(where(made, "due"), {"tat-ca": shown(desk, made), "on": DAY, "paper": "PC-09"})
    assert {one.state for one in m.payments(made)} == {"paid"}


@pytest.mark.parametrize(("sent", "words"), [
    ({"on": DAY, "paper": "PC-07"}, "Chưa chọn khoản nào"), ({"khoan": "999999", "on": DAY, "paper": "PC-07"}, "không ở tình trạng")])
def test_what_cannot_be_done_is_said_and_changes_nothing(desk, sent, words):
    made = m.decided()
    assert words in said(desk.post(where(made, "due"), sent, follow=True)) and not Posting.objects.exists()


def test_a_form_not_in_order_comes_back_with_the_ticks(desk):
    made = m.decided()
    answer = desk.post(where(made, "due"), {"khoan": m.pks(made), "on": "31/02/2026", "paper": ""})
    page = answer.content.decode()
    assert answer.status_code == 422 and "Nhập ngày theo dạng" in page and f'value="{m.pks(made)[0]}" aria-label' in page
    assert "checked" in page and not Posting.objects.exists()
    assert desk.post("/quy/chi/", {"khoan": m.pks(made)}, follow=True).status_code == 200


def test_payments_go_every_way_there_is(desk):
    made = m.paid(m.decided())
    chosen = {"khoan": m.pks(made)}
    fund.recover(m.records(made), "77/QĐ-UBND", f.holder(f.SIGNER))
    for tab, sent, state in [
            ("recovering", {"on": DAY, "paper": "PT-9"}, "recovered"), ("recovered", {"why": "Tiền chưa về"}, "recovering")]:
        desk.post(where(made, tab), chosen | sent)
        assert m.payments(made)[0].state == state
    other = m.paid(m.decided())
    chosen = {"khoan": m.pks(other)}
    for tab, sent, state in [
            ("paid", {"why": "Nhầm"}, "due"), ("due", {"xem-lai": "1", "why": "Chờ ý kiến"}, "review"),
            ("review", {"share": "nothing", "why": "Công văn 5"}, "nothing"), ("nothing", {"why": "Xem lại"}, "review"),
            ("review", {"share": "full", "why": "Công văn 6"}, "due")]:
        desk.post(where(other, tab), chosen | sent)
        assert m.payments(other)[0].state == state
        assert desk.get(where(other)).status_code == 200


def test_search_finds_by_name_without_accents_and_by_number(desk):
    made, other = m.decided(), m.decided(["CSTDT"])
    who, number = m.payments(made)[0].recipient, m.payments(other)[0].decision_number
    shown = desk.get("/quy/chi/", {"q": who.key}).context["rows"]
    assert [one.recipient_id for one in shown] == [who.pk]
    assert [one.decision_number for one in desk.get("/quy/chi/", {"q": number}).context["rows"]] == [number]
    assert not desk.get("/quy/chi/", {"q": "khong co ai"}).context["rows"]
    assert len(desk.get("/quy/chi/", {"so": "x" * 200, "ngay": "2026-99-99", "sau": "x", "trang_thai": "x"}).context["rows"]) == 0


def test_the_list_is_printed_and_exported_with_numbers_as_numbers(desk):
    made = m.decided(["BK-TINH", "CSTDT"])
    answer = desk.get(where(made, path="/quy/danh-sach.pdf"))
    assert answer["Content-Type"] == "application/pdf" and answer.content.startswith(b"%PDF")
    sheet = load_workbook(BytesIO(desk.get(where(made, path="/quy/danh-sach.xlsx")).content)).active
    rows = list(sheet.iter_rows(min_row=5, max_row=7, values_only=True))
    assert sheet["A1"].value == "DANH SÁCH CHI TIỀN THƯỞNG"
    assert sorted(row[6] for row in rows[:2]) == [3_800_000, 7_590_000] and rows[2][6] == 11_390_000
    assert all(row[5].date() == TODAY for row in rows[:2]) and {row[7] for row in rows[:2]} == {"Chờ chi"}
    assert "Mười một triệu ba trăm chín mươi nghìn đồng" in sheet.cell(8, 2).value
    one = desk.post("/quy/danh-sach.xlsx", {"khoan": m.pks(made)[:1]})
    assert load_workbook(BytesIO(one.content)).active.cell(6, 7).value == m.payments(made)[0].amount
    every = desk.post(where(made, "due", "/quy/danh-sach.xlsx"), {"khoan": m.pks(made)[:1], "tat-ca": shown(desk, made)})
    assert load_workbook(BytesIO(every.content)).active.cell(7, 7).value == 11_390_000, "all were chosen, whatever is ticked on the page"
    assert "Chưa chọn khoản nào" in said(desk.post("/quy/danh-sach.pdf", {}, follow=True))


def test_no_name_becomes_a_formula(desk):
    made = m.decided()
    recipient = m.payments(made)[0].recipient
    recipient.rename("=1+1")
    recipient.save()
    sheet = load_workbook(BytesIO(desk.get(where(made, path="/quy/danh-sach.xlsx")).content)).active
    assert sheet.cell(5, 2).value == "=1+1" and sheet.cell(5, 2).data_type == "s"


def test_money_comes_in_and_is_taken_out_again(desk):
    sent = {"amount": "1.500.000.000", "on": DAY, "source": "Ngân sách tỉnh", "paper": "PT-01"}
    assert "1.500.000.000" in desk.post("/quy/thu/", sent, follow=True).content.decode()
    income = Posting.objects.get()
    assert "lý do" in said(desk.post(f"/quy/thu/{income.pk}/dao/", {}, follow=True))
    page = desk.post(f"/quy/thu/{income.pk}/dao/", {"why": "Ghi trùng"}, follow=True).content.decode()
    assert "Bút toán đảo" in page and "-1.500.000.000" in page and "Đã đảo" in page


@pytest.mark.parametrize(("amount", "words"), [
    ("0", "lớn hơn 0"), ("1,5", "Nhập số tiền"), ("-5", "Nhập số tiền"), ("1.00.000", "Nhập số tiền"), ("", "Cần nhập"),
    ("٣", "Nhập số tiền"), ("9" * 30, "mười nghìn tỷ")])
def test_an_amount_that_is_none_is_refused(desk, amount, words):
    answer = desk.post("/quy/thu/", {"amount": amount, "on": DAY, "source": "x", "paper": "PT-01"})
    assert answer.status_code == 422 and words in answer.content.decode() and not Posting.objects.exists()


def test_the_decision_says_what_is_due_and_paid_and_the_recipient_what_became_of_it():
    made = m.decided(["BK-TINH"] * 2)
    cashier.pay(m.pks(made)[:1], TODAY, "PC-01", m.accountant())
    line = made.lines.first()
    page = entered(f.holder(f.SIGNER)).get(f"/quyet-dinh/{line.decision_id}/").content.decode()
    assert "Phải chi 7.600.000 đồng, đã chi 3.800.000 đồng" in page and "/quy/chi/" not in page
    page = entered(f.holder(f.APPRAISAL)).get(f"/doi-tuong/{line.recipient_id}/").content.decode()
    assert "Đã chi" in page and "PC-01" in page and "3.800.000" in page


def test_the_number_of_queries_does_not_grow_with_the_list(desk, django_assert_max_num_queries):
    m.decided(["BK-TINH"] * 30)
    desk.get("/quy/chi/")
    with django_assert_max_num_queries(12):
        desk.get("/quy/chi/")
    assert Payment.objects.count() == 30
