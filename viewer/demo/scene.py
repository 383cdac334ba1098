"""The demo's one written scene: a made-up story of about a minute, from which all nine results are derived.

Everything in it is invented: people, brands, places and numbers. It can be drawn as a film, since every position is a
function of the frame.
"""

from __future__ import annotations

from viewer.demo.motion import BoundingBox, FrameSpan, moving
from viewer.demo.stage import (
    Caption,
    Concept,
    Face,
    Feeling,
    Likeness,
    Logo,
    Person,
    Presence,
    Scene,
    ScreenText,
    Shot,
    SpokenLine,
    Topic,
)

MIRJA = Person("Mirja Öhn", "fa0e0001-7ea0-4ca5-8e11-0000000000f1", "1")
PIP = Person("Pip Tarrow", "fa0e0002-7ea0-4ca5-8e11-0000000000f2", "2")
STRANGER = Person("Pat Harrow", "fa0e0003-7ea0-4ca5-8e11-0000000000f3", "3")  # never appears: only a wrong guess

_SHOTS = (
    Shot(FrameSpan(0, 149), "lighthouse at dusk", ("2b3a67", "e8a87c", "41507a")),
    Shot(FrameSpan(150, 344), "kitchen", ("d9b382", "7a4b2a", "f4e4c1")),
    Shot(FrameSpan(345, 511), "mail boat on the sea", ("3f6c8f", "f2c14e", "c9d6df")),
    Shot(FrameSpan(512, 629), "deck", ("5d8aa8", "f5f5f0", "d1495b")),
    Shot(FrameSpan(630, 867), "kitchen door", ("d9b382", "5b3a29", "f2c14e")),
    Shot(FrameSpan(868, 989), "kitchen, close", ("f2c14e", "7a4b2a", "e6c9a8")),
    Shot(FrameSpan(990, 1099), "stove", ("b5b8b1", "2f2f2f", "f7f7f7")),
    Shot(FrameSpan(1100, 1394), "kitchen table", ("d9b382", "a44a3f", "f4e4c1")),
    Shot(FrameSpan(1395, 1539), "lighthouse at night", ("0b132b", "1c2541", "ffd166")),
)

_MIRJA_FACE = Face(
    "female",
    0.972,
    (
        moving(
            (158, 0.18, 0.24, 0.17, 0.34),
            (230, 0.30, 0.22, 0.18, 0.36),
            (300, 0.34, 0.24, 0.18, 0.36),
            (340, 0.31, 0.25, 0.17, 0.34),
            hidden=((262, 274),),  # she turns to the stove
        ),
        moving((630, 0.10, 0.26, 0.14, 0.28), (740, 0.16, 0.24, 0.15, 0.30), (867, 0.18, 0.24, 0.15, 0.30)),
        moving(
            (1100, 0.14, 0.22, 0.17, 0.34),
            (1240, 0.20, 0.26, 0.17, 0.34),
            (1320, 0.19, 0.18, 0.17, 0.34),
            (1394, 0.18, 0.22, 0.17, 0.34),
            hidden=((1252, 1262),),  # the lid of the parcel
        ),
    ),
    (
        Feeling(FrameSpan(158, 234), -0.12, (("serious expression", 0.71),)),
        Feeling(FrameSpan(235, 340), 0.24, (("mild joy", 0.66), ("neutral", 0.31))),
        Feeling(FrameSpan(630, 700), -0.31, (("concentration/displeasure", 0.58),)),
        Feeling(FrameSpan(701, 867), 0.43, (("mild joy", 0.77),)),
        Feeling(FrameSpan(1100, 1180), 0.05, (("neutral", 0.69),)),
        Feeling(FrameSpan(1181, 1265), 0.52, (("surprise", 0.83), ("joy", 0.57))),
        Feeling(FrameSpan(1266, 1394), 0.91, (("joy", 0.94),)),
    ),
    (Likeness(MIRJA, 0.981),),
)
_PIP_FACE = Face(
    "male",
    0.958,
    (
        moving((676, 0.93, 0.20, 0.15, 0.30), (720, 0.66, 0.22, 0.15, 0.30), (867, 0.60, 0.22, 0.15, 0.30)),
        moving((868, 0.33, 0.12, 0.34, 0.68), (930, 0.36, 0.10, 0.35, 0.70), (989, 0.34, 0.12, 0.34, 0.68)),
        moving((1100, 0.62, 0.20, 0.17, 0.34), (1290, 0.58, 0.22, 0.17, 0.34), (1394, 0.64, 0.20, 0.17, 0.34)),
    ),
    (
        Feeling(FrameSpan(690, 867), 0.38, (("mild joy", 0.72),)),
        Feeling(FrameSpan(868, 989), 0.11, (("serious expression", 0.62), ("mild joy", 0.41))),
        Feeling(FrameSpan(1100, 1170), -0.18, (("tension/anxiousness", 0.55),)),
        Feeling(FrameSpan(1171, 1394), 0.84, (("joy", 0.90),)),
    ),
    (Likeness(PIP, 0.944), Likeness(STRANGER, 0.531)),
)
_HOODED_FACE = Face(
    "male",
    0.803,
    (moving((352, 0.74, 0.30, 0.06, 0.11), (430, 0.47, 0.27, 0.07, 0.12), (508, 0.18, 0.29, 0.07, 0.12)),),
    (Feeling(FrameSpan(352, 508), 0.47, (("joy", 0.61),)),),
    (Likeness(PIP, 0.713),),
    quality="low",
)
_CHILD_FACE = Face(
    "female",
    0.684,
    (moving((520, -0.05, 0.34, 0.13, 0.24), (560, 0.08, 0.31, 0.13, 0.24), (622, -0.04, 0.35, 0.13, 0.24)),),
    (Feeling(FrameSpan(520, 622), 0.79, (("joy", 0.88), ("surprise", 0.52))),),
    is_under_18=True,
)

