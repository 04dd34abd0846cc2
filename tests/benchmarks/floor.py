"""The floor: the rows that the engine writes for one big dossier, by plain set SQL. No law asked, no right checked, no list matched."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.utils import timezone
from psycopg2.extras import execute_values

from workflow.models import Draft, Recipient, Rule, Unit, User

FLOW = "workflow/engine.flow."
TASK = """INSERT INTO viewflow_task (flow_task, flow_task_type, status, created, started, finished, assigned, owner_id, owner_permission,
                                     process_id, token, data) """


class Floor:
    """One dossier on its way from the draft to the signature. Each method is one transaction, as each step of the engine is."""

    def __init__(self, draft: Draft, by: User, council: Sequence[User], pdf: bytes) -> None:
        self.draft, self.by, self.council, self.pdf = draft, by.pk, council, pdf
        self.unit = Unit.objects.get(pk=draft.header["unit_id"])
        self.rule = Rule.objects.get(award="BK-TINH", kind="cong-trang", until=None).pk
        self.recipients = [Recipient(name=row["name"]) for row in draft.rows]

    def ask(self, sql: str, *values: Any) -> Any:
        """Run a statement; the first column of its first row, if there is one."""
        self.cursor.execute(sql, values)
        return self.cursor.fetchone()[0] if self.cursor.description else None

    def many(self, sql: str, rows: Sequence[tuple]) -> list[tuple]:
        """Insert rows with one statement."""
        return execute_values(self.cursor.cursor, sql, rows, page_size=10_000, fetch="RETURNING" in sql)

    def step(self, name: str) -> None:
        """Do one of the steps below, in a transaction."""
        with transaction.atomic(), connection.cursor() as self.cursor:
            self.at = timezone.now()
            getattr(self, name)()

    def process(self, flow: str) -> int:
        """A new process with the task that began it."""
        process = self.ask(
            "INSERT INTO viewflow_process (flow_class, status, created, data) VALUES (%s, 'NEW', %s, '{}') RETURNING id",
            FLOW + flow, self.at)
        self.task(process, f"{flow}.start", "START_HANDLE", done=True)
        return process

    def task(self, process: int, node: str, kind: str = "HUMAN", done: bool = False, owner: int | None = None) -> int:
        """A new task."""
        at = self.at if done else None
        return self.ask(
            TASK + "VALUES (%s, %s, %s, %s, %s, %s, %s, %s, 'workflow.x', %s, 'start', '{}') RETURNING id", FLOW + node, kind,
            "DONE" if done else "ASSIGNED" if owner else "NEW", self.at, at, at, self.at if owner else None, owner, process)

    def link(self, tasks: Sequence[tuple[int, int]]) -> None:
        """Which task came after which."""
        self.many("INSERT INTO viewflow_task_previous (from_task_id, to_task_id) VALUES %s", tasks)

    def log(self, step: str, source: str, target: str) -> None:
        """The act and an entry for every line."""
        act = self.ask("INSERT INTO workflow_act (step, by_id, at, note) VALUES (%s, %s, %s, '') RETURNING id", step, self.by, self.at)
        self.ask("INSERT INTO workflow_entry (act_id, line_id, source, target, digest) SELECT %s, id, %s, %s, '' FROM workflow_line "
                 "WHERE dossier_id = %s", act, source, target, self.dossier)

    def shift(self, step: str, source: str, target: str, then: str, columns: str = "reason = ''", *values: Any) -> None:
        """Every line from one state to the next; one desk closes, another opens."""
        self.ask("SELECT id FROM viewflow_process WHERE id = %s FOR UPDATE", self.hub_process)
        self.ask(f"UPDATE workflow_line SET state = %s, came_from = %s, {columns} WHERE dossier_id = %s AND state = %s",
                 target, source, *values, self.dossier, source)
        self.log(step, source, target)
        self.ask("UPDATE viewflow_task SET status = 'DONE', owner_id = %s, assigned = %s, started = %s, finished = %s WHERE id = %s",
                 self.by, self.at, self.at, self.at, self.desk)
        self.ask("INSERT INTO workflow_handover (task_id, holder_id, by_id, at) VALUES (%s, %s, %s, %s)",
                 self.desk, self.by, self.by, self.at)
        self.desk = self.task(self.hub_process, f"DossierFlow.{then}")
        self.link([(self.desk, self.hub)])

    # ------------------------------------------------------------------ the steps

    def register(self) -> None:
        serial = self.ask("INSERT INTO workflow_register (book, period, last) VALUES ('sàn', %s, 1) ON CONFLICT (book, period) "
                          "DO UPDATE SET last = workflow_register.last + 1 RETURNING last", str(self.at.date()))
        self.hub_process = self.process("DossierFlow")
        self.dossier = self.ask(
            "INSERT INTO workflow_dossier (code, unit_id, unit_name, letter_number, letter_date, kind, contact_name, contact_phone, "
            "contact_email, papers, copies, received_at, received_by_id, working_days, due_on, delivered_to, search, process_id, \"case\") "
            "VALUES (%s, %s, %s, '1/TTr', %s, 'cong-trang', 'x', '', '', %s, 1, %s, %s, 25, %s, '', %s, %s, '') RETURNING id",
            f"SAN-{serial}", self.unit.pk, self.unit.name, date(2026, 1, 5), self.draft.header["papers"],
            self.at, self.by, date(2026, 4, 6),
            f"san {serial}", self.hub_process)
        rows = self.draft.rows
        people = self.many(
            'INSERT INTO workflow_recipient (kind, name, key, "order", birth_date, birth_year, sex, identity, unit_id) VALUES %s '
            "RETURNING id",
            [(row["kind"], row["name"], known.key, known.order, row["birth_date"], row["birth_year"], row["sex"], row["identity"],
              self.unit.pk) for row, known in zip(rows, self.recipients, strict=True)])
        self.many(
            "INSERT INTO workflow_line (dossier_id, no, recipient_id, name, position, workplace, band, citation, award, since, rule_id, "
            "state, came_from, reason) VALUES %s",
            [(self.dossier, no, person, row["name"], row["position"], row["workplace"], row["band"], row["citation"], row["award"],
              "2024-01-01", self.rule, "submitted", "", "") for no, (row, (person,)) in enumerate(zip(rows, people, strict=True), 1)])
        self.log("register", "", "submitted")
        self.hub = self.task(self.hub_process, "DossierFlow.hub", "FUNCTION")
        self.desk = self.task(self.hub_process, "DossierFlow.appraise")
        self.link([(self.desk, self.hub)])
        self.ask("DELETE FROM workflow_draft WHERE id = %s", self.draft.pk)

    def appraise(self) -> None:
        self.shift("appraise", "submitted", "appraised", "convene")

    def convene(self) -> None:
        self.shift("convene", "appraised", "voting", "council")
        process = self.sitting_process = self.process("SittingFlow")
        self.sitting = self.ask(
            "INSERT INTO workflow_sitting (held_on, place, convened_by_id, counters, receipts, urn_name, process_id) "
            "VALUES (%s, 'x', %s, '{}', '{}', 'x', %s) RETURNING id", self.at.date(), self.by, process)
        self.many("INSERT INTO workflow_seat (sitting_id, member_id, role, present, \"cast\") VALUES %s",
                  [(self.sitting, member.pk, "member", True, False) for member in self.council])
        self.ask("INSERT INTO workflow_count (sitting_id, line_id, members, threshold) SELECT %s, id, %s, 80 FROM workflow_line "
                 "WHERE dossier_id = %s", self.sitting, len(self.council), self.dossier)
        self.ask("INSERT INTO workflow_urn (sitting_id, content) VALUES (%s, %s)", self.sitting, bytes(20 * len(self.recipients)))
        fan = self.task(process, "SittingFlow.ballots", "PARALLEL_GATEWAY", done=True)
        self.votes = [self.task(process, "SittingFlow.vote", owner=member.pk) for member in self.council]
        self.link([(vote, fan) for vote in self.votes])

    def tally(self) -> None:
        self.ask("UPDATE viewflow_task SET status = 'DONE', finished = %s WHERE id = ANY(%s)", self.at, self.votes)
        self.ask('UPDATE workflow_seat SET "cast" = true WHERE sitting_id = %s', self.sitting)
        join = self.task(self.sitting_process, "SittingFlow.count", "JOIN", done=True)
        self.link([(join, vote) for vote in self.votes])
        self.ask("UPDATE workflow_count SET ayes = 20, noes = 1, blanks = 1, invalid = 0 WHERE sitting_id = %s", self.sitting)
        self.ask("DELETE FROM workflow_urn WHERE sitting_id = %s", self.sitting)
        self.ask("UPDATE workflow_sitting SET counted_at = %s WHERE id = %s", self.at, self.sitting)
        self.task(self.sitting_process, "SittingFlow.tally", done=True, owner=self.by)
        self.task(self.sitting_process, "SittingFlow.closed", "END", done=True)
        self.ask("UPDATE viewflow_process SET status = 'DONE', finished = %s WHERE id = %s", self.at, self.sitting_process)
        self.shift("tally", "voting", "passed", "decide")

    def draft_decision(self) -> None:
        self.decision = self.ask(
            "INSERT INTO workflow_decision (subject, achievement, symbol, proposal_number, drafted_by_id, sound, remark, created_at, "
            "instrument, process_id) VALUES ('x', 'y', 'SÀN', '', %s, true, '', %s, 'khen-thuong', %s) RETURNING id",
            self.by, self.at, self.process("DecisionFlow"))
        self.shift("gather", "passed", "drafted", "signature", "reason = '', decision_id = %s", self.decision)

    def sign(self) -> None:
        number = self.ask("INSERT INTO workflow_register (book, period, last) VALUES ('SÀN', '2026', 1) ON CONFLICT (book, period) "
                          "DO UPDATE SET last = workflow_register.last + 1 RETURNING last")
        self.ask("UPDATE workflow_decision SET number = %s, year = 2026, signed_on = %s, signed_by_id = %s WHERE id = %s",
                 number, self.at.date(), self.by, self.decision)
        self.ask("INSERT INTO workflow_printed (kind, decision_id, content, sha256, pages, by_id, at) "
                 "VALUES ('decision', %s, %s, %s, 1, %s, %s)", self.decision, self.pdf, "0" * 64, self.by, self.at)
        self.shift("decide", "drafted", "decided", "deliver")
        self.ask(
            "INSERT INTO workflow_awardrecord (recipient_id, award, award_name, kind, decision_number, decided_on, authority, period, "
            "citation, money, source, status, line_id) SELECT recipient_id, award, 'Bằng khen của Chủ tịch Ủy ban nhân dân tỉnh', "
            "'cong-trang', '01/SÀN', %s, 'Chủ tịch Ủy ban nhân dân tỉnh Minh Họa', '', citation, 3800000, 'own', 'valid', id "
            "FROM workflow_line WHERE dossier_id = %s", self.at.date(), self.dossier)
        self.ask(
            "INSERT INTO workflow_payment (record_id, recipient_id, decision_number, decided_on, amount, state, reason, by_id, at, paper, "
            "revocation, recovery_paper) SELECT r.id, r.recipient_id, r.decision_number, r.decided_on, r.money, 'due', '', %s, %s, '', "
            "'', '' "
            "FROM workflow_awardrecord r JOIN workflow_line l ON l.id = r.line_id WHERE l.dossier_id = %s", self.by, self.at, self.dossier)
