"""A result as a picture: what gnuplot is told."""
import math

from bench import units

# Wide enough for the longest label; the height follows from the number of bars.
TERMINALS = {
    "svg": "svg size {width},{height} enhanced font 'sans-serif,13' background rgb 'white'",
    "png": "pngcairo size {width},{height} enhanced font 'sans-serif,11'",
}
WIDTH = 900
# Okabe and Ito's colours, which everybody can tell apart.
OURS, PEERS = "#0072B2", "#999999"


def text(words):
    """As gnuplot writes it: nothing in it is a command to its enhanced text."""
    for special in "\\_^{}@&~":
        words = words.replace(special, f"\\\\{special}")
    return words.replace('"', '\\"')


def tick(words):
    """As the name of a tick, where a percent sign begins a format."""
    return text(words).replace("%", "%%")


def is_ours(contender):
    return contender["name"].startswith("polyproc") or "polyproc" in contender["label"]


def bars(result):
    """Label, colour, median and quartiles, the topmost first."""
    everybody = result["contenders"]
    nobody_marked = not any(map(is_ours, everybody))
    for contender in everybody:
        figure = next(iter(contender["figures"].values()))
        color = OURS if is_ours(contender) or nobody_marked else PEERS
        yield contender["label"], color, figure["median"], figure["lower_quartile"], figure["upper_quartile"]


def scale(values):
    """Lowest and highest power of ten of a logarithmic axis, or None if a linear one shows more."""
    positive = [value for value in values if value > 0]
    if len(positive) < len(values) or max(positive) < 8 * min(positive):
        return None
    return 10 ** math.floor(math.log10(min(positive) * 0.7)), 10 ** math.ceil(math.log10(max(positive) * 3))


def axis(result, values):
    name = f"set xlabel \"time {text(result['unit'])}\""
    if limits := scale(values):
        low, high = limits
        ticks = ", ".join(f'"{units.time_of(10.0 ** power)}" 1e{power}'
                          for power in range(round(math.log10(low)), round(math.log10(high)) + 1))
        return [name, "set logscale x", f"set xrange [{low}:{high}]", f"set xtics ({ticks})"], low
    high = max(values) * 1.25 or 1.0
    step = 10 ** math.floor(math.log10(high / 2))
    ticks = ", ".join(f'"{units.time_of(i * step)}" {i * step}' for i in range(0, int(high / step) + 1, 1 + int(high / step) // 8))
    return [name, f"set xrange [0:{high}]", f"set xtics ({ticks})"], 0


def caption(result):
    machine = result["machine"]
    return (f"{result['rounds']} rounds in turn, medians and quartiles; {machine['cpu']}, {machine['cores']} cores, "
            f"Linux {machine['kernel'].split('-')[0]}, {result['measured']}")


def script(result, path, form):
    rows = list(bars(result))
    lines, origin = axis(result, [row[2] for row in rows] + [row[4] for row in rows])
    height = 34 * len(rows) + 130
    margin = max(len(row[0]) for row in rows) * 8.2 + 24
    head = [
        f"set terminal {TERMINALS[form].format(width=WIDTH, height=height)}",
        f'set output "{path}"',
        f'set label 2 "{text(result["asks"])}" at screen 0.5, screen {1 - 20 / height:.3f} center',
        f'set label 1 "{text(caption(result))}" at screen 0.5, screen {14 / height:.3f} center font ",9" textcolor rgb "#555555"',
        f"set lmargin at screen {margin / WIDTH:.3f}",
        "set rmargin at screen 0.96",
        f"set bmargin at screen {78 / height:.3f}",
        f"set tmargin at screen {1 - 42 / height:.3f}",
        "unset key", "set border 3", "set tics nomirror", "set grid xtics linecolor rgb '#dddddd'",
        f"set yrange [{len(rows) - 0.4}:-0.6]",
        "set ytics (" + ", ".join(f'"{tick(row[0])}" {place}' for place, row in enumerate(rows)) + ")",
    ]
    for place, (_, color, median, low, high) in enumerate(rows):
        head += bar(place, color, origin, median, low, high)
    # Everything is drawn by objects; a function off the picture makes gnuplot draw the axes.
    return "\n".join([*head, *lines, "plot -1 with lines linetype 0", ""])


def bar(place, color, origin, median, low, high):
    box = f"first {origin}, first {place - 0.32} to first {max(median, origin)}, first {place + 0.32}"
    return [
        f'set object rectangle from {box} fillcolor rgb "{color}" fillstyle solid noborder',
        f"set arrow from first {max(low, origin)}, first {place} to first {max(high, origin)}, first {place} "
        'nohead linewidth 2 linecolor rgb "#222222"',
        f'set label "{units.time_of(median)}" at first {max(high, median, origin)}, first {place} offset character 0.6, 0',
    ]
