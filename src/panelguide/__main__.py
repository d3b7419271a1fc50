"""Where both `panelguide` and `python -m panelguide` begin: straight to the app, or to the command line."""

import sys


def main() -> None:
    """No words: the app. --version: said at once, before anything heavy is imported. Else: a command."""
    words = sys.argv[1:]
    if words == ["--version"]:
        from panelguide import __version__

        sys.stdout.write(f"panelguide {__version__}\n")
        return
    if not words:
        from panelguide.tui import run_app

        sys.exit(run_app())
    from panelguide.cli import OpenApp, command

    try:
        code = command(words)
    except OpenApp as wanted:
        from panelguide.tui import run_app

        code = run_app(wanted.settings, be=wanted.be, passphrase=wanted.passphrase, opens_at=wanted.vacancy)
    sys.exit(code)


if __name__ == "__main__":
    main()
