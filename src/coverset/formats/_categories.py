"""The categories of a script breakdown: their names, the ids other programs give them, and two palettes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Category:
    """One breakdown category.

    ``key`` is our name for it; ``uci`` its number in the Universal Category Identification; ``guids`` the
    ids Final Draft (first) and other writers of FDX give it, which stay while names change; the colours
    are "#RRGGBB" from Final Draft 13 and from the older version 4 category file; ``aliases`` are other words
    people write for it, in lower case.
    """

    key: str
    title: str
    uci: int | None
    guids: tuple[str, ...] = ()
    colour: str = "#708090"
    colour_v4: str = "#009999"
    aliases: tuple[str, ...] = ()


CATEGORIES: Mapping[str, Category] = MappingProxyType(
    {
        category.key: category
        for category in (
            Category("set", "Set", 0),
            Category(
                "script day",
                "Script Day",
                3,
                ("63c140da-ef2b-491a-b416-b46f461abb89",),
                colour_v4="#FF7E79",
                aliases=("story day", "day no"),
            ),
            Category("unit", "Unit", 4, ("849f1ebf-5507-4f33-bff6-3a5b4d73be14",), colour_v4="#EDE600"),
            Category(
                "sequence", "Sequence", 5, ("70877d87-30ef-45b6-be46-c6fa94b83a71",), colour_v4="#73FCD6"
            ),
            Category(
                "location",
                "Location",
                6,
                ("c5e89e4d-f83e-4c28-950c-92a63f1b5f26",),
                colour_v4="#73FDFF",
                aliases=("locations",),
            ),
            Category(
                "cast",
                "Cast",
                100,
                ("01fc9642-84ff-4366-b37c-a3068dee57e8",),
                "#0000FF",
                "#0036B7",
                (
                    "cast member",
                    "cast members",
                    "character",
                    "characters",
                    "role",
                    "roles",
                    "actor",
                    "actors",
                ),
            ),
            Category(
                "background",
                "Background",
                101,
                ("028a4e2b-b507-4d09-88ab-90e3edae9071",),
                "#00BFFF",
                "#009529",
                ("background actor", "background actors", "bg", "extra", "extras", "atmosphere"),
            ),
            Category(
                "stunts",
                "Stunts",
                102,
                ("0377dbe6-77a3-41af-bda8-86eb2468fdbf",),
                "#FFA500",
                "#E21732",
                ("stunt",),
            ),
            Category(
                "vehicles",
                "Vehicles",
                103,
                ("04721a56-f54b-49c8-80ad-d53887d6b851",),
                "#8B0000",
                "#00B8C8",
                ("vehicle", "picture vehicle", "picture vehicles", "car", "cars"),
            ),
            Category(
                "props",
                "Props",
                104,
                ("05c556eb-6bc1-4a3a-b09f-f8b5ba1b6afa",),
                "#FF0000",
                "#B8754D",
                ("prop", "hand props", "weapon", "weapons"),
            ),
            Category(
                "special effects",
                "Special Effects",
                105,
                ("069e18b8-2109-4f3d-94e7-d802027a60a8",),
                "#1E90FF",
                "#87B7BB",
                ("sfx", "spfx", "special effect", "practical effects"),
            ),
            Category(
                "wardrobe",
                "Wardrobe",
                106,
                ("0726fa85-1e65-4ab8-87de-bf21d09b01f0",),
                "#800080",
                "#FF7D22",
                ("costume", "costumes"),
            ),
            Category(
                "makeup/hair",
                "Makeup/Hair",
                107,
                ("08ae1eef-32ce-415f-9a9b-0982d2453ec4",),
                "#9370DB",
                "#FF3FE6",
                ("makeup", "make-up", "hair", "make-up/hair", "makeup and hair"),
            ),
            Category(
                "animals",
                "Animals",
                108,
                ("09cb0d1c-ce01-4f22-bb64-b5f2e6c491c6",),
                "#CD853F",
                "#B9C532",
                ("animal", "livestock"),
            ),
            Category(
                "animal wranglers",
                "Animal Wranglers",
                109,
                ("0ae40617-cc7c-48e6-ae2b-5aaecc09986f",),
                "#8B4513",
                "#E9B73C",
                ("wrangler", "wranglers", "animal wrangler", "animal handler", "animal handlers"),
            ),
            Category(
                "camera", "Camera", 110, ("47b02ff1-5161-4137-b736-f36eebba7643",), "#CCFF00", "#00CFFF"
            ),
            Category("grip", "Grip", 111, aliases=("grips",)),
            Category("electric", "Electric", 112, aliases=("lighting", "electrical")),
            Category("sound", "Sound", 113, ("0ce7d308-096d-4603-8fe8-349f72cd89ff",), "#008080", "#AF2693"),
            Category("music", "Music", 114, ("0b0b44c9-aa4b-4c40-88b1-d94472ad7a26",), "#20B2AA", "#008B92"),
            Category(
                "art department",
                "Art Department",
                115,
                ("4a84b619-62f9-4c04-8e46-bf2cd0b7f582", "c86eae40-3b01-41c3-a7de-6859e6ec971d"),
                colour_v4="#7A81FF",
                aliases=("art", "art dept"),
            ),
            Category(
                "set dressing",
                "Set Dressing",
                116,
                ("0debb71b-5743-4c53-80cc-e17e841ce645",),
                "#BA55D3",
                "#00EE5E",
                ("dressing", "set dec"),
            ),
            Category(
                "greenery",
                "Greenery",
                117,
                ("0e7a8fc5-5441-4bad-a9bf-5ddd3fe51c69",),
                "#008000",
                "#00C47F",
                ("greens",),
            ),
            Category(
                "security", "Security", 118, ("109d0eaa-0334-4823-ac0c-b44d3f209dc4",), "#DAA520", "#993300"
            ),
            Category(
                "special equipment",
                "Special Equipment",
                119,
                ("0ff5cda4-4d43-4cfe-940f-91380c46fdad",),
                "#BDB76B",
                "#FF1A21",
                ("equipment", "special equip"),
            ),
            Category(
                "additional labor",
                "Additional Labor",
                120,
                ("1179a4b1-70ee-4011-b4a2-809a0af09e92",),
                "#B8860B",
                "#00CCFF",
                ("additional labour", "labor", "labour", "stand-in", "stand-ins"),
            ),
            Category(
                "visual effects",
                "Visual Effects",
                121,
                ("12ab0932-e3b9-4b4a-bcd0-3da1b4e61d5e",),
                "#32CD32",
                "#9900FF",
                ("vfx", "visual effect"),
            ),
            Category(
                "mechanical effects",
                "Mechanical Effects",
                122,
                ("135cc9d1-c4d5-4d00-83d9-571f584ea9cd",),
                "#B22222",
                "#33CC66",
                ("mfx", "mechanical effect"),
            ),
            Category(
                "notes",
                "Notes",
                123,
                ("15b6f4fd-4e74-4ad8-9971-b239d88c2997",),
                "#FFD700",
                "#000066",
                ("note", "production note", "production notes"),
            ),
            Category(
                "comments",
                "Comments",
                124,
                ("216f33fd-fc42-4269-be01-b05b18f815a0",),
                colour_v4="#D783FF",
                aliases=("comment",),
            ),
            Category(
                "miscellaneous",
                "Miscellaneous",
                125,
                ("148267ae-50ae-4746-8202-659fb7447b55", "ce04f547-f7ee-40c9-ab66-d95a0c98034e"),
                "#708090",
                "#009999",
                ("misc",),
            ),
            Category("other", "Other", 126),
            Category(
                "synopsis",
                "Synopsis",
                None,
                ("8e5e75c2-713b-47df-a75f-f12648b98ded",),
                colour_v4="#FF8AD8",
                aliases=("summary",),
            ),
        )
    }
)

# Categories whose words describe the scene as a whole: they become its notes or its synopsis, not elements.
NOTE_CATEGORIES = frozenset({"notes", "comments"})

BY_GUID: Mapping[str, Category] = MappingProxyType(
    {guid: category for category in CATEGORIES.values() for guid in category.guids}
)
BY_NAME: Mapping[str, Category] = MappingProxyType(
    {
        name: category
        for category in CATEGORIES.values()
        for name in (category.key, category.title.casefold(), *category.aliases)
    }
)


def category_named(word: str) -> Category | None:
    """The category people mean by a word, in any case and number: ``Stunt``, ``VFX``, ``extras``."""
    return BY_NAME.get(" ".join(word.casefold().split()))
