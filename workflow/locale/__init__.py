"""Vietnamese: translations that Django lacks, and the way dates and numbers are written."""
