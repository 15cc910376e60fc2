"""Exports of ticket systems as the complaint ledger."""
