"""Words of the domain: periods, gaps, problems, findings, frames. Imports nothing else of ours."""