_LOGOS = (
    Logo(
        "Wobbly Gull Mail",
        "demo-gullmai",
        (
            moving((345, 0.70, 0.52, 0.16, 0.12), (430, 0.41, 0.50, 0.17, 0.13), (511, 0.12, 0.52, 0.17, 0.13)),
            moving((380, 0.72, 0.20, 0.05, 0.05), (480, 0.30, 0.17, 0.05, 0.05)),  # the flag
            moving((1100, 0.60, 0.66, 0.12, 0.10), (1229, 0.46, 0.63, 0.12, 0.10)),  # the parcel
            moving((1251, 0.45, 0.63, 0.12, 0.10), (1394, 0.42, 0.62, 0.12, 0.10)),
            moving((1400, 0.52, 0.60, 0.08, 0.06), (1500, 0.86, 0.52, 0.02, 0.015)),  # sails to the horizon
        ),
    ),
    Logo(
        "Singwell Kettles",
        "demo-singwel",
        (
            moving((170, 0.64, 0.55, 0.05, 0.03), (344, 0.64, 0.55, 0.05, 0.03)),
            moving((990, 0.40, 0.52, 0.12, 0.07), (1099, 0.36, 0.50, 0.22, 0.13)),
        ),
    ),
)
_TEXTS = (
    ScreenText(
        "Demo: made-up data",
        "upper_third",
        BoundingBox(0.36, 0.04, 0.28, 0.06),
        (FrameSpan(10, 149), FrameSpan(1395, 1539)),
    ),
    ScreenText("THE LIGHTHOUSE KETTLE", "full_frame_analysis", BoundingBox(0.2, 0.42, 0.6, 0.14), (FrameSpan(30, 119),)),
    ScreenText("Mirja Öhn, keeper of the light", "lower_third", BoundingBox(0.06, 0.80, 0.44, 0.08), (FrameSpan(165, 270),)),
    ScreenText("Pip Tarrow, mail boat skipper", "lower_third", BoundingBox(0.06, 0.80, 0.44, 0.08), (FrameSpan(365, 460),)),
    ScreenText("RUM CAKE – THIS SIDE UP", "middle_third", BoundingBox(0.40, 0.56, 0.22, 0.05), (FrameSpan(1150, 1260),)),
    ScreenText("THE END", "full_frame_analysis", BoundingBox(0.36, 0.42, 0.28, 0.14), (FrameSpan(1450, 1539),)),
)


