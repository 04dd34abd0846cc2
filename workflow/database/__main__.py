"""python -m workflow.database url | running | stop     `url` starts it when needed."""
from __future__ import annotations

import sys

from workflow import database

match sys.argv[1:]:
    case ["url"]:
        print(database.url())
    case ["running"]:
        sys.exit(0 if database.running() else 1)
    case ["stop"]:
        print("stopped" if database.stop() else "was not running")
    case _:
        sys.exit(__doc__)
