"""What the status board and the reveal do with a round."""