def _concept(
    label: str, concept_id: str, *presences: tuple[int, int, float], tags: tuple[str, ...] = (), graph_id: str | None = None
) -> Concept:
    return Concept(label, concept_id, tuple(Presence(*presence) for presence in presences), tags, graph_id)


_SIGHTS = (
    _concept(
        "lighthouse", "demo-lightho", (0, 6, 0.957), (56, 61, 0.911), tags=("buildings_architecture",), graph_id="/m/0demo1"
    ),
    _concept("sea", "demo-sea0001", (0, 6, 0.902), (14, 25, 0.963), (56, 61, 0.774), graph_id="/m/0demo2"),
    _concept("dusk", "demo-dusk001", (0, 6, 0.731), tags=("time",)),
    _concept("kitchen", "demo-kitchen", (6, 13, 0.948), (26, 39, 0.921), (44, 55, 0.955), tags=("home_garden",)),
    _concept(
        "kettle", "demo-kettle1", (7, 13, 0.883), (40, 44, 0.991), tags=("home_garden", "food_drink"), graph_id="/m/0demo3"
    ),
    _concept("woman", "demo-woman01", (6, 13, 0.972), (26, 34, 0.938), (44, 55, 0.969), tags=("human_basic",)),
    _concept("boat", "demo-boat001", (14, 25, 0.979), (56, 60, 0.702), tags=("boats_ships",), graph_id="/m/0demo4"),
    _concept("raincoat, yellow", "demo-coat001", (15, 20, 0.768), (28, 39, 0.846), tags=("fashion_wear",)),
    _concept("gull", "demo-gull001", (17, 19, 0.644), (22, 25, 0.812), tags=("fauna",)),
    _concept("child", "demo-child01", (21, 25, 0.866), tags=("human_basic", "children_family_play")),
    _concept("man", "demo-man0001", (28, 39, 0.951), (44, 55, 0.940), tags=("human_basic",)),
    _concept("tobacco pipe", "demo-pipe001", (35, 39, 0.917), tags=("content_compliance",), graph_id="/m/0demo5"),
    _concept("steam", "demo-steam01", (10, 13, 0.587), (40, 44, 0.932)),
    _concept("parcel", "demo-parcel1", (44, 50, 0.894), tags=("brand_product",)),
    _concept(
        "birthday cake", "demo-cake001", (50, 55, 0.973), tags=("food_drink", "celebrations_holidays"), graph_id="/m/0demo6"
    ),
    _concept("night", "demo-night01", (56, 61, 0.908), tags=("time",)),
)
_SOUNDS = (
    _concept("waves", "demo-waves01", (0, 6, 0.884), (14, 25, 0.931), (56, 61, 0.902), graph_id="/m/0demo7"),
    _concept("music", "demo-music01", (0, 6, 0.963), (50, 61, 0.977), graph_id="/m/0demo8"),
    _concept("whistle, kettle", "demo-whistle", (10, 13, 0.713), (40, 44, 0.988)),
    _concept("boat engine", "demo-engine1", (14, 21, 0.846), tags=("boats_ships",)),
    _concept("gull cry", "demo-gullcry", (17, 18, 0.604), (22, 25, 0.871), tags=("fauna",)),
    _concept("laughter", "demo-laugh01", (53, 56, 0.929)),
)
_LINES = (
    SpokenLine(6520, 9180, MIRJA, "Forty years, and this kettle still sings out of tune.", -0.21, 0.28),
    SpokenLine(9640, 12960, MIRJA, "Every evening the same song, just before the mail boat.", 0.12, 0.31),
    SpokenLine(14310, 17020, PIP, "Ahoy, Wobbly Rock! Parcel for Mirja Öhn!", 0.46, 0.82),
    SpokenLine(17480, 20125, PIP, "Mind the step, and mind the gull.", 0.08, 0.64),
    SpokenLine(22083, 24640, MIRJA, "You're late, Pip. The light was lit at six.", -0.42, 0.47),
    SpokenLine(25800, 29367, PIP, 'The sea said, "Not so fast," and who am I to argue?', 0.27, 0.52),
    SpokenLine(29900, 31710, MIRJA, "Tea with salt & sugar, as always?", 0.33, 0.39),
    SpokenLine(32060, 34405, PIP, "As always. It tastes of home, Mirja.", 0.71, 0.34),
    SpokenLine(35040, 38911, PIP, "I gave up tobacco, you know. The pipe is only for looking wise.", 0.05, 0.26),
    SpokenLine(40200, 42360, MIRJA, "Oh, that damn kettle!", -0.83, 0.91),
    SpokenLine(42719, 43880, PIP, "Language, Mirja!", -0.15, 0.58),
    SpokenLine(44560, 47001, PIP, "Quick, open the parcel before it melts.", -0.06, 0.73),
    SpokenLine(47520, 50240, MIRJA, "A rum cake? Pip, you remembered the day!", 0.78, 0.79),
    SpokenLine(50720, 53440, PIP, "Happy birthday, keeper of the light! 🎂", 0.95, 0.86),
    SpokenLine(53800, 55640, MIRJA, "Listen … it sings in tune.", 0.88, 0.41),
    SpokenLine(57205, 60080, PIP, "See you tomorrow. Same sea, same tune.", 0.52, 0.29),
)
_CAPTIONS = (
    Caption(0, FrameSpan(0, 149), "A small lighthouse stands on a round rock in a calm sea at dusk, its lamp just lit."),
    Caption(1, FrameSpan(150, 344), "A woman with grey hair waits in a warm kitchen while a kettle heats on the stove."),
    Caption(
        2, FrameSpan(345, 511), "A red mail boat with a gull on its hull crosses the picture, a man in a hood at the wheel."
    ),
    Caption(3, FrameSpan(512, 629), "A child leans in from the left and waves from the deck of the boat."),
    Caption(4, FrameSpan(630, 867), "A man in a yellow raincoat comes through the kitchen door and greets the woman."),
    Caption(5, FrameSpan(868, 989), "A close-up of the man, who looks very serious with an unlit pipe in his hand."),
    Caption(7, FrameSpan(1100, 1249), "The two sit at the table, and a parcel is pushed from one side to the other."),
    Caption(7, FrameSpan(1250, 1394), "A birthday cake stands on the table; the woman and the man laugh."),
    Caption(
        8, FrameSpan(1395, 1500), "The boat sails towards the horizon at night under the turning light of the lighthouse."
    ),
)
_TOPICS = (
    Topic("Food & Drink", "IAB8", ("Food & Drink",)),
    Topic("Coffee/Tea", "IAB8-6", ("Food & Drink", "Coffee/Tea"), 26, 35, 0.812, 0.744, 30, ("speech", "visual")),
    Topic("Desserts & Baking", "IAB8-8", ("Food & Drink", "Desserts & Baking"), 47, 56, 0.691, 0.857, 51, ("speech",)),
    Topic("Travel", "IAB20", ("Travel",), 14, 25, 0.214, 0.402, 19, ("visual",)),
)

SCENE = Scene(
    title="Demo: The Lighthouse Kettle (made-up data)",
    description="Made-up data for the demo of Job Results Viewer: no such film, people or brands exist. “Best with tea” 🫖",
    fps=25,
    width=1280,
    height=720,
    gallery_id="6a11e000-7ea0-4ca5-8e11-0000000000a0",
    shots=_SHOTS,
    faces=(_MIRJA_FACE, _PIP_FACE, _HOODED_FACE, _CHILD_FACE),
    logos=_LOGOS,
    texts=_TEXTS,
    sights=_SIGHTS,
    sounds=_SOUNDS,
    lines=_LINES,
    keywords=(
        ("novelty_word", ("kettle", "mail boat", "parcel", "tea")),
        ("name.person", ("Mirja", "Mirja Öhn", "Pip")),
        ("name.location", ("Wobbly Rock",)),
    ),
    compliance_words=("damn", "rum", "tobacco"),
    captions=_CAPTIONS,
    topics=_TOPICS,
    genres=("comedy", "slice of life"),
)
