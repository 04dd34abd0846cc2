"""Loads every award at start-up: a new file here is a new award, nothing else needs to know."""
from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig

import processes


class ProcessesConfig(AppConfig):
    name = "processes"
    verbose_name = "Thủ tục và danh hiệu"

    def ready(self) -> None:
        for module in iter_modules(processes.__path__):
            if module.name != "apps":
                import_module(f"{self.name}.{module.name}")
