"""The inbox: what each person has to do, and whose hands it goes into."""
