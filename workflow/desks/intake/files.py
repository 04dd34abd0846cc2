"""Papers that come as files: each is judged by its bytes, kept under its hash, and handed out again only as a download."""
from __future__ import annotations

from typing import Any

from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_POST

from forms.intake import FilesForm
from workflow.desks.common import Request, holding, telling
from workflow.engine.receiving import intake
from workflow.models import Attachment, Dossier, Draft
from workflow.papers import store, uploads
from workflow.papers.contents import BadFile

from . import reads
from .pages import draft_page, on_draft, papers, to_draft


@on_draft
@require_POST
def upload(request: Request, draft: Draft) -> HttpResponse:
    """Attach files to a draft: all of them, or none when one is not taken."""
    asked = papers(draft, reads.outlook(draft))
    form = FilesForm(request.POST, request.FILES, papers={paper["code"]: paper["name"] for paper in asked})
    accepted = sniffed(form)
    if not form.is_valid():
        return draft_page(request, draft, files=form, status=422)
    with telling(request, f"Đã lưu {len(accepted)} tệp vào hồ sơ nháp."):
        keep(request, draft, form, accepted)
    return to_draft(draft, "giay-to")


def sniffed(form: FilesForm) -> list[uploads.Accepted]:
    """What each file really is; the faults go to the form, by the file's name."""
    found = []
    for file in form.cleaned_data.get("uploads", []) if form.is_valid() else []:
        try:
            found.append(uploads.sniff(file, file.name or ""))
        except BadFile as bad:
            form.add_error("uploads", f"“{(file.name or '')[:80]}”: {bad}")
    return found


def keep(request: Request, owner: Draft | Dossier, form: FilesForm, accepted: list[uploads.Accepted]) -> None:
    """The bytes first, then the entries that speak of them: bytes without an entry harm nobody."""
    for file in form.cleaned_data["uploads"]:
        store.put(file)
    intake.attach(owner, request.user, form.cleaned_data["paper"], [
        {"name": one.name, "mime": one.mime, "size": one.size, "sha256": one.sha256} for one in accepted
    ])


@on_draft
@require_POST
def remove(request: Request, draft: Draft, attachment: int) -> HttpResponse:
    """Take a file off a draft."""
    with telling(request, "Đã bỏ tệp khỏi hồ sơ nháp."):
        intake.detach(draft, attachment, request.user)
    return to_draft(draft, "giay-to")


@holding("intake", "appraise", "review", "deliver")
@require_GET
def download(request: Request, pk: int) -> FileResponse:
    """The file, always as a download: nothing that came from outside is shown inside our pages. A draft's only to its owner."""
    found = get_object_or_404(Attachment.objects.select_related("draft"), pk=pk)
    if found.draft and found.draft.owner_id != request.user.pk:
        raise Http404
    return handed_out(found)


def handed_out(found: Attachment) -> FileResponse:
    """The stored bytes under their own type and name."""
    try:
        content: Any = store.open(found.sha256)
    except FileNotFoundError as lost:
        raise Http404("Tệp không còn trong kho.") from lost
    answer = FileResponse(content, as_attachment=True, filename=found.name, content_type=found.mime)
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
