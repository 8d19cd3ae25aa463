"""Numbers for people."""


def time_of(seconds):
    """Three digits and a unit that fits."""
    if seconds == 0:
        return "0"
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.3g} ns"


def ratio_of(ratio):
    """2.31, or 1/345 for what is much smaller than one."""
    return f"1/{1 / ratio:.0f}" if 0 < ratio < 0.1 else f"{ratio:.3g}"
