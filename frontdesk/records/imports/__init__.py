"""Read records from CSV and JSON files: `read.py` into entries, `check.py` into rows."""
