"""Writers that are killed: each is forked from this process, so that none has to start an interpreter.

python killed.py FOLDER SEED KILLS, in the project's folder; prints what each writer acknowledged, as a line of JSON.
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import time
from pathlib import Path

from tests.store.writer import write


def main(folder: str, seed: str, kills: str) -> None:
    drawn = random.Random(int(seed))
    for kill in range(int(kills)):
        reading, writing = os.pipe()
        process = os.fork()
        if process == 0:
            os.close(reading)
            with os.fdopen(writing, "w") as output:
                write(Path(folder), f"k{kill}", 1000, 3, output)
            os._exit(0)
        os.close(writing)
        with os.fdopen(reading) as said:
            lines = [said.readline() for _ in range(drawn.randrange(1, 7))]
            # Where within a save the kill falls is the point, not how long it takes.
            time.sleep(drawn.random() * 0.004)
            os.kill(process, signal.SIGKILL)
            lines += said.readlines()
        os.waitpid(process, 0)
        print(json.dumps([line.strip() for line in lines[1:] if line.endswith("\n")]), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
