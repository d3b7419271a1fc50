"""The command line: each command a few lines that call a service."""

from panelguide.cli.app import command
from panelguide.cli.desk import OpenApp

__all__ = ["OpenApp", "command"]
