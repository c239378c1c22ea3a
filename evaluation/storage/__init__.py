"""Engine, tables, migrations and the one writer. Knows of databases, nothing of surveys' rules."""
