"""The past of a project, replayed from git's objects: what was in which state, and when."""

from __future__ import annotations
