"""The two nodes viewflow's open edition lacks: as many parallel tasks as there are items, and a hub with desks beside it."""
from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import Any

from django.db.models.functions import Coalesce
from django.utils import timezone
from viewflow import this
from viewflow.workflow import PROCESS, STATUS, Activation, Node, Token, flow
from viewflow.workflow.exceptions import FlowRuntimeError
from viewflow.workflow.models import Process, Task
from viewflow.workflow.nodes import mixins


class FanOutActivation(Activation):
    """Opens the next node once per item."""

    @Activation.status.super()
    def activate(self) -> None:
        """Ask for the items; a fan without any would leave the Join waiting for ever."""
        self.items = list(self.flow_task.items(self))
        if not self.items:
            raise FlowRuntimeError(f"{self.flow_task.name}: nothing to fan out over")

    @Activation.status.super()
    def create_next(self) -> Iterator[Activation]:
        """One branch an item, each with its own token, so that the Join knows how many to wait for."""
        tokens = Token.split_token_source(self.task.token, self.task.pk)
        for item, token in zip(self.items, tokens, strict=False):
            yield self.flow_task._next._create(self, token, seed=item)


class FanOut(mixins.NextNodeMixin, Node):
    """Opens the next node once per item; the item is the task's seed. A Join gathers them."""

    task_type = "PARALLEL_GATEWAY"
    bpmn_element = "parallelGateway"
    shape = flow.Split.shape
    activation_class = FanOutActivation

    def __init__(self, items: Callable[[Activation], Iterable[Any]]) -> None:
        super().__init__()
        self.items = items

    def _resolve(self, instance: Any) -> None:
        super()._resolve(instance)
        self.items = this.resolve(instance, self.items)


class Hub(flow.Handle):
    """Open as long as its process. Desks – nodes without a Next – are opened and finished beside it, many at a time.

    What viewflow's activations do for one task in 4–14 queries is done here for any number of tasks in a handful, and
    leaves the same rows (a test compares them). This class is the only one that writes viewflow's rows past its activations.
    """

    def open(self, errands: Sequence[tuple[Task, str, int | None]]) -> list[Task]:
        """Open the named desk beside each hub task; with a holder's id it goes straight into that person's hands."""
        if not errands:
            return []
        at = timezone.now()
        nodes = [self.flow_class.instance.node(name, no_obsolete=True) for _, name, _ in errands]
        return self._beside([hub for hub, _, _ in errands], [
            dict(
                flow_task=node, flow_task_type=node.task_type, owner_permission=getattr(node, "_owner_permission", None),
                **(dict(status=STATUS.ASSIGNED, owner_id=holder, assigned=at) if holder else {}),
            )
            for node, (_, _, holder) in zip(nodes, errands, strict=True)
        ])

    def finish(self, tasks: Collection[Task]) -> None:
        """Finish tasks on which nothing lies any more."""
        at = timezone.now()
        if tasks:
            Task.objects.filter(pk__in=[task.pk for task in tasks]).update(
                status=STATUS.DONE, started=Coalesce("started", at), finished=at)

    def end(self, hubs: Collection[Task]) -> None:
        """Finish hubs and, with them, their processes."""
        if not hubs:
            return
        at, end = timezone.now(), self._next
        self.finish(hubs)
        self._beside(hubs, [
            dict(flow_task=end, flow_task_type=end.task_type, status=STATUS.DONE, started=at, finished=at)
        ] * len(hubs))
        Process.objects.filter(pk__in=[hub.process_id for hub in hubs]).update(status=PROCESS.DONE, finished=at)

    @staticmethod
    def _beside(hubs: Collection[Task], fields: Collection[dict[str, Any]]) -> list[Task]:
        """Create a task beside each hub, the hub being what came before it."""
        tasks = Task.objects.bulk_create(
            Task(process_id=hub.process_id, token=hub.token, **own) for hub, own in zip(hubs, fields, strict=True))
        link = Task.previous.through
        link.objects.bulk_create(link(from_task=task, to_task=hub) for hub, task in zip(hubs, tasks, strict=True))
        return tasks
