"""Why the programme gives a date, an amount, a result or a rule: reasons first, the bare answer alone on the last line."""
from __future__ import annotations

from argparse import ArgumentParser
from datetime import date, datetime
from decimal import InvalidOperation
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.timezone import localdate

from workflow.law import clock, money, votes
from workflow.law.awards import AWARDS, in_force
from workflow.law.figures import short_date
from workflow.law.machine import Machine
from workflow.law.states import State
from workflow.law.words import Kind, RecipientKind, UnitKind
from workflow.models import tables

Answer = tuple[list[str], str]


class Command(BaseCommand):
    """`explain clock|reward|vote|award …`: for people who want to know why, and for support."""

    help = "Giải thích thời hạn, tiền thưởng, kết quả biểu quyết hoặc quy định về một danh hiệu."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One question a word; dates are ISO."""
        questions = parser.add_subparsers(dest="question", required=True)
        ask = questions.add_parser("clock", help="ngày hẹn trả: clock 2026-11-20T09:00 25 --pause 2026-11-24..2026-11-27")
        ask.add_argument("received_at")
        ask.add_argument("working_days")
        ask.add_argument("--pause", action="append", default=[], metavar="TỪ..ĐẾN", help="lặp lại được; bỏ trống ĐẾN nếu còn dừng")
        ask = questions.add_parser("reward", help="tiền thưởng: reward BK-TINH collective 2026-07-01")
        ask.add_argument("award")
        ask.add_argument("recipient_kind")
        ask.add_argument("on")
        ask = questions.add_parser("vote", help="biểu quyết: vote 20 22 90 (đồng ý, tổng số thành viên, tỷ lệ %%)")
        for name in ("ayes", "members", "threshold"):
            ask.add_argument(name)
        ask = questions.add_parser("award", help="quy định: award CSTDT --on 2025-09-01")
        ask.add_argument("award")
        ask.add_argument("--on", help="ngày nhận hồ sơ; mặc định hôm nay")
        ask.add_argument("--kind", help="loại hình: " + ", ".join(Kind))

    def handle(self, *args: Any, question: str, **asked: Any) -> None:
        """Answer, or say in one sentence what is wrong with the question."""
        answers = {"clock": explain_clock, "reward": explain_reward, "vote": explain_vote, "award": explain_award}
        try:
            reasons, answer = answers[question](asked)
        except (ValueError, LookupError, InvalidOperation) as wrong:
            raise CommandError(str(wrong)) from None
        for line in (*reasons, answer):
            self.stdout.write(line)


def explain_clock(asked: dict[str, Any]) -> Answer:
    """Each day from receipt to the due day; the due date, or `paused` while the clock stands."""
    received_at, calendar = moment(asked["received_at"]), tables.calendar()
    pauses = [pause(text) for text in asked["pause"]]
    ledger = clock.due(received_at, number(asked["working_days"], "Số ngày làm việc"), calendar, pauses)
    lines = [f"{short_date(day.on)}  {'+' if day.counted else ' '}  {day.reason}" for day in ledger.days]
    for year in sorted({day.on.year for day in ledger.days} - calendar.years):
        lines.append(f"Lưu ý: chưa có lịch nghỉ năm {year}; ngày lễ của năm đó chưa được trừ.")
    if ledger.due is None:
        return [*lines, f"Đồng hồ đang dừng; còn {ledger.left} ngày làm việc."], "paused"
    return [*lines, f"Hạn trả kết quả sau {ledger.working_days} ngày làm việc: {short_date(ledger.due)}."], ledger.due.isoformat()


def explain_reward(asked: dict[str, Any]) -> Answer:
    """Coefficient, base salary, doubling, rounding; the amount in đồng."""
    kind = member(RecipientKind, asked["recipient_kind"], "Đối tượng")
    question = asked["award"].upper(), kind, day(asked["on"]), tables.tariff()
    if tables.award_type(question[0]) is None:
        raise LookupError(f"Không có danh hiệu, hình thức khen thưởng nào mang mã “{asked['award']}”.")
    return money.explain(*question), str(money.reward(*question))


def explain_vote(asked: dict[str, Any]) -> Answer:
    """The share over all members and the ayes needed; `pass` or `fail`."""
    ayes, members = number(asked["ayes"], "Số phiếu đồng ý"), number(asked["members"], "Số thành viên")
    threshold = number(asked["threshold"], "Tỷ lệ")
    passed, needed = votes.passes(ayes, members, threshold), votes.needed(members, threshold)
    return [
        f"Tỷ lệ tính trên tổng số {members} thành viên Hội đồng, kể cả người vắng mặt.",
        f"{threshold} % của {members} = {members * threshold / 100:g}".replace(".", ",") + f", cần ít nhất {needed} phiếu đồng ý.",
        f"Có {ayes} phiếu đồng ý, bằng {votes.percent(ayes, members)} %: {'đạt' if passed else 'không đạt'}.",
    ], "pass" if passed else "fail"


def explain_award(asked: dict[str, Any]) -> Answer:
    """Who decides, steps, threshold, papers, days, article; the day from which this version of the rules holds."""
    code, on = asked["award"].upper(), day(asked["on"]) if asked["on"] else localdate()
    award = tables.award_type(code)
    if award is None:
        raise LookupError(f"Không có danh hiệu, hình thức khen thưởng nào mang mã “{asked['award']}”.")
    kinds = [kind for kind in Kind if (code, kind) in AWARDS]
    kind = member(Kind, asked["kind"], "Loại hình") if asked["kind"] else next(iter(kinds), Kind.MERIT)
    machine = in_force(code, kind, on, tables.switched())
    lines = [
        f"{award.name} ({code}), loại hình {kind.label.lower()}, hồ sơ nhận ngày {short_date(on)}.",
        f"Người có thẩm quyền quyết định: {award.get_decides_display()}.",
        f"Đối tượng: {', '.join(RecipientKind(one).label for one in award.kinds)}.",
        f"Đơn vị đề nghị: {', '.join(UnitKind(one).label for one in award.proposers) or 'không nộp tại tỉnh'}.",
        f"Căn cứ: {machine.article or award.article}.",
        *steps(machine),
        *terms(code, kind, on),
    ]
    if others := [other for other in kinds if other is not kind]:
        lines.append(f"Còn loại hình khác (--kind): {', '.join(others)}.")
    return lines, machine.since.isoformat()


def steps(machine: type[Machine]) -> list[str]:
    """Each step of the procedure with the states it joins."""
    reachable = machine.reachable()
    if not machine.votes():  # a hold can be lifted to any desk in theory; without a council no line ever waits for one
        reachable -= {State.APPRAISED}
    lines = [f"  {state.label} → {step.label}" for state in State if state in reachable for step in machine.steps_from(state)]
    return ["Các bước:", *lines]


def terms(code: str, kind: Kind, on: date) -> list[str]:
    """What the province's dated rule adds: days, threshold, papers."""
    rule = tables.rule(code, kind, on)
    if rule is None:
        return [f"Chưa có quy định về thời hạn và thành phần hồ sơ vào ngày {short_date(on)}."]
    ballot = "bỏ phiếu kín" if rule.secret else "biểu quyết"
    vote = f"{ballot}, ít nhất {rule.threshold} % tổng số thành viên" if rule.threshold else "không qua Hội đồng"
    vote += f", ít nhất {rule.quorum} có mặt" if rule.threshold and rule.quorum else ""
    doubt = "" if rule.verified else " (Chưa kiểm chứng.)"
    return [
        f"Thời hạn: {rule.working_days} ngày làm việc.",
        f"Hội đồng: {vote}.",
        "Thành phần hồ sơ:",
        *(f"  - {paper['name']}{condition(paper)}" for paper in rule.papers),
        f"Quy định áp dụng từ {short_date(rule.since)}. Nguồn: {rule.source}.{doubt}",
    ]


