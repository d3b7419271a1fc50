"""Checklists, question bank and word lists: files on one side, the domain on the other."""

from panelguide.content.loading import Content, load
from panelguide.content.problems import Problem

__all__ = ["Content", "Problem", "load"]
