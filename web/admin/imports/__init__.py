"""Bringing files in: those who run the network at /admin/imports, everybody their own at /my-imports."""

from typing import Final

from web.admin.imports import job, page, preview
from web.visit import At

PAGES: Final[tuple[At, ...]] = (*page.PAGES, *preview.PAGES, *job.PAGES)

__all__ = ["PAGES"]
