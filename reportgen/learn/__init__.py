"""What an unknown export is taken for, and the rule of config/sources.yaml that would read it."""
