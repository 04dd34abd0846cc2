"""The register of awards: search, single records, imported lists, recipients entered twice."""
