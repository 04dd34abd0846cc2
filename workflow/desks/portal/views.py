"""Looks a dossier up by its code, without login, so many times a minute."""
from __future__ import annotations

import time

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from workflow.accounts import address
from workflow.engine import lookup

A_MINUTE = 30  # look-ups from one address: plenty for a person, too few to try codes


@never_cache
@require_safe
def show(request: HttpRequest) -> HttpResponse:
    """The question and, with ?ma=, its answer."""
    code = request.GET.get("ma", "").strip()[:lookup.LONGEST]
    if code and too_many(address(request)):
        return render(request, "portal/lookup.html", {"code": code, "too_many": True}, status=429)
    return render(request, "portal/lookup.html", {"code": code, "found": lookup.find(code) if code else None})


def too_many(caller: str, what: str = "lookup") -> bool:
    """Count this look-up; has the caller had his share of the minute?"""
    key = f"{what}-{caller}-{int(time.time() // 60)}"
    cache.add(key, 0, 120)
    return cache.incr(key) > A_MINUTE
