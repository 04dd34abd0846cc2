"""The desk of letters from the people: complaints, denunciations, remarks. For who handles them alone."""
