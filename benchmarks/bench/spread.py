"""Where some numbers lie."""
import statistics


def spread(values):
    """Median, quartiles, and the median distance from the median."""
    median = statistics.median(values)
    quartiles = statistics.quantiles(values, n=4, method="inclusive") if len(values) > 1 else [median] * 3
    return {"median": median, "lower_quartile": quartiles[0], "upper_quartile": quartiles[2],
            "deviation": statistics.median(abs(value - median) for value in values)}
