"""The law as written: the legal procedures and, one file a family, the awards that follow them."""
from datetime import date

LAW_2022 = date(2024, 1, 1)  # Luật 06/2022/QH15 and its decrees govern what is received from this day
