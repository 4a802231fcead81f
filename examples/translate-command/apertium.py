#!/usr/bin/env python3
"""Translates with Apertium: JSON objects in, a line each, and JSON objects out.

Call it with a direction that Apertium has (`apertium -l` lists them):

    translation-sync translate --lang es --command 'python3 apertium.py eng-spa'
"""

import json
import subprocess
import sys

# Apertium reads lines that follow each other as one text: an empty one keeps them apart.
APART = "\n\n"


def main(direction: str) -> None:
    questions = [json.loads(line) for line in sys.stdin.buffer]
    # One text is one line here: its own line breaks would end sentences.
    texts = [" ".join(question["text"].split()) for question in questions]
    # `-u` leaves out the signs that mark words Apertium does not know. Its format is plain text:
    # as HTML it would take Markdown apart.
    done = subprocess.run(
        ["apertium", "-u", direction],
        input=APART.join(texts) + "\n",
        stdout=subprocess.PIPE,
        encoding="utf-8",
        check=True,
    )
    answers = done.stdout.strip("\n").split(APART)
    if len(answers) != len(questions):
        sys.exit(f"apertium gave {len(answers)} texts for {len(questions)}")
    for question, answer in zip(questions, answers, strict=True):
        print(json.dumps({"id": question["id"], "text": answer}))


if __name__ == "__main__":
    main(sys.argv[1])
