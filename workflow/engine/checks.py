"""What must hold before the programme may start."""
from __future__ import annotations

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connection

from workflow.law import awards
from workflow.law.states import CLOSED
from workflow.law.words import Kind
from workflow.models import Line

from .flow import DossierFlow


@register()
def every_duty_has_a_desk(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """An open line lies on one desk, and the desk is a node of the dossier's route."""
    nodes = {node.name for node in DossierFlow.instance.nodes()}
    return [
        Error(f"{machine.__name__}: no desk {state.duty!r} for {state}", id="workflow.E001")
        for machine in awards.every() for state in machine.reachable() - CLOSED if str(state.duty) not in nodes
    ]


@register(Tags.database)
def every_open_line_has_its_rules(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A version of an award may be deleted only when no open line carries its stamp."""
    if not databases or not migrated():
        return []
    stamps = Line.objects.exclude(state__in=CLOSED).values_list("award", "dossier__kind", "since").distinct()
    return [
        Error(f"open lines follow the rules of {code} ({kind}) since {since}, which are gone", id="workflow.E002")
        for code, kind, since in stamps if since not in awards.versions(code, Kind(kind))
    ]


@register(Tags.database)
def the_book_has_its_indexes(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """Our indexes and triggers lie partly on viewflow's tables: a dump restored without them would run, and be wrong."""
    if not databases or not migrated():
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename = 'viewflow_task' UNION SELECT tgname FROM pg_trigger")
        found = {name for name, in cursor.fetchall()}
    return [Error(f"{name} is missing; see migrations 0003 and 0004", id="workflow.E003") for name in sorted(NEEDED - found)]


NEEDED = {
    "one_open_errand", "task_in_hand", "task_in_queue", "entry_chained", "entry_stays", "entry_kept", "act_stays", "act_kept",
    "printed_stays", "printed_kept", "handover_stays", "handover_kept", "count_stays", "decision_stays", "sitting_stays", "record_stays",
    "adoption_stays", "petitionact_stays", "petition_stays", "sender_stays", "reissued_stays", "review_stays", "recovered_stays",
}


def migrated() -> bool:
    """Not before the first migrate, which runs the checks too."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT EXISTS (SELECT FROM django_migrations WHERE app = 'workflow' AND name LIKE '%%_cases')"
                       if "django_migrations" in connection.introspection.table_names(cursor) else "SELECT false")
        return bool(cursor.fetchone()[0])
