"""A folder of benchmarks/ with a question.json: what is asked, of whom, and what is expected."""
import datetime
import json
import pathlib

from bench.contender import Contender, LeftOut
from bench.machine import machine
from bench.spread import spread

HERE = pathlib.Path(__file__).resolve().parent.parent
RESULTS = HERE / "results"


def names():
    """All questions, in the order of the table that they fill."""
    found = {path.parent.name: json.loads(path.read_text()) for path in HERE.glob("*/question.json")}
    return sorted(found, key=lambda name: found[name]["order"])


def load(name):
    return json.loads((HERE / name / "question.json").read_text())


def answer(name, build, quick, say):
    """Lets the contenders take turns, and gives back all that there is to write down."""
    question = load(name)
    rounds = question["quick_rounds"] if quick else question["rounds"]
    contenders = started(name, question, build, quick, say)
    before = machine()
    try:
        figures = take_turns(contenders, question, rounds)
    finally:
        for contender in contenders:
            contender.stop()
    return {
        "question": name,
        "asks": question["asks"],
        "unit": question["unit"],
        "measured": datetime.date.today().isoformat(),
        "quick": quick,
        "rounds": rounds,
        "machine": before,
        "contenders": [described(contender, figures[contender.name]) for contender in contenders],
    }


def started(name, question, build, quick, say):
    """The contenders that can run here, each having said that it is ready."""
    contenders = []
    for entry in question["contenders"]:
        try:
            contender = Contender(name, entry, build, quick)
            contender.start()
        except LeftOut as reason:
            say(f"  left out: {entry['label']}: {reason}")
            continue
        if contender.alone:
            contender.stop()
        contenders.append(contender)
    return contenders


def take_turns(contenders, question, rounds):
    """A round of each, then the next round of each: what disturbs the machine for a while disturbs all alike."""
    figures = {contender.name: [] for contender in contenders}
    for number in range(rounds):
        for contender in contenders[number % len(contenders):] + contenders[:number % len(contenders)]:
            figures[contender.name].append(one_round(contender, question))
    return figures


def one_round(contender, question):
    if contender.alone:
        contender.start()
    try:
        at_rest = question.get("seconds_at_rest")
        return contender.rest(at_rest) if at_rest else contender.round()
    finally:
        if contender.alone:
            contender.stop()


def described(contender, rounds):
    return {"name": contender.name, "label": contender.label,
            "figures": {figure: {**spread([one[figure] for one in rounds]), "rounds": [one[figure] for one in rounds]}
                        for figure in rounds[0]}}


def results(folder):
    """What has been measured, in the order of the questions."""
    files = [folder / f"{name}.json" for name in names()]
    return [json.loads(path.read_text()) for path in files if path.is_file()]
