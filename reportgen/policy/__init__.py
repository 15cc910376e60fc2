"""YAML of the company and its policies to frozen models, or a list of Problems. Never guesses a value."""
