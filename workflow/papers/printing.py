"""HTML into the file that is kept: PDF/A-3a and PDF/UA-1 in one, the same bytes for the same facts, facts attached."""
from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import cache

import pydyf  # type: ignore[import-untyped]
from weasyprint import CSS, HTML, Attachment
from weasyprint.document import Document
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError

from .compose import TEMPLATES, compose
from .facts import Paper
from .faults import PrintFailed
from .fetcher import LockedFetcher
from .pipe import Printed

VARIANT = "pdf/a-3a"
# WeasyPrint writes one variant; the second is claimed by adding its schema to the metadata of the first.
UA_CLAIM = (TEMPLATES / "base" / "pdfua.xml").read_bytes()


@dataclass(frozen=True)
class Shop:
    """What is loaded once per process: fonts, stylesheets, the locked fetcher. Not to be shared among threads."""

    fonts: FontConfiguration
    styles: tuple[CSS, ...]
    fetcher: LockedFetcher


@cache
def shop() -> Shop:
    """The process's fonts and stylesheets; loading them takes longer than laying out a page."""
    fonts, fetcher = FontConfiguration(), LockedFetcher(TEMPLATES)
    base = TEMPLATES / "base"
    styles = tuple(
        CSS(filename=base / name, font_config=fonts, url_fetcher=fetcher) for name in ("fonts.css", "nd30.css")
    )
    return Shop(fonts, styles, fetcher)


def print_paper(paper: Paper) -> Printed:
    """Lay the paper out and write the file. Only the press's worker calls this: it has limits, a web process none."""
    paper = paper.composed()
    return typeset(compose(paper), facts_json(paper), paper.made_at)


def typeset(html: str, facts: bytes, made_at: datetime) -> Printed:
    """The file for one page of HTML with the facts attached."""
    tools = shop()
    source = HTML(string=html, base_url=f"{TEMPLATES.as_uri()}/", url_fetcher=tools.fetcher)
    attached = Attachment(
        string=facts, name="du-lieu.json", description="Dữ liệu của văn bản",
        relationship="Data", created=made_at, modified=made_at,
    )
    try:
        document = source.render(font_config=tools.fonts, stylesheets=tools.styles, pdf_variant=VARIANT)
        claim_accessible(document)
        pdf = document.write_pdf(pdf_variant=VARIANT, finisher=scope_headings, attachments=[attached])
    except FatalURLFetchingError as refused:
        raise PrintFailed(f"Mẫu in đòi một tệp không được phép dùng: {refused}.") from None
    return Printed(pdf, hashlib.sha256(pdf).hexdigest(), len(document.pages))


def claim_accessible(document: Document) -> None:
    """Say in the metadata that the file is PDF/UA-1 as well."""
    generate = document.metadata.generate_rdf_metadata
    document.metadata.generate_rdf_metadata = lambda *given: generate(*given).replace(
        b"</rdf:RDF>", UA_CLAIM + b"</rdf:RDF>"
    )


def scope_headings(document: Document, pdf: pydyf.PDF) -> None:
    """PDF/UA wants each heading cell to say what it heads; ours all head columns."""
    for item in pdf.objects:
        if isinstance(item, pydyf.Dictionary) and item.get("S") == "/TH":
            item["A"]["Scope"] = "/Column"


def facts_json(paper: Paper) -> bytes:
    """The facts for machines, attached to the file they were printed in."""
    content = {"paper": type(paper).__name__, **asdict(paper)}
    return json.dumps(content, ensure_ascii=False, default=_plain, indent=1).encode()


def _plain(value: object) -> str:
    if isinstance(value, date):  # a datetime is one
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} is no fact")
