"""The types that everything else speaks in. Imports nothing of Rawi but its errors."""
