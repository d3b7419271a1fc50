"""What the screens of the outcome are made of: decision, feedback and letters."""
