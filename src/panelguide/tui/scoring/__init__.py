"""What live scoring keeps in mind: the sheet as it stands on the screen, the place in it, and bursts of keys."""
