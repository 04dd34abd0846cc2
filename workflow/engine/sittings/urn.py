"""The urn: how many ayes, noes and invalid papers each line has, the codes of the papers, and nothing else.

One row, rewritten whole by every paper, of one length whatever the votes: no order of rows, of commands or of transactions
tells what was on a paper. Between two papers the content could still be compared – by whoever reads the table, its dead rows,
the WAL or a backup. Therefore it is sealed with a key of its own, in a folder outside the database (settings.URN_KEYS), which
is destroyed after the count. That folder must never be backed up: a lost key means a new vote, a copied one a broken secret.

The file of a key is named by its sitting and a random word kept on it, so that two databases may share a folder. Sittings of before
that have no such word; their keys bear the id alone.
"""
from __future__ import annotations

import os
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from struct import Struct

from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.views.decorators.debug import sensitive_variables

from workflow.law.words import Word
from workflow.models import Sitting, Urn

from ..errors import BrokenUrn

HEAD = Struct("<HI")  # seats, lines
ROW = Struct("<QHHH")  # line, ayes, noes, invalid
CODE = 12  # bytes of a receipt's code, as ASCII
ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # nothing that is read wrongly on a phone


class Choice(Word):
    """What a member may say of one line."""

    AYE = "dong-y", "Đồng ý"
    NO = "khong-dong-y", "Không đồng ý"
    BLANK = "khong-y-kien", "Không có ý kiến"
    INVALID = "khong-hop-le", "Không hợp lệ"  # of a written paper only


@dataclass
class Papers:
    """The papers added up: [ayes, noes, invalid] by line, and the sorted receipt codes."""

    seats: int
    totals: dict[int, list[int]]
    codes: list[str]

    def pack(self) -> bytes:
        """Always the same length for a sitting: unused receipt places are filled with zeros."""
        rows = b"".join(ROW.pack(line, *counts) for line, counts in self.totals.items())
        codes = b"".join(code.encode() for code in sorted(self.codes)).ljust(self.seats * CODE, b"\0")
        return HEAD.pack(self.seats, len(self.totals)) + rows + codes

    @classmethod
    def unpack(cls, content: bytes) -> Papers:
        """The reverse of `pack`."""
        seats, lines = HEAD.unpack_from(content)
        start = HEAD.size + lines * ROW.size
        totals = {line: list(counts) for line, *counts in ROW.iter_unpack(content[HEAD.size:start])}
        codes = content[start:].rstrip(b"\0").decode()
        return cls(seats, totals, [codes[i:i + CODE] for i in range(0, len(codes), CODE)])


def place(sitting: int, agenda: Iterable[int], seats: int) -> str:
    """An empty urn for these lines, under a fresh key; returns the random word in the key's name."""
    Path(settings.URN_KEYS).mkdir(mode=0o700, parents=True, exist_ok=True)
    key, word = Fernet.generate_key(), secrets.token_hex(16)
    Sitting.objects.filter(pk=sitting).update(urn_name=word)
    with open(os.open(_file(sitting, word), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())  # the database keeps what it said is kept; a key lost in a power cut would cost the vote
    _sync_folder()
    papers = Papers(seats, {line: [0, 0, 0] for line in agenda}, [])
    Urn.objects.create(sitting_id=sitting, content=Fernet(key).encrypt(papers.pack()))
    return word


@sensitive_variables()
def drop(sitting: int, papers: Iterable[Mapping[int, Choice]]) -> list[str]:
    """Put papers in; each names a choice for every line of the agenda, else KeyError. Returns a receipt code for each."""
    urn = _closed(sitting)
    content = _open(urn)
    codes = []
    for paper in papers:
        if paper.keys() != content.totals.keys():
            raise KeyError("a paper speaks of every line on the agenda and of no other")
        for line, choice in paper.items():
            if choice is not Choice.BLANK:
                content.totals[line][(Choice.AYE, Choice.NO, Choice.INVALID).index(choice)] += 1
        codes.append("".join(secrets.choice(ALPHABET) for _ in range(CODE)))
    content.codes += codes
    urn.content = _fernet(urn.sitting).encrypt(content.pack())
    urn.save(update_fields=["content"])
    return codes


def empty(sitting: int, papers: int) -> Papers:
    """Everything in the urn, which is gone; BrokenUrn unless there are just as many papers as members who cast one."""
    urn = _closed(sitting)
    content = _open(urn)
    if len(content.codes) != papers:
        raise BrokenUrn(f"Hòm phiếu có {len(content.codes)} phiếu nhưng {papers} ủy viên đã bỏ phiếu; phải bỏ phiếu lại.")
    urn.delete()
    return content


def keys() -> list[int]:
    """The sittings of this database whose keys are in the folder, by id. One query."""
    held = [path.stem.partition("-") for path in Path(settings.URN_KEYS).glob("*.key")]
    files = {(int(sitting), word) for sitting, _, word in held if sitting.isdecimal() and len(sitting) < 16}
    known = Sitting.objects.filter(pk__in={sitting for sitting, _ in files}).values_list("pk", "urn_name")
    return sorted(sitting for sitting, word in known if (sitting, word) in files)


def key_file(sitting: int) -> Path:
    """Where the key of a sitting lies, or lay."""
    return _file(*Sitting.objects.values_list("pk", "urn_name").get(pk=sitting))


def destroy_key(sitting: int) -> None:
    """From now on nobody can read an earlier state of the urn, wherever it may have been kept."""
    path = key_file(sitting)
    if path.exists():
        with path.open("r+b") as file:
            file.write(b"\0" * 64)
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
        _sync_folder()


def _sync_folder() -> None:
    """Make what was entered in or struck from the folder survive a power cut."""
    handle = os.open(settings.URN_KEYS, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _file(sitting: int, word: str) -> Path:
    """Where the key of a sitting lies."""
    return Path(settings.URN_KEYS, f"{sitting}-{word}.key" if word else f"{sitting}.key")


def _closed(sitting: int) -> Urn:
    """The urn of a sitting, with the sitting."""
    return Urn.objects.select_related("sitting").get(sitting=sitting)


def _open(urn: Urn) -> Papers:
    try:
        return Papers.unpack(_fernet(urn.sitting).decrypt(bytes(urn.content)))
    except InvalidToken as broken:
        raise BrokenUrn("Hòm phiếu không mở được bằng khóa của phiên họp này; phải bỏ phiếu lại.") from broken


def _fernet(sitting: Sitting) -> Fernet:
    try:
        return Fernet(_file(sitting.pk, sitting.urn_name).read_bytes())
    except (FileNotFoundError, ValueError) as lost:
        raise BrokenUrn("Khóa hòm phiếu đã mất; phải bỏ phiếu lại.") from lost
