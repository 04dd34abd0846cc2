"""What passes between the press and its worker: messages with their length, and the printed file."""
from __future__ import annotations

import pickle
import struct
from dataclasses import dataclass
from typing import BinaryIO

LENGTH = struct.Struct("!Q")


@dataclass(frozen=True)
class Printed:
    """A paper as a file, with the digest that proves it was not changed since."""

    pdf: bytes
    sha256: str
    pages: int


# ("printed", Printed), ("missing", message), ("failed", message), or ("exhausted", message): the last from a worker not to be asked again
Reply = tuple[str, Printed | str]


def send(pipe: BinaryIO, message: object) -> None:
    """One message: its length, then its bytes."""
    body = pickle.dumps(message, pickle.HIGHEST_PROTOCOL)
    pipe.write(LENGTH.pack(len(body)))
    pipe.write(body)
    pipe.flush()


def receive(pipe: BinaryIO) -> object:
    """The next message; EOFError when the other side is gone."""
    head = pipe.read(LENGTH.size)
    if len(head) < LENGTH.size:
        raise EOFError
    (length,) = LENGTH.unpack(head)
    body = pipe.read(length)
    if len(body) < length:
        raise EOFError
    return pickle.loads(body)
