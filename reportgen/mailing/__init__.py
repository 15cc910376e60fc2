"""A period reaches its readers by mail: who gets what, who approved it, and what became of each message."""
