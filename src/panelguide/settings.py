"""What a trust can set: where the data is, whose content, which nation's bank holidays."""

from dataclasses import dataclass, replace
from pathlib import Path

from panelguide.errors import BadInput
from panelguide.paths import Home, default_home


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one run. database: "" for the SQLite file in the home folder, a path, or a PostgreSQL URL."""

    home: Home
    database: str = ""
    content: Path | None = None
    email: str = ""
    theme: str = ""

    @property
    def database_location(self) -> str:
        return self.database or str(self.home.database)


def load_settings(
    home: Path | None = None, *, database: str = "", content: Path | None = None, email: str = ""
) -> Settings:
    """Settings from the file in the home folder, overridden by what was said on the command line.

    Raises BadInput when the settings file cannot be read.
    """
    where = Home(home) if home else default_home()
    stored = _from_file(where)
    return replace(
        stored,
        database=database or stored.database,
        content=content or stored.content,
        email=email or stored.email,
    )


def _from_file(home: Home) -> Settings:
    if not home.settings.exists():
        return Settings(home)
    import tomllib

    try:
        values = tomllib.loads(home.settings.read_text(encoding="utf-8"))
    except OSError as error:
        raise BadInput(
            f"The settings file {home.settings} cannot be read: {error.strerror}.",
            safe="Your data is not touched.",
            do="Check that it is a file and that it is yours.",
        ) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadInput(
            f"The settings file {home.settings} cannot be read: {error}.",
            safe="Your data is not touched.",
            do="Mend that line, or rename the file and start again.",
        ) from error
    unknown = sorted(set(values) - {"database", "content", "email", "theme"})
    if unknown or not all(isinstance(value, str) for value in values.values()):
        raise BadInput(
            f"The settings file {home.settings} has something that is not a setting: {', '.join(unknown) or 'a value that is not text'}.",
            safe="Your data is not touched.",
            do="Use only database, content, email and theme, each as text in quotes.",
        )
    content = values.get("content")
    return Settings(
        home,
        database=values.get("database", ""),
        content=Path(content) if content else None,
        email=values.get("email", ""),
        theme=values.get("theme", ""),
    )
