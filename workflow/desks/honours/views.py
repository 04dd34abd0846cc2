"""The register: found awards page by page, one record with its evidence, one award entered by hand."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from forms.honours import EntryForm, FilterForm, ReasonForm
from workflow.desks.common import Request, holding, id_of, ids, pdf, telling, workbook
from workflow.desks.context import SEARCHERS
from workflow.desks.registry.pages import PERSONAL, holds
from workflow.engine import registry
from workflow.engine.proving import readers
from workflow.engine.register import honours, past
from workflow.models import AwardRecord, Recipient, RecordFile
from workflow.papers import old_sheets, press, prints, store, uploads
from workflow.papers.contents import BadFile

KNOWING = (*PERSONAL, "records")  # whoever may see identity numbers and birth days
HEADS = (
    "Đối tượng", "Họ và tên / Tên tập thể", "Đơn vị khi được khen", "Danh hiệu, hình thức", "Số quyết định", "Ngày quyết định",
    "Cơ quan quyết định", "Thời kỳ thành tích", "Loại hình", "Nguồn", "Trạng thái")


@holding(*SEARCHERS)
@require_GET
def listing(request: Request) -> HttpResponse:
    """Awards on record, the latest first."""
    form = FilterForm(request.GET)
    wanted = form.wanted(mark(request.GET.get("sau", "")))
    page = honours.page(wanted, personal=holds(request.user, *KNOWING))
    return render(request, "honours/list.html", {
        "form": form, "rows": page.rows, "after": f"{page.after[0].isoformat()}_{page.after[1]}" if page.after else "",
        "later": wanted.after is not None, "filtered": wanted != honours.Wanted(after=wanted.after), "most": honours.MOST})


def mark(text: str) -> tuple[date, int] | None:
    """The end of the page before, out of the address; None for anything else."""
    day, _, last = text.partition("_")
    try:
        at = date.fromisoformat(day)
    except ValueError:
        return None
    return (at, pk) if (pk := id_of(last)) is not None else None


@holding(*SEARCHERS)
@require_GET
def export(request: Request) -> HttpResponse:
    """What was found, as a workbook; capped."""
    found = honours.every(FilterForm(request.GET).wanted(), holds(request.user, *KNOWING))
    rows = ([
        one.recipient.get_kind_display(), one.recipient.name, one.unit_name, one.award_name, one.decision_number,
        f"{one.decided_on:%d/%m/%Y}", one.authority, one.period, one.get_kind_display(), one.whence, one.get_status_display(),
    ] for one in found)
    return workbook(old_sheets.table("Sổ khen thưởng", HEADS, rows), f"so-khen-thuong-{timezone.localdate():%Y%m%d}")


@holding(*SEARCHERS)
@require_GET
def show(request: Request, pk: int, form: ReasonForm | None = None, status: int = 200) -> HttpResponse:
    """One award on record, with what it rests on."""
    record = get_object_or_404(AwardRecord.objects.select_related(
        "recipient__unit", "line__dossier", "line__decision", "batch", "unit", "recorded_by", "cancelled_by"), pk=pk)
    return render(request, "honours/record.html", {
        "record": record, "files": list(record.files.select_related("by")),
        "opens": holds(request.user, *readers.SCANS), "form": form or ReasonForm(),
        "keeps": holds(request.user, "records"), "personal": holds(request.user, *KNOWING)}, status=status)


@holding("records")
@require_POST
def cancel(request: Request, pk: int) -> HttpResponse:
    """Take back a record that was entered by mistake."""
    form = ReasonForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Chưa rút được: phải ghi rõ lý do. Chưa có gì thay đổi.")
        return redirect("honours:record", pk)
    with telling(request, "Đã rút lần khen ghi nhầm; dòng này vẫn đọc được và không còn được tính."):
        past.cancel(get_object_or_404(AwardRecord, pk=pk), form.cleaned_data["reason"], request.user)
    return redirect("honours:record", pk)


@holding(*readers.SCANS)
@require_GET
def file(request: Request, pk: int, file: int) -> FileResponse:
    """A scan, as a download: for who keeps the register and who holds proposals against it, not for everybody who searches it.

    One paper names many people, with births and identity numbers; that an award was given is in the register for every searcher.
    """
    found = get_object_or_404(RecordFile, pk=file, record=pk)
    answer = FileResponse(store.open(found.sha256), as_attachment=True, filename=found.name, content_type=found.mime)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


@holding("records")
@require_GET
def confirmation(request: Request, pk: int) -> HttpResponse:
    """Giấy xác nhận đã được khen: every valid award of a recipient, or the one that ?lan= names. Signed on paper, numbered by hand."""
    recipient = get_object_or_404(Recipient.objects.select_related("unit"), pk=pk)
    one = request.GET.get("lan", "")
    records = [record for record in registry.history(pk) if record.status == "valid" and one in ("", str(record.pk))]
    if not records:
        messages.error(request, "Không có lần khen nào còn hiệu lực để xác nhận.")
        return redirect("registry:recipient", pk)
    with telling(request):
        return pdf(press.render(prints.confirmation(recipient, records, timezone.localdate())).pdf, f"giay-xac-nhan-{pk}")
    return redirect("registry:recipient", pk)


@holding("records")
@require_http_methods(["GET", "POST"])
def enter(request: Request) -> HttpResponse:
    """One award of the past. Who may already be on record is shown before anything is written."""
    if request.method == "GET":
        return render(request, "honours/enter.html", {"form": EntryForm(initial=known(request.GET.get("doi-tuong", "")))})
    form = EntryForm(request.POST, request.FILES)
    accepted = sniffed(form)
    if not form.is_valid() or form.read is None:
        return render(request, "honours/enter.html", {"form": form}, status=422)
    said, recipient = form.read.to_json(), id_of(request.POST.get("nguoi", ""))
    alike = past.proposals(said)
    if recipient is None and alike and past.matching.surely(alike) is None:
        people = Recipient.objects.select_related("unit").in_bulk([match.recipient for match in alike])
        return render(request, "honours/enter.html", {
            "form": form, "alike": [(people[match.recipient], match.likeness) for match in alike], "again": bool(accepted)}, status=422)
    with telling(request) as attempt:
        files = [keep(form, accepted)] if accepted else []
        record = past.enter(said, form.cleaned_data["source"], request.user, recipient=recipient, files=files)
    if not attempt.done:
        return render(request, "honours/enter.html", {"form": form}, status=422)
    messages.success(request, f"Đã ghi “{record.award_name}” của {record.recipient} vào sổ.")
    return redirect("honours:record", record.pk)


def sniffed(form: EntryForm) -> uploads.Accepted | None:
    """The file that came along, if it is fit to be kept; a bad one is a fault of the form."""
    if form.is_valid() and (file := form.cleaned_data["file"]):
        try:
            return uploads.sniff(file, file.name or "")
        except BadFile as bad:
            form.add_error("file", str(bad))
    return None


def keep(form: EntryForm, accepted: uploads.Accepted) -> dict[str, Any]:
    """The bytes first, then the entry that speaks of them: bytes without an entry harm nobody."""
    store.put(form.cleaned_data["file"])
    return {"name": accepted.name, "mime": accepted.mime, "size": accepted.size, "sha256": accepted.sha256}


def known(pk: str) -> dict[str, Any]:
    """The form of somebody who is on record."""
    found = Recipient.objects.select_related("unit").filter(pk__in=ids([pk])).first()
    if found is None:
        return {}
    return {
        "kind": found.kind, "name": found.name, "sex": found.sex, "identity": found.identity, "unit": found.unit.name if found.unit else "",
        "birth": f"{found.birth_date:%d/%m/%Y}" if found.birth_date else found.birth_year or ""}
