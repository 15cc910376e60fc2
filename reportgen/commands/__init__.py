"""One module a command: parse, call the pipeline, print, exit. No rule and no figure lives here."""
