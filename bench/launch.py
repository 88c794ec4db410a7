"""Runs one command and writes what it used to a file, as JSON. A program of its own, started with little memory.

The peak memory that the kernel reports of a child begins with that of its parent, so the parent must be small.
"""

import json
import resource
import subprocess
import sys
import time
from pathlib import Path

if __name__ == "__main__":
    report, *command = sys.argv[1:]
    began = time.perf_counter()
    code = subprocess.run(command, stdin=subprocess.DEVNULL).returncode
    wall_s = time.perf_counter() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    Path(report).write_text(
        json.dumps(
            {"code": code, "wall_s": wall_s, "cpu_s": used.ru_utime + used.ru_stime, "peak_mb": used.ru_maxrss / 1024}
        )
    )
