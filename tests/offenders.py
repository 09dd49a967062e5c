"""Invented casebooks in which it is known who did what: repeat offenders, decoys, and the vague.

Every offender is told of through one channel that survives the noise put on it, so that all pairs
of tellings about one offender belong in the key. Decoys lie one step beside: two digits of a number
swapped, a letter of a name, the same model under another plate, a half plate of another make.
"""

import random
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from itertools import combinations
from typing import Any, TypeVar

from outreach_app.matching.facts import Facts, SuspectFacts, VehicleFacts

T = TypeVar("T", bound=Hashable)

LETTERS = "ABCDEFGHJKLMNOPRSTUVWXYZ"
CONFUSED = {"O": "0QD", "0": "OD", "I": "1L", "1": "I7"[:1], "S": "5", "5": "S", "B": "8R", "8": "B", "R": "B8",
            "Z": "2", "2": "Z", "G": "6C", "6": "G", "M": "NH", "N": "MH", "H": "N", "V": "YU", "U": "V", "E": "F", "F": "E"}  # fmt: skip
CARS = {
    "nissan": ("Qashqai", "Juke", "Micra"), "ford": ("Focus", "Fiesta", "Transit"), "bmw": ("X5", "116i"),
    "renault": ("Master", "Clio"), "vauxhall": ("Astra", "Corsa", "Vivaro"), "toyota": ("Prius", "Yaris"),
    "volkswagen": ("Golf", "Passat", "Caddy"), "audi": ("A3", "A4"),
}  # fmt: skip
COLOURS = ("black", "silver", "grey", "white", "blue", "red", "green", "gold")
TYPES = ("hatchback", "saloon", "estate", "suv", "van_large", "van_small")
NEAR = {"silver": "grey", "grey": "silver", "white": "cream", "red": "maroon", "black": "blue"}
LOOKS = {
    "age": ("a18_24", "a25_34", "a35_44", "a45_54", "a55_64"),
    "height": ("h160", "h170", "h180", "h190"),
    "build": ("slim", "medium", "stocky", "muscular", "heavy"),
    "hair": ("bald_shaved", "black", "dark_brown", "light_brown", "blond", "red", "grey_white"),
    "accent": ("local", "north_eng", "midlands", "london_se", "scottish", "welsh", "irish", "e_europe"),
}  # fmt: skip
MO = ("asks_no_condom", "haggles", "drives_remote", "locks_doors", "takes_phone", "films", "strangles", "second_man",
      "several_calls", "brings_drugs", "claims_police", "told_to_wait")  # fmt: skip
MARKS = (
    ("tattoo: swallow on right hand", "tattoo: small bird, right hand", "tattoo: bird near thumb"),
    ("tattoo: spider web on elbow", "tattoo: cobweb on left elbow", "tattoo: spider's web, arm"),
    ("scar: through left eyebrow", "scar: scarred eyebrow", "scar: cut in eyebrow"),
    ("teeth: front tooth missing", "teeth: gap in front teeth", "teeth: missing tooth at front"),
    ("speech: stutters", "speech: bad stammer", "speech: stammering"),
    ("hands: top of finger missing", "hands: missing part of a finger", "hands: finger missing on left hand"),
    ("smell: engine oil", "smell: smelt of diesel", "smell: petrol and oil"),
    ("jewellery: skull ring", "jewellery: big ring with a skull", "jewellery: ring, skeleton head"),
)  # fmt: skip
SIGNS = (
    ("ladder rack", "rack with ladders", "ladders on the roof"),
    ("dent in near-side door", "near-side door dented", "door bashed in"),
    ("sign: carpet fitting", "sign: carpets and flooring", "sign: carpet shop"),
    ("child seat in the back", "baby seat", "booster seat in rear"),
    ("cracked windscreen", "windscreen has a crack", "crack across windshield"),
    ("fluffy dice on mirror", "dice hanging from mirror", "dice"),
)


