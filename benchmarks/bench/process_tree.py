"""What a process and everything below it have used, seen from outside."""
import pathlib


def parents():
    """The parent of each process there is."""
    found = {}
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            # The name, in parentheses, may contain anything, also spaces and parentheses.
            after_name = stat.read_text(errors="replace").rpartition(")")[2].split()
            found[int(stat.parent.name)] = int(after_name[1])
        except (OSError, IndexError):
            pass  # it has ended meanwhile
    return found


def tree(root):
    parent_of = parents()
    members = {root}
    while more := {pid for pid, parent in parent_of.items() if parent in members} - members:
        members |= more
    return members


def seconds_on_cpu(pid):
    """CPU time of all threads of a process, in seconds, to the nanosecond."""
    times = [path.read_text().split()[0] for path in pathlib.Path(f"/proc/{pid}/task").glob("*/schedstat")]
    return sum(map(int, times)) / 1e9


def cpu_seconds(root):
    """Processes are summed one by one: one that has ended meanwhile counts as never having been."""
    total = 0.0
    for pid in tree(root):
        try:
            total += seconds_on_cpu(pid)
        except OSError:
            pass
    return total
