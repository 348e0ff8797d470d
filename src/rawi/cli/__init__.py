"""The command ``rawi``: one module a command. Results go to standard output, everything else to standard error."""
