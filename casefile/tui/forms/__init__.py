"""Writing records.

`fields` says which fields each table's form has, `kinds` how the text of a field becomes a value, `form` what a form
says as a whole and the edit that it makes. `form_screen` shows one, with `filling` for the typing and the rest for its
parts. The `bulk_` modules write several records at once, and `grade_screen` takes a grade by one key.
"""
