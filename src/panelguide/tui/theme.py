"""Three themes of our own: each text at least 4.5 to 1 on its background, the contrast ones 7 to 1.

Textual's own themes are taken away: their disabled text fails, and the `ansi` ones turn every cell black
on black under NO_COLOR.
"""

from typing import Final

from textual.theme import Theme

# What styles and markup may name beside Textual's own variables.
OWN_VARIABLES: Final = ("muted", "ok", "warn", "bad", "focus", "bar", "on-bar")


def _theme(
    name: str,
    *,
    dark: bool,
    background: str,
    text: str,
    muted: str,
    ok: str,
    warn: str,
    bad: str,
    focus: str,
    bar: str,
    on_bar: str,
) -> Theme:
    own = dict(zip(OWN_VARIABLES, (muted, ok, warn, bad, focus, bar, on_bar), strict=True))
    return Theme(
        name=name,
        dark=dark,
        primary=focus,
        secondary=muted,
        accent=focus,
        foreground=text,
        background=background,
        surface=background,
        panel=background,
        boost=background,
        success=ok,
        warning=warn,
        error=bad,
        text_alpha=1.0,
        variables={
            **own,
            "text-muted": muted,
            "text-disabled": muted,
            "border": focus,
            "border-blurred": muted,
            "block-cursor-background": bar,
            "block-cursor-foreground": on_bar,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-background": background,
            "block-cursor-blurred-foreground": text,
            "block-cursor-blurred-text-style": "none",
            "block-hover-background": background,
            "input-cursor-background": focus,
            "input-cursor-foreground": background,
            "input-selection-background": bar,
            "scrollbar": muted,
            "scrollbar-hover": focus,
            "scrollbar-active": focus,
            "scrollbar-background": background,
            "scrollbar-background-hover": background,
            "scrollbar-background-active": background,
            "scrollbar-corner-color": background,
        },
    )


THEMES: Final = (
    _theme(
        "panel-dark",
        dark=True,
        background="#0b1b2b",
        text="#f4f7fa",
        muted="#c3cedb",
        ok="#78be20",
        warn="#ffb81c",
        bad="#ff8f7a",
        focus="#ffeb3b",
        bar="#1d4f80",
        on_bar="#ffffff",
    ),
    _theme(
        "contrast-dark",
        dark=True,
        background="#000000",
        text="#ffffff",
        muted="#d8d8d8",
        ok="#8fe05a",
        warn="#ffcf4d",
        bad="#ffab9c",
        focus="#ffff00",
        bar="#ffff00",
        on_bar="#000000",
    ),
    _theme(
        "contrast-light",
        dark=False,
        background="#ffffff",
        text="#000000",
        muted="#3a3a3a",
        ok="#0b4d0b",
        warn="#5a3a00",
        bad="#8a0000",
        focus="#00308f",
        bar="#00308f",
        on_bar="#ffffff",
    ),
)
DEFAULT_THEME: Final = "panel-dark"
# Where colours are off only grey is left, so the widest contrast is the safest.
THEME_WITHOUT_COLOUR: Final = "contrast-dark"


def chosen_theme(wanted: str, *, no_color: bool) -> str:
    """The theme to begin with: the one in the settings if there is such a one."""
    if no_color:
        return THEME_WITHOUT_COLOUR
    return wanted if wanted in {theme.name for theme in THEMES} else DEFAULT_THEME
