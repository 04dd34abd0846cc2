"""The register of awards and whose they are: awards of the past, lists of them, finding and merging recipients."""
