"""The Node processes that the job has started, as Linux shows them."""

import os
import pathlib
import time


def read(pid, file):
    try:
        return pathlib.Path(f"/proc/{pid}/{file}").read_bytes().replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return ""  # ended meanwhile


def parent_of(pid):
    facts = read(pid, "stat").rpartition(")")[2].split()
    return int(facts[1]) if facts else 0


def ancestors(pid):
    while pid > 1:
        pid = parent_of(pid)
        yield pid


def voters():
    """The pids of `labelwright stream` in tasks of this job: under the JVM that started this driver, not the driver."""
    jvm = os.getppid()
    pids = [int(name) for name in os.listdir("/proc") if name.isdigit()]
    streams = [pid for pid in pids if " stream " in (line := read(pid, "cmdline")) and "labelwright/dist/bin.mjs" in line]
    return [pid for pid in streams if parent_of(pid) != os.getpid() and jvm in ancestors(pid)]


def executor_of(pid):
    """The JVM that a process works for, where it is not the driver's."""
    return next(each for each in ancestors(pid) if "CoarseGrainedExecutorBackend" in read(each, "cmdline"))


def wait_until(what, seconds=60):
    end = time.monotonic() + seconds
    while not (found := what()):
        if time.monotonic() > end:
            raise AssertionError(f"waited {seconds} s in vain")
        time.sleep(0.05)
    return found
