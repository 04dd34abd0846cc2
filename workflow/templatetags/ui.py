"""Small pieces of screens: icons, state tags, due badges, Vietnamese dates and money."""
from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from itertools import groupby
from typing import Any

from django import template
from django.forms import BaseForm, BoundField, CheckboxInput
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString

from workflow.law.figures import money_text
from workflow.law.states import Duty, State
from workflow.law.words import Kind, Verdict

register = template.Library()
LOOK = {  # state: (class of the tag, icon)
    State.SUBMITTED: ("tag-info", "search"), State.RETURNED: ("tag-warn", "arrow-back-up"), State.HELD: ("tag-warn", "player-pause"),
    State.APPRAISED: ("tag-violet", "users"), State.VOTING: ("tag-violet", "checkbox"), State.PASSED: ("tag-info", "file-text"),
    State.DRAFTED: ("tag-violet", "signature"), State.DECIDED: ("tag-ok", "certificate"), State.REFUSED: ("tag-bad", "circle-x"),
    State.UNLISTED: ("tag-info", "eye"), State.LISTED: ("tag-violet", "eye"), State.FORWARDED: ("tag-violet", "send"),
    State.DELIVERED: ("tag-ok", "circle-check"), State.ANSWERED: ("tag-bad", "circle-x"), State.WITHDRAWN: ("", "ban"),
}
VERDICT_LOOK = {Verdict.MET: ("tag-ok", "check"), Verdict.UNKNOWN: ("tag-warn", "help"), Verdict.NOT_MET: ("tag-bad", "x")}
DUTY_ICON = {
    Duty.INTAKE: "arrow-back-up", Duty.APPRAISE: "search", Duty.REVIEW: "player-pause", Duty.CONVENE: "users", Duty.DECIDE: "file-text",
    Duty.PUBLISH: "eye", Duty.OUTCOME: "hourglass", Duty.DELIVER: "send", Duty.COUNCIL: "checkbox", Duty.SIGNATURE: "signature",
}


@register.filter
def side_by_side(form: BaseForm) -> list[list[BoundField]]:
    """The visible fields in rows; short ones that belong together share a row where the form's `ROWS` names them."""
    row_of = {name: row for row in getattr(form, "ROWS", ()) for name in row}
    return [list(fields) for _, fields in groupby(form.visible_fields(), lambda field: row_of.get(field.name, field.name))]


@register.simple_tag
def icon(name: str, extra: str = "") -> SafeString:
    """An icon of the sprite; decoration, hidden from readers."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>', extra, static("vendor/icons.svg"), name)


@register.simple_tag
def state_tag(code: str, count: int | None = None) -> SafeString:
    """The tag of a line's state: colour, icon and word; with a count before the word, if given."""
    state = State(code)
    look, symbol = LOOK[state]
    return format_html('<span class="tag {}">{}{}{}</span>', look, icon(symbol), "" if count is None else f"{count} ", state.label)


@register.simple_tag
def verdict_tag(verdict: Verdict) -> SafeString:
    """The result of a criterion: colour, icon and word."""
    look, symbol = VERDICT_LOOK[verdict]
    return format_html('<span class="tag {}">{}{}</span>', look, icon(symbol), verdict.label)


@register.simple_tag
def tally_tag(verdict: Verdict, tally: Iterable[tuple[Verdict, int]]) -> SafeString:
    """“2 đạt, 1 chưa rõ” in the look of the result of the whole."""
    look, symbol = VERDICT_LOOK[verdict]
    words = ", ".join(f"{n} {one.label.lower()}" for one, n in tally)
    return format_html('<span class="tag {}">{}{}</span>', look, icon(symbol), words)


@register.simple_tag
def duty_tag(code: str) -> SafeString:
    """The name of a desk's work with its icon."""
    duty = Duty(code)
    return format_html('<span class="nowrap">{} {}</span>', icon(DUTY_ICON[duty]), duty.label)


@register.simple_tag
def due_badge(due_on: date, left: int, paused: bool = False) -> SafeString:
    """How much time is left, in working days, and the day itself. While the unit owes a supplement the clock stands."""
    if paused:
        look, symbol, words = "tag-warn", "player-pause", "Đồng hồ dừng"
    elif left < 0:
        look, symbol, words = "tag-late", "alert-triangle", f"Quá hạn {-left} ngày"
    elif left == 0:
        look, symbol, words = "tag-warn", "clock", "Hôm nay"
    else:
        look, symbol, words = ("tag-info" if left <= 3 else ""), "clock", f"Còn {left} ngày"
    return format_html(
        '<span class="due"><span class="tag {}">{}{}</span> <small>{}</small></span>', look, icon(symbol), words, short_day(due_on))


def short_day(day: date) -> str:
    """22/11; with the year when it is another one."""
    return f"{day:%d/%m}" if day.year == timezone.localdate().year else f"{day:%d/%m/%Y}"


@register.filter
def day(value: date | datetime | None) -> str:
    """22/11/2026; of a moment, its local day."""
    if value is None:
        return ""
    return f"{timezone.localtime(value) if isinstance(value, datetime) else value:%d/%m/%Y}"


@register.filter
def moment(value: datetime | None) -> str:
    """09:30 22/11/2026."""
    return "" if value is None else f"{timezone.localtime(value):%H:%M %d/%m/%Y}"


@register.filter
def money(value: int | None) -> str:
    """3.800.000; empty for nothing."""
    return "" if value is None else money_text(value)


@register.filter
def kind_name(code: str) -> str:
    """Công trạng, Đột xuất."""
    return Kind(code).label


@register.filter
def faulty(field: BoundField) -> str:
    """The class of a field with errors."""
    return "bad" if field.errors else ""


@register.filter
def ticks(field: BoundField) -> bool:
    """Whether it is one box to tick, whose label stands beside it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """`mapping[key]`, or nothing."""
    return mapping.get(key) if mapping else None


@register.filter
def lower_first(words: str) -> str:
    """The words in the middle of a sentence."""
    return words[:1].lower() + words[1:]
