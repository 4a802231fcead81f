"""How right ``lint`` is: its findings judged by means that it does not share.

Texts are read by cmark-gfm rather than markdown-it-py, sources are found by hashing every version
that git holds, and tables are paired by what they say. The program itself runs as a process.
"""
