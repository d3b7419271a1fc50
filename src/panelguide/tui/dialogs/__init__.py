"""Boxes over a screen: each asks or tells one thing, with the safe button first."""
