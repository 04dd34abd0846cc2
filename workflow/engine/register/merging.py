"""Making one recipient of two that were entered for the same person or collective; and, should that have been wrong, two again."""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Model
from django.utils import timezone

from workflow.models import Apart, Dossier, ImportRow, Merge, Performance, Recipient, Share, User

from .. import clerk, errands
from ..errors import Refused, Stale

FILLED = ("identity", "birth_date", "birth_year", "sex", "unit_id")  # what the kept one takes over where it has nothing
LOGS = (Merge, Apart, ImportRow, Recipient)  # what these say was so then, and stays
Tie = tuple[type[Model], str]


def ties() -> Iterator[Tie]:
    """Every column that says whose something is: awards, lines, evidence, authorship – and whatever is added to the models later."""
    for relation in Recipient._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete and (relation.one_to_many or relation.one_to_one):
            model = relation.related_model
            if isinstance(model, type) and model not in LOGS:
                yield model, relation.field.attname  # type: ignore[union-attr]


@transaction.atomic
def merge(kept: int, gone: int, reason: str, by: User) -> Merge:
    """All that `gone` was given, proposed for and proven becomes `kept`'s; `gone` stays, marked, and can be parted again."""
    clerk.allow(by, "workflow.records")
    errands.lock(Dossier.objects.filter(lines__recipient=gone).distinct())  # a line of his that moves now moves before this, or after
    first, second = locked(kept, gone)
    if why := unlike(first, second, reason):
        raise Refused({0: why})
    moved, shared = {}, {}
    for model, column in ties():
        place = f"{model._meta.db_table}.{column}"
        if model._meta.auto_created:
            shared[place] = release_shared(model, column, kept, gone)
        moved[place] = list(model._default_manager.filter(**{column: gone}).order_by("pk").values_list("pk", flat=True))
        pass_on(model, column, moved[place], gone, kept)
    filled = fill(first, second)
    second.merged_into = first
    second.save(update_fields=["merged_into", "identity"])
    first.save(update_fields=[*filled])
    return Merge.objects.create(
        kept=first, gone=second, moved={place: ids for place, ids in moved.items() if ids},
        shared={place: rows for place, rows in shared.items() if rows},
        filled={name: [plain(value) for value in pair] for name, pair in filled.items()},
        reason=reason.strip(), by=by, at=timezone.now())


def locked(*wanted: int) -> list[Recipient]:
    """These recipients, locked in one order and read afresh."""
    found = {one.pk: one for one in Recipient.objects.select_for_update().filter(pk__in=wanted).order_by("pk")}
    if len(found) < len(set(wanted)):
        raise Stale("Không tìm thấy đối tượng; không có gì thay đổi. Hãy tải lại trang.")
    return [found[pk] for pk in wanted]


def unlike(kept: Recipient, gone: Recipient, reason: str) -> str:
    """Why the two cannot be made one; empty when nothing is in the way."""
    if not reason.strip():
        return "Phải ghi lý do gộp, ví dụ căn cứ đã đối chiếu"
    if kept.pk == gone.pk:
        return "Không thể gộp một đối tượng với chính nó"
    if kept.merged_into_id or gone.merged_into_id:
        return "Một trong hai đối tượng đã được gộp trước đó. Hãy tải lại trang"
    if kept.kind != gone.kind:
        return f"Không gộp {kept.get_kind_display().lower()} với {gone.get_kind_display().lower()}"
    if kept.identity and gone.identity:
        return "Hai đối tượng có hai số định danh khác nhau nên là hai người; nếu một số ghi sai, hãy sửa số đó trước"
    return clash(kept, gone)


def clash(kept: Recipient, gone: Recipient) -> str:
    """Evidence of which there can be one only, and each of the two has it."""
    levels = Performance.objects.filter(withdrawn_at=None)
    both = levels.filter(recipient=gone, year__in=levels.filter(recipient=kept).values("year"))
    if years := list(both.order_by("year").values_list("year", flat=True)):
        return f"Cả hai đều có kết quả xếp loại năm {', '.join(map(str, years))}; hãy rút kết quả ghi nhầm trước khi gộp"
    shares = Share.objects.filter(withdrawn_at=None)
    mine = set(shares.filter(recipient=kept).values_list("year", "what"))
    if twice := sorted({year for year, what in shares.filter(recipient=gone).values_list("year", "what") if (year, what) in mine}):
        return f"Cả hai đều có tỷ lệ của tập thể năm {', '.join(map(str, twice))}; hãy rút số liệu ghi nhầm trước khi gộp"
    return ""


