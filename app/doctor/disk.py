"""Room on the disk under VAR_DIR, where something of Lotse's stands there. (A hosted PostgreSQL has its own.)"""

import shutil
from pathlib import Path

from app import settings
from app.doctor.finding import Finding

GIB = 1024**3
LITTLE, VERY_LITTLE = 2 * GIB, GIB // 2
LITTLE_SHARE = 0.05


def look() -> list[Finding]:
    folder = settings.load().var_dir
    if not any((folder / name).exists() for name in ("postgres", "valkey")):
        return []
    return [judge(*_room(folder))]


def _room(folder: Path) -> tuple[int, int]:
    usage = shutil.disk_usage(folder)
    return usage.free, usage.total


def judge(free: int, total: int) -> Finding:
    """PURE."""
    values = {"gigabytes": round(free / 1e9, 1), "percent": round(100 * free / max(total, 1))}
    if free < VERY_LITTLE:
        return Finding("disk_full", "fail", values)
    if free < LITTLE or free < LITTLE_SHARE * total:
        return Finding("disk_low", "warn", values)
    return Finding("disk", "ok", values)
