"""Who runs the private server: PostgreSQL refuses root, so root lends the folders to a user of its own."""
from __future__ import annotations

import os
import pwd
import stat
import subprocess
import sys
from pathlib import Path

from .places import NAME, DatabaseError, binary, data, log_file


def runner() -> pwd.struct_passwd:
    """Who runs the server: ourselves; for root, who PostgreSQL refuses, the owner of the data or a system user."""
    if os.geteuid() != 0:
        return pwd.getpwuid(os.geteuid())
    if data().exists() and data().stat().st_uid != 0:
        return pwd.getpwuid(data().stat().st_uid)
    try:
        return pwd.getpwnam(NAME)
    except KeyError:
        subprocess.run(
            ["useradd", "--system", "--no-create-home", "--home-dir", "/nonexistent", "--shell", "/bin/false", NAME],
            check=True,
        )
        return pwd.getpwnam(NAME)


def own(folder: Path) -> None:
    """A folder only the server's user (and root) can enter."""
    user = runner()
    try:
        folder.mkdir(mode=0o700)
        os.chown(folder, user.pw_uid, user.pw_gid)
    except FileExistsError:
        found = folder.lstat()
        # /tmp is anybody's: a folder laid there by someone else must not receive our socket
        if not stat.S_ISDIR(found.st_mode) or found.st_uid != user.pw_uid:
            raise DatabaseError(f"{folder} exists and is not a folder of {user.pw_name}; remove it.") from None
    folder.chmod(0o700)


def let_pass(path: Path) -> None:
    """As root, let the server's user walk (not read) through private folders above `path`, such as /root."""
    if os.geteuid() != 0:
        return
    for folder in path.parents:
        mode = folder.stat().st_mode
        if not mode & stat.S_IXOTH and folder.stat().st_uid != runner().pw_uid:
            print(f"database: chmod o+x {folder}, so that the user {runner().pw_name} can pass", file=sys.stderr)
            folder.chmod(mode | stat.S_IXOTH)


def run(name: str, *arguments: str) -> None:
    """Run a PostgreSQL binary as the server's user; on failure show what it said and the end of the log."""
    root = os.geteuid() == 0
    said = subprocess.run(
        [binary(name), *arguments], cwd="/", stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False,
        env={"PATH": os.environ.get("PATH", ""), "LC_ALL": "C"},
        user=runner().pw_uid if root else None, group=runner().pw_gid if root else None, extra_groups=[] if root else None,
    )  # fmt: skip
    if said.returncode:
        log = log_file().read_text(errors="replace")[-2000:] if log_file().exists() else ""
        raise DatabaseError(f"{name} failed: {said.stdout}{said.stderr}{log}")
