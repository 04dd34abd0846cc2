"""Who sent a letter: sealed when it is written, opened only for who handles letters, and every opening is on record."""
from __future__ import annotations

import base64
import json

from cryptography.fernet import Fernet, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from workflow.models import Petition, PetitionAct, Sender, User

from .. import clerk

RIGHT = "workflow.petitions"


@sensitive_variables()
def key(secret: str) -> Fernet:
    """The sealing key that follows from a secret of the office."""
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"vinhdanh sender of a petition").derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))


def seals() -> MultiFernet:
    """The present key, then the former ones, which still open what they sealed."""
    return MultiFernet([key(str(secret)) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)])


@sensitive_variables()
def seal(petition: Petition, name: str, contact: str) -> None:
    """Keep who sent the letter; called in the transaction that enters it."""
    content = json.dumps([name, contact], ensure_ascii=False).encode()
    Sender.objects.create(petition=petition, sealed=seals().encrypt(content + b" " * (-len(content) % 256)))  # its length tells nothing


@transaction.atomic
@sensitive_variables()
def open_for(petition: Petition, by: User) -> tuple[str, str] | None:
    """Name and contact, for who handles letters; None when the letter bore none. That it was opened is on record."""
    clerk.allow(by, RIGHT)
    held = Sender.objects.filter(petition=petition).first()
    if held is None:
        return None
    PetitionAct.objects.create(petition=petition, step="open", stage=petition.stage, by=by, at=timezone.now())
    name, contact = json.loads(seals().decrypt(bytes(held.sealed)))
    return name, contact


def sealed(petition: Petition) -> bool:
    """Does the letter bear a name? That alone; reading it is `open_for`."""
    return Sender.objects.filter(petition=petition).exists()
