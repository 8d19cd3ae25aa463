"""What was asked of a figure, and what has been reached."""
import dataclasses

from bench import question
from bench.spread import spread


@dataclasses.dataclass
class Asked:
    """One line of the table: ours, in units of the peer's."""
    what: str
    figure: str  # which of the contender's figures is meant
    ours: float
    peer_label: str | None
    peer: float | None
    at_most: float | None
    spread: tuple | None

    @property
    def ratio(self):
        return self.ours / self.peer if self.peer else None

    @property
    def verdict(self):
        if self.at_most is None:
            return "reported"
        reached = self.ours if self.peer_label is None else self.ratio
        return "reached" if reached <= self.at_most else "missed"


def figures_of(result, contender, figure):
    for one in result["contenders"]:
        if one["name"] == contender:
            return one["figures"].get(figure) if figure else next(iter(one["figures"].values()))
    return None


def spread_of_ratio(ours, peer):
    """Quartiles of the ratio, round by round."""
    if not all(peer["rounds"]):
        return None
    ratios = spread([a / b for a, b in zip(ours["rounds"], peer["rounds"])])
    return ratios["lower_quartile"], ratios["upper_quartile"]


def asked_of(result):
    """The table's lines of one result; those whose contenders were left out are left out as well."""
    for wish in question.load(result["question"])["asked"]:
        figure = wish.get("figure")
        ours = figures_of(result, wish["ours"], figure)
        peer = figures_of(result, wish["peer"], wish.get("peer_figure", figure)) if "peer" in wish else None
        if ours is None or ("peer" in wish and peer is None):
            continue
        label = next((one["label"] for one in result["contenders"] if one["name"] == wish.get("peer")), None)
        yield Asked(wish["what"], figure or "", ours["median"], label, peer and peer["median"], wish.get("at_most"),
                    peer and spread_of_ratio(ours, peer))
