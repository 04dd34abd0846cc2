"""The desk for those outside the house: the people who are asked, the authorities that are consulted or decide."""
