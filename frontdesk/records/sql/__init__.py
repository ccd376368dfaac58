"""The records in a database: SQLite or Postgres, through SQLAlchemy."""
