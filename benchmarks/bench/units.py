"""Numbers for people."""


def digits(number):
    return f"{number:.0f}" if number >= 100 else f"{number:.3g}"


def time_of(seconds):
    """Three digits and a unit that fits."""
    if seconds == 0:
        return "0"
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size * 0.9995:
            return f"{digits(seconds / size)} {unit}"
    return f"{digits(seconds / 1e-9)} ns"


def value_of(name, value):
    """A figure with the unit that its name says, seconds if it says none."""
    return time_of(value) if not name or name.endswith("seconds") else f"{value:.2g}"


def ratio_of(ratio):
    """2.31, or 1/345 for what is much smaller than one."""
    return f"1/{1 / ratio:.0f}" if 0 < ratio < 0.1 else f"{ratio:.3g}"