def release_shared(through: type[Model], column: str, kept: int, gone: int) -> list[int]:
    """Take away `gone`'s links to what `kept` is linked to as well; returns what they led to."""
    other = next(field.attname for field in through._meta.concrete_fields if field.is_relation and field.attname != column)
    links = through._default_manager
    both = links.filter(**{column: gone, f"{other}__in": links.filter(**{column: kept}).values(other)})
    ids = sorted(both.values_list(other, flat=True))
    both.delete()
    return ids


def pass_on(model: type[Model], column: str, rows: list[int], owner: int, heir: int) -> None:
    """Give rows from one recipient to another. All of them must still be the owner's."""
    if not rows:
        return
    try:
        with transaction.atomic():
            found = model._default_manager.filter(pk__in=rows, **{column: owner}).update(**{column: heir})
    except IntegrityError as twice:
        raise Refused({0: f"Cả hai đối tượng đều có một {model._meta.verbose_name} chỉ được có một; hãy bỏ bản ghi nhầm trước"}) from twice
    if found != len(rows):
        raise Refused({0: f"Có {model._meta.verbose_name} đã chuyển sang đối tượng khác sau khi gộp, nên không tách lại được như cũ"})


def fill(kept: Recipient, gone: Recipient) -> dict[str, tuple[Any, Any]]:
    """Let the kept one take over what it lacks; (before, after) by column. A number belongs to one only, so `gone` loses it."""
    filled = {}
    for name in FILLED:
        before, after = getattr(kept, name), getattr(gone, name)
        if not before and after:
            filled[name] = before, after
            setattr(kept, name, after)
    gone.identity = ""
    return filled


def plain(value: Any) -> Any:
    """A value as JSON keeps it."""
    return value.isoformat() if isinstance(value, date) else value


@transaction.atomic
def undo(merge: Merge | int, reason: str, by: User) -> Merge:
    """Two recipients again, each with what was its own on the day of the merger; what came since stays with the kept one."""
    clerk.allow(by, "workflow.records")
    found = Merge.objects.select_for_update().get(pk=merge if isinstance(merge, int) else merge.pk)
    errands.lock(Dossier.objects.filter(lines__recipient=found.kept_id).distinct())
    kept, gone = locked(found.kept_id, found.gone_id)
    if why := fixed(found, kept, reason):
        raise Refused({0: why})
    for model, column in ties():
        place = f"{model._meta.db_table}.{column}"
        pass_on(model, column, found.moved.get(place, []), kept.pk, gone.pk)
        if ids := found.shared.get(place):
            other = next(field.attname for field in model._meta.concrete_fields if field.is_relation and field.attname != column)
            model._default_manager.bulk_create(model(**{column: gone.pk, other: pk}) for pk in ids)
    give_back(kept, gone, found.filled)
    found.undone_by, found.undone_at, found.undone_why = by, timezone.now(), reason.strip()
    found.save(update_fields=["undone_by", "undone_at", "undone_why"])
    Apart.objects.get_or_create(one_id=min(kept.pk, gone.pk), other_id=max(kept.pk, gone.pk), defaults={"by": by, "at": found.undone_at})
    return found


def fixed(merge: Merge, kept: Recipient, reason: str) -> str:
    """Why the merger cannot be undone now; empty when it can."""
    if merge.undone_at:
        return "Lần gộp này đã được tách lại trước đó"
    if kept.merged_into_id:
        return "Đối tượng giữ lại sau đó đã được gộp vào đối tượng khác; hãy tách lần gộp sau trước"
    return "" if reason.strip() else "Phải ghi lý do tách"


def give_back(kept: Recipient, gone: Recipient, filled: dict[str, list[Any]]) -> None:
    """What the kept one took over goes back, unless it was corrected since."""
    changed = []
    for name, (before, after) in filled.items():
        if plain(getattr(kept, name)) == after:
            setattr(kept, name, before)
            changed.append(name)
            if name == "identity":
                gone.identity = after
    kept.save(update_fields=changed)
    gone.merged_into = None
    gone.save(update_fields=["merged_into", "identity"])


@transaction.atomic
def keep_apart(one: int, other: int, by: User) -> None:
    """Remember that these two, alike as they are, are not the same."""
    clerk.allow(by, "workflow.records")
    if one == other:
        raise Refused({0: "Không thể so một đối tượng với chính nó"})
    first, second = sorted((one, other))
    locked(first, second)
    Apart.objects.get_or_create(one_id=first, other_id=second, defaults={"by": by, "at": timezone.now()})


def history(recipients: Iterable[int]) -> list[Merge]:
    """The mergers these recipients were part of, the latest first."""
    wanted = list(recipients)
    return list((Merge.objects.filter(kept__in=wanted) | Merge.objects.filter(gone__in=wanted)).select_related(
        "kept", "gone", "by", "undone_by").order_by("-pk"))
