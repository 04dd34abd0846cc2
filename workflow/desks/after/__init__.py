"""The desk of awards that were given: asking for revocation or re-issue, and what a revocation leaves to do."""
