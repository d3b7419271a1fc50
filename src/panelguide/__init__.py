"""panelguide: walks a recruiting panel through a fair recruitment, from opening a vacancy to the letters."""

__version__ = "0.1.0"
