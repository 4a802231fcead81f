"""The command line: a module a command, each with its ``command``, imported when it is called.

A command turns arguments into values, calls one workflow and reports; it decides nothing.
"""
