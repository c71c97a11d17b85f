"""The command line: data on standard output, everything else on standard error.

`commands` declares every command once; the parser, the completions and the manual are made from it. Each command
is one function that takes the parsed options and returns an exit code; its module is imported when it is called.
"""
