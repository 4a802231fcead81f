"""The configuration: its values, its file, and the root that it stands for."""

from __future__ import annotations

from sync.project.config.reading import read_config
from sync.project.config.root import CONFIG_NAME, find_root
from sync.project.config.values import Allowance, Config, MaxStale, Upstream, parse_allowance

__all__ = [
    "CONFIG_NAME",
    "Allowance",
    "Config",
    "MaxStale",
    "Upstream",
    "find_root",
    "parse_allowance",
    "read_config",
]