def condition(paper: dict[str, Any]) -> str:
    """Whether the paper must be there, and from whom it comes where that is not the unit."""
    words = ["do cơ quan được hỏi trả lời"] * (paper.get("by") == "agency") + ["nếu có"] * (not paper["required"])
    return f" ({', '.join(words)})" if words else ""


def moment(text: str) -> datetime:
    """An ISO date and time; a bare date is its first minute."""
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” không phải thời điểm; viết như 2026-11-20T09:00.") from None


def day(text: str) -> date:
    """An ISO date."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}” không phải ngày; viết như 2026-11-20.") from None


def number(text: str, what: str) -> int:
    """A whole number; `what` names it to the reader."""
    try:
        return int(text)
    except ValueError:
        raise ValueError(f"{what} phải là số nguyên, không thể là “{text}”.") from None


def pause(text: str) -> clock.Pause:
    """FROM..TO, both inclusive; FROM.. for a pause that goes on."""
    since, dots, until = text.partition("..")
    if not dots:
        raise ValueError(f"“{text}” không phải khoảng tạm dừng; viết như 2026-11-24..2026-11-27.")
    return clock.Pause(day(since), day(until) if until else None)


def member(words: type[Any], text: str, what: str) -> Any:
    """A member of a closed list by its code."""
    try:
        return words(text)
    except ValueError:
        known = ", ".join(f"{one} ({one.label})" for one in words)
        raise ValueError(f"{what} “{text}” không có; chọn trong: {known}.") from None
