"""The fund: what decisions make it owe, what the accountant posts, what his pages read."""
