"""Text that has broken screens, documents or databases before: eighteen payloads for any place a person can type."""

ESC = "\x1b"

# Markup that Textual or Rich would take for their own.
MARKUP = (
    "Ann [/] Smith",
    "[/red]",
    "Ann [/",
    "[link=https://evil.example]x[/link]",
    "[red]Anna",
    "[1] [Mrs]",
    "Sam [he/him]",
    "[@click=app.quit]Smith[/]",
    "$name [b]$x",
)

# What drives a terminal, hides text or reorders a line. Refused where it comes in; shown as U+FFFD where it did.
CONTROLS = (
    f"{ESC}[2Jgone",
    f"{ESC}]0;title\x07x",
    "nul\x00byte",
    "c1\x9b31m",
    "\u202eright to left",
    "zero\u200bwidth",
    "\u2066isolate",
    "lone\ud800surrogate",
    "Z" + "\u0301" * 50,
)

EVERY = MARKUP + CONTROLS
