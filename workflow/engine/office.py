"""What a new office starts with: catalogue, rules, calendar, legal texts, roles. Adds what is missing, never overwrites."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Model, QuerySet

from workflow.models import (
    AwardType,
    BaseSalary,
    ExcellenceCap,
    Holiday,
    InitiativeRule,
    LegalText,
    Office,
    PlannedRound,
    RewardRate,
    Rule,
    Switch,
    TimeLimit,
)
from workflow.models.tables import fixture

CATALOGUE: list[tuple[str, type[Model], tuple[str, ...]]] = [  # file, model, what a row is known by; in order of dependence
    ("awards", AwardType, ("code",)), ("rates", RewardRate, ("award_id", "since")), ("base_salaries", BaseSalary, ("since",)),
    ("rules", Rule, ("award_id", "kind", "since")), ("legal_texts", LegalText, ("code",)), ("holidays", Holiday, ("on",)),
    ("office", Office, ("since",)), ("initiative_rules", InitiativeRule, ("since",)), ("excellence_caps", ExcellenceCap, ("since",)),
    ("rounds", PlannedRound, ("code", "since")),
    ("switches", Switch, ("code",)), ("time_limits", TimeLimit, ("code", "since")),
]

KEPT = (  # tables that the administrator keeps
    "awardtype", "basesalary", "excellencecap", "holiday", "initiativerule", "legaltext", "lineage", "member", "office", "place",
    "plannedround", "rewardrate", "round", "rule", "switch", "timelimit", "unit", "unitcontact", "user")
READ = ("dossier", "decision", "recipient", "awardrecord")  # and those he may look into


@transaction.atomic
def furnish() -> dict[str, int]:
    """Enter every row of the fixtures that is not there yet; returns how many were added, by file."""
    added = {name: add(model, fixture(name), known_by) for name, model, known_by in CATALOGUE}
    return {**added, "roles": sum(role(**row) for row in fixture("roles"))}


def add(model: type[Model], rows: list[dict[str, Any]], known_by: tuple[str, ...]) -> int:
    """Insert the rows whose key is new. What the administrator changed stays as he left it."""
    rows = [{("award_id" if name == "award" else name): value for name, value in row.items()} for row in rows]
    manager: Any = model._default_manager
    known = set(manager.values_list(*known_by))
    fresh = [model(**row) for row in rows if tuple(row[name] for name in known_by) not in known]
    manager.bulk_create(fresh)
    return len(fresh)


def role(name: str, rights: list[str], note: str = "", catalogue: bool = False) -> int:
    """A group of the law's role with its permissions, if there is none of that name; returns 1 if it was made or has gained some.

    An older office's administrators gain the tables that came later: those of which they hold no permission at all.
    """
    group, fresh = Group.objects.get_or_create(name=name)
    ours = permissions()
    if fresh:
        group.permissions.set(ours.filter(codename__in=rights))
    if not catalogue:
        return int(fresh)
    known = set(group.permissions.values_list("content_type__model", flat=True))
    gained = ours.filter(content_type__model__in=set(KEPT) - known).exclude(codename="delete_user")
    gained |= ours.filter(codename__startswith="view_", content_type__model__in=set(READ) - known)
    group.permissions.add(*gained)
    return int(fresh or gained.exists())


def permissions() -> QuerySet[Permission]:
    """Those of this programme."""
    return Permission.objects.filter(content_type__app_label="workflow")


def rights_of(said: Mapping[str, Any]) -> QuerySet[Permission]:
    """The permissions of a role as it is shipped."""
    wanted = permissions().filter(codename__in=said["rights"])
    if said.get("catalogue"):
        wanted |= permissions().filter(content_type__model__in=KEPT).exclude(codename="delete_user")
        wanted |= permissions().filter(codename__startswith="view_", content_type__model__in=READ)
    return wanted