@dataclass
class World:
    """A casebook: what was told by reference, which pairs are one man, and which never may be."""

    told: dict[str, Facts] = field(default_factory=dict)
    same: set[frozenset[str]] = field(default_factory=set)
    never: set[frozenset[str]] = field(default_factory=set)
    shared: set[frozenset[str]] = field(default_factory=set)

    def add(self, facts: Facts) -> str:
        """Write one telling down."""
        key = f"T-{len(self.told) + 1:04}"
        self.told[key] = facts
        return key


class Inventor:
    """Makes worlds from a seed."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.used: set[Hashable] = set()

    def world(self, offenders: int, vague: int) -> World:
        """Make a casebook with so many repeat offenders and so many vague tellings."""
        made = World()
        channels = (self.plate, self.phone, self.account, self.mark, self.signs)
        for number in range(offenders):
            keys = channels[number % len(channels)](made)
            made.same |= {frozenset(pair) for pair in combinations(keys, 2)}
        for decoy in (self.brothers, self.taxis, self.fashion, self.shared_telephone):
            decoy(made)
        for _ in range(vague):
            made.add(self.vaguely())
        return made

    def fresh(self, make: Callable[[], T]) -> T:
        """Return something that no other man of this casebook has."""
        while True:
            made = make()
            if made not in self.used:
                self.used.add(made)
                return made

    # what a man is like

    def man(self) -> SuspectFacts:
        looks: dict[str, Any] = {name: self.dice.choice(codes) for name, codes in LOOKS.items()}
        return SuspectFacts(sex="male", mo=tuple(self.dice.sample(MO, 2)), **looks)

    def seen(self, man: SuspectFacts, least: int = 0) -> SuspectFacts:
        """Return a man as one person remembers him: some of it, ages off by one now and then."""
        kept = self.dice.sample(list(LOOKS), self.dice.randint(least, len(LOOKS)))
        facts: dict[str, Any] = {
            name: getattr(man, name) if name in kept else None for name in LOOKS
        }
        if facts["age"] and self.dice.random() < 0.15:
            ages = LOOKS["age"]
            facts["age"] = ages[
                max(0, min(len(ages) - 1, ages.index(facts["age"]) + self.dice.choice((-1, 1))))
            ]
        mo = tuple(each for each in man.mo if self.dice.random() < 0.6)
        return replace(man, mo=mo, **facts)

    def car(self) -> VehicleFacts:
        make = self.dice.choice(list(CARS))
        return VehicleFacts(
            make,
            self.dice.choice(CARS[make]),
            self.dice.choice(COLOURS),
            self.dice.choice(TYPES),
            self.registration(),
        )

    def registration(self) -> str:
        pick = self.dice.choice
        shapes = {
            "LLDD LLL": 12, "QLDD LLL": 3, "LDDD LLL": 2, "LLL DDDL": 1, "LLZ DDDD": 1, "LL DDD LL": 1, "DDD LLL": 1,
        }  # fmt: skip

        def make() -> str:
            shape = self.dice.choices(list(shapes), list(shapes.values()))[0]
            return "".join(
                {"L": pick(LETTERS), "D": pick("0123456789")}.get(each, each) for each in shape
            )

        return self.fresh(make)

    # through which channel an offender is known again

    def plate(self, world: World) -> list[str]:
        man, car = self.man(), self.car()
        found = []
        for _ in range(self.dice.randint(2, 4)):
            said = self.said_plate(car.plate_said or "")
            one = replace(
                car,
                plate_said=said,
                model=car.model if self.dice.random() < 0.6 else None,
                colour=NEAR.get(car.colour or "", car.colour)
                if self.dice.random() < 0.3
                else car.colour,
                type=car.type if self.dice.random() < 0.7 else None,
                make=car.make if self.dice.random() < 0.8 else "unknown",
            )
            found.append(world.add(Facts(one, (self.seen(man),))))
        # Half of the plate in another make: excluded by what was said.
        other = next(make for make in CARS if make != car.make)
        half = (car.plate_said or "").replace(" ", "")[:4] + "???"
        decoy = world.add(
            Facts(VehicleFacts(other, None, "white", None, half), (self.seen(self.man()),))
        )
        for key in found:
            told = world.told[key].vehicle
            if told is not None and told.make == car.make:
                world.never.add(frozenset((decoy, key)))
        return found

    def said_plate(self, plate: str) -> str:
        """Misread some characters for those they look like, and lose one at most."""
        text = [
            self.dice.choice(CONFUSED[each])
            if each in CONFUSED and self.dice.random() < 0.15
            else each
            for each in plate
        ]
        places = [at for at, each in enumerate(text) if each != " "]
        if self.dice.random() < 0.5:
            text[self.dice.choice(places)] = "?"
        said = "".join(text)
        if self.dice.random() < 0.15 and len(places) == 7:
            # The last one was not seen: an unknown run.
            said = said[:-1] + "*"
        return self.dice.choice((said, said.lower(), said.replace(" ", ""), said.replace(" ", "-")))

    def phone(self, world: World) -> list[str]:
        man, digits = self.man(), self.fresh(lambda: f"7700{self.dice.randint(900100, 900998)}")
        spell = (
            lambda n: "0" + n,
            lambda n: f"+44 {n[:4]} {n[4:]}",
            lambda n: f"0044{n}",
            lambda n: f"0{n[:4]}-{n[4:7]}-{n[7:]}",
            lambda n: f"+44 (0){n}",
            lambda n: f"0{n[:4]} {n[4:]} (whatsapp)",
            lambda n: f"tel. 0{n[:4]}/{n[4:]}".replace("/", "."),
        )
        found = [
            world.add(
                Facts(None, (replace(self.seen(man), phone_said=self.dice.choice(spell)(digits)),))
            )
            for _ in range(self.dice.randint(2, 4))
        ]
        if digits[-1] != digits[-2]:
            swapped = digits[:-2] + digits[-1] + digits[-2]
            decoy = world.add(Facts(None, (SuspectFacts("male", phone_said="0" + swapped),)))
            world.never |= {frozenset((decoy, each)) for each in found}
        return found

    def account(self, world: World) -> list[str]:
        number = self.fresh(lambda: self.dice.randint(10, 9999))
        first = self.dice.choice(("Polite", "Nice", "Busy", "Lonely", "Generous", "Kind"))
        second = self.dice.choice(("Rob", "Tom", "Dan", "Lee", "Gaz", "Max"))
        spell = ("{0}_{1}_{2}", "{0}.{1}.{2}", "{0}{1}{2}", "@{0}-{1}{2}", "{0} {1} {2}")
        man, sites = self.man(), ("ad_site_k", "chat_m", "Site Q")
        found = []
        for _ in range(self.dice.randint(2, 3)):
            name = self.dice.choice(spell).format(first, second, number)
            if self.dice.random() < 0.5:
                name = name.lower()
            account: dict[str, Any] = {
                "account_platform": self.dice.choice(sites),
                "account_name": name,
            }
            found.append(world.add(Facts(None, (replace(self.seen(man), **account),))))
        decoy = SuspectFacts(
            "male", account_platform=sites[0], account_name=f"{first}_{second}x_{number}"
        )
        key = world.add(Facts(None, (decoy,)))
        world.never |= {frozenset((key, each)) for each in found}
        return found

    def mark(self, world: World) -> list[str]:
        man, marks = self.man(), self.fresh(lambda: self.dice.choice(MARKS))
        kept = self.dice.sample(list(LOOKS), 4)
        found = []
        for words in self.dice.sample(marks, self.dice.randint(2, len(marks))):
            looks: dict[str, Any] = {
                name: getattr(man, name) if name in kept else None for name in LOOKS
            }
            found.append(world.add(Facts(None, (replace(man, features=(words,), mo=(), **looks),))))
        # Somebody quite different with the very same mark.
        other = replace(apart(man), features=(marks[0],))
        key = world.add(Facts(None, (other,)))
        world.never |= {frozenset((key, each)) for each in found}
        return found

    def signs(self, world: World) -> list[str]:
        man, car = self.man(), self.car()
        signs = self.dice.sample(SIGNS, 2)
        found = []
        for number in range(self.dice.randint(2, 3)):
            features = tuple(self.dice.choice(each) for each in signs)
            plate = None if number == 1 else car.plate_said
            one = replace(car, plate_said=plate, features=features)
            found.append(world.add(Facts(one, (replace(self.seen(man), age=man.age),))))
        # The same kind of car with the same two features under a whole other plate.
        twin = replace(
            car, plate_said=self.registration(), features=tuple(each[0] for each in signs)
        )
        key = world.add(Facts(twin, (apart(man),)))
        world.never |= {frozenset((key, each)) for each in found}
        return found

    # who looks like one man and is not

    def never(self, world: World, told: list[Facts]) -> None:
        keys = [world.add(each) for each in told]
        world.never |= {frozenset(pair) for pair in combinations(keys, 2)}

    def brothers(self, world: World) -> None:
        """Two men alike in everything but their marks, told of without a name or a number."""
        man = self.man()
        marks = (("tattoo: anchor on neck",), ("scar: chin",))
        self.never(world, [Facts(None, (replace(man, features=each),)) for each in marks])

    def taxis(self, world: World) -> None:
        """Cars of one firm: make, model, colour and sign are the same, the registrations not."""
        car = VehicleFacts("skoda", "Octavia", "silver", "taxi", None, ("taxi sign on the roof",))
        told = [
            Facts(replace(car, plate_said=self.registration() if at % 2 else None), (self.man(),))
            for at in range(6)
        ]
        self.never(world, told)

    def fashion(self, world: World) -> None:
        """A mark that many have: men who cannot be one, all with a cross on the neck."""
        man = self.man()
        told = []
        for _ in range(6):
            told.append(Facts(None, (replace(man, features=("tattoo: cross on neck",), mo=()),)))
            man = apart(man)
            man = replace(man, age=self.dice.choice(LOOKS["age"]))
        self.never(world, [told[0], told[1]])

    def shared_telephone(self, world: World) -> None:
        """One number, two men: shown as strong, and what differs beside it (exchange format)."""
        number = self.fresh(lambda: f"07700{self.dice.randint(900100, 900998)}")
        man = self.man()
        keys = [
            world.add(Facts(None, (replace(each, phone_said=number),)))
            for each in (man, apart(man))
        ]
        world.same.add(frozenset(keys))
        world.shared.add(frozenset(keys))

    def vaguely(self) -> Facts:
        """Return what many a telling is: little, and nothing that tells one man from another."""
        man = self.seen(self.man())
        features = (
            self.dice.choice(
                ("glasses", "clothing: dark jacket", "tattoo", "clothing: hi-vis vest")
            ),
        )
        vehicle = None
        if self.dice.random() < 0.4:
            car = self.car()
            vehicle = replace(car, plate_said=None, model=None, type=None)
        elif self.dice.random() < 0.3:
            vehicle = self.car()
        return Facts(
            vehicle, (replace(man, features=features if self.dice.random() < 0.4 else ()),)
        )


def apart(man: SuspectFacts) -> SuspectFacts:
    """Return somebody who cannot be this man: all of his looks are others."""
    step: dict[str, int] = {
        name: (LOOKS[name].index(getattr(man, name)) + 2) % len(LOOKS[name]) for name in LOOKS
    }
    looks: dict[str, Any] = {name: LOOKS[name][place] for name, place in step.items()}
    return SuspectFacts("male", **looks)
