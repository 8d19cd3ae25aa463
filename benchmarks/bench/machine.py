"""The machine that measures, as far as it matters to the figures."""
import os
import pathlib
import platform
import subprocess


def read(path):
    try:
        return pathlib.Path(path).read_text(encoding="utf-8").strip()
    except OSError:
        return None


def first_line_of(*command):
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.splitlines()[0] if done.stdout else None


def field(path, name):
    """The value behind "name : value" in a file of /proc."""
    for line in (read(path) or "").splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return None


def versions(packages):
    """Version of each of these Debian packages that is installed."""
    shown = {name: first_line_of("dpkg-query", "--show", "--showformat=${Version}", name) for name in packages}
    return {name: version for name, version in shown.items() if version}


def machine():
    return {
        "cpu": field("/proc/cpuinfo", "model name"),
        "cores": len(os.sched_getaffinity(0)),
        "memory": field("/proc/meminfo", "MemTotal"),
        "virtual": "hypervisor" in (field("/proc/cpuinfo", "flags") or "").split(),
        "governor": read("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor"),
        "kernel": platform.release(),
        "compiler": first_line_of("g++", "--version"),
        "load_average": [round(load, 2) for load in os.getloadavg()],
        "versions": versions(["python3", "python3-joblib", "python3-mpi4py", "libboost-dev", "libtbb-dev"]),
    }
