"""What the figures were measured on, without naming the machine."""

import os
import platform

import psutil  # type: ignore[import-untyped]


def facts() -> dict[str, str]:
    return {
        "cores": str(len(os.sched_getaffinity(0))),
        "memory": f"{psutil.virtual_memory().total / 1e9:.0f} GB",
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        "busy before": f"{100 * os.getloadavg()[0] / (os.cpu_count() or 1):.0f} % of the cores (load)",
    }
