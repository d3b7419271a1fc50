"""The few widgets everything is made of. They take text only as Content, made by `tui.text`."""
