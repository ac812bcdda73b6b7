"""How much the library adds to what a user pays for pandas anyway: ratios in one run.

Each figure is a whole process; the runs alternate, and the ratio is the median over the pairs.
"""

import os
import statistics
import subprocess
import sys
import time

BASE = "import pandas"
CASES = {
    "import bilateral / import pandas": ("import bilateral", BASE, 0.25),
    "first frame / import pandas": (
        "import bilateral as bl; bl.load('pak-rus').visits()",
        BASE,
        1.15,
    ),
    "panel of years / import pandas": (
        "import bilateral as bl; bl.load('pak-rus').panel()",
        BASE,
        None,
    ),
    "trade series / import pandas": (
        "import bilateral as bl; bl.load('pak-rus').trade_series()",
        BASE,
        None,
    ),
    "timeline in a terminal / import pandas": (
        "from bilateral.cli import main; main(['timeline', 'pak-rus'])",
        BASE,
        None,
    ),
}
EMPTY = "pass"
# as installed: compiled once, whatever the shell says
ENVIRONMENT = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}


def seconds(code: str) -> float:
    start = time.perf_counter()
    command = [sys.executable, "-c", code]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
    return time.perf_counter() - start


def main(runs: int) -> None:
    for name, (ours, base, limit) in CASES.items():
        seconds(ours), seconds(base)  # warm the caches
        whole, net = [], []
        for _ in range(runs):
            nothing, first, second = seconds(EMPTY), seconds(ours), seconds(base)
            whole.append(first / second)
            net.append((first - nothing) / (second - nothing))
        aim = f"   aim: at most {limit}" if limit else ""
        print(
            f"{name:<42} {statistics.median(whole):.2f}"
            f"   ({statistics.median(net):.2f} without the interpreter's own start){aim}"
        )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15)
