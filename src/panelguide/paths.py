"""Where things are kept on this computer."""

import os
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "PANELGUIDE_HOME"


@dataclass(frozen=True, slots=True)
class Home:
    """The one folder panelguide keeps its data in, and what stands where inside it."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "panelguide.sqlite3"

    @property
    def settings(self) -> Path:
        return self.folder / "settings.toml"

    @property
    def machine_key(self) -> Path:
        return self.folder / "machine.key"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    @property
    def letters(self) -> Path:
        return self.folder / "letters"

    @property
    def templates(self) -> Path:
        """The recruitment team's own letter templates, used before those that come with panelguide."""
        return self.folder / "templates"

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    @property
    def log(self) -> Path:
        return self.folder / "panelguide.log"


def default_home() -> Home:
    """PANELGUIDE_HOME, else the platform's folder for this user's application data."""
    chosen = os.environ.get(HOME_VARIABLE)
    if chosen:
        return Home(Path(chosen).expanduser())
    import platformdirs

    return Home(Path(platformdirs.user_data_dir("panelguide", appauthor=False)))


def make_private_folder(folder: Path) -> None:
    """The folder, readable by its owner only from the first moment."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def write_private(path: Path, content: bytes) -> None:
    """A new file only its owner can read, on the disk when this returns. Raises FileExistsError."""
    make_private_folder(path.parent)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0)
    descriptor = os.open(path, flags, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
