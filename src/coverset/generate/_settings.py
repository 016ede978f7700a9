"""Made-up places of the story and where they are shot: kinds of place, their rooms, what is around them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of place: what the story calls it, rooms inside and spots outside, and (id, name) of what we shoot it in.

    ``cars`` tells that it is a road, where a vehicle can be driven on camera.
    """

    stories: tuple[str, ...]
    inside: tuple[str, ...]
    outside: tuple[str, ...]
    real: tuple[tuple[str, str], ...]
    cars: bool = False


KINDS = (
    Kind(
        ("HOTEL", "BOARDING HOUSE", "INN", "SANATORIUM"),
        ("LOBBY", "ROOM 14", "CORRIDOR", "DINING ROOM", "KITCHEN", "BACK STAIRS"),
        ("TERRACE", "ENTRANCE", "SERVICE YARD"),
        (
            ("HOTEL", "Spa hotel closed for the season"),
            ("HOSTEL", "Pilgrims' hostel"),
            ("GUEST HOUSE", "Guest house on the square"),
        ),
    ),
    Kind(
        ("CUSTOMS HOUSE", "PREFECTURE", "LAND REGISTRY", "COURTHOUSE", "TELEGRAPH OFFICE"),
        ("READING ROOM", "ARCHIVE", "DIRECTOR'S OFFICE", "COUNTER HALL", "STAIRCASE", "INTERVIEW ROOM"),
        ("STEPS", "COURTYARD", "FRONT GATE"),
        (
            ("BANK", "Former savings bank"),
            ("FACULTY", "Disused law faculty"),
            ("ANNEXE", "Town hall annexe"),
        ),
    ),
    Kind(
        ("FERRY LANDING", "FISH MARKET", "BOATYARD", "HARBOUR", "DRY DOCK"),
        ("NET LOFT", "HARBOUR OFFICE", "ICE STORE", "COLD ROOM"),
        ("QUAY", "SLIPWAY", "PIER", "BREAKWATER", "MOORINGS"),
        (
            ("MOLE", "East mole of the old port"),
            ("YARD", "Working boatyard"),
            ("CANNERY", "Shut cannery with its own quay"),
        ),
    ),
    Kind(
        ("HOUSE", "FARM", "VILLA", "MILL", "VICARAGE"),
        ("KITCHEN", "BEDROOM", "PARLOUR", "ATTIC", "CELLAR", "LANDING"),
        ("GARDEN", "ORCHARD", "BACK DOOR", "DRIVE", "BARNYARD"),
        (
            ("MANOR", "Manor on the ridge"),
            ("FARM", "Farmhouse with outbuildings"),
            ("WATER MILL", "Water mill below the weir"),
        ),
    ),
    Kind(
        ("RAILWAY STATION", "TRAM DEPOT", "GOODS STATION"),
        ("WAITING ROOM", "TICKET OFFICE", "COMPARTMENT", "WORKSHOP"),
        ("PLATFORM", "SIDINGS", "FOOTBRIDGE", "FORECOURT"),
        (
            ("TERMINUS", "Heritage railway, upper terminus"),
            ("BRANCH STATION", "Branch line station without traffic"),
            ("TRAM MUSEUM", "Tram museum"),
        ),
    ),
    Kind(
        ("HIGH STREET", "MARKET SQUARE", "OLD TOWN", "ROPEMAKERS' LANE"),
        ("CAFE", "TAILOR'S SHOP", "PHARMACY", "BAR"),
        ("ARCADE", "FOUNTAIN", "ALLEY", "CROSSROADS", "ROOFTOPS"),
        (
            ("CATHEDRAL QUARTER", "Streets around the cathedral"),
            ("LOWER MARKET", "Lower market and its lanes"),
            ("WALLS", "Car-free quarter by the walls"),
        ),
        cars=True,
    ),
    Kind(
        ("MOUNTAIN ROAD", "COAST ROAD", "PASS", "RIVER ROAD"),
        ("ROAD HOUSE", "TOLL HUT"),
        ("HAIRPIN", "LAY-BY", "VIADUCT", "TUNNEL MOUTH", "VIEWPOINT"),
        (
            ("OLD PASS", "Closed stretch of the old pass road"),
            ("CLIFF ROAD", "Cliff road above the bay"),
            ("RESERVOIR ROAD", "Service road of the reservoir"),
        ),
        cars=True,
    ),
    Kind(
        ("FOUNDRY", "GLASSWORKS", "TANNERY", "PRINTING WORKS", "SALT WORKS"),
        ("FURNACE HALL", "DRAWING OFFICE", "STORE", "CHANGING ROOM", "BOILER ROOM"),
        ("YARD", "LOADING BAY", "ROOF", "CHIMNEY FOOT"),
        (
            ("RIVER TANNERY", "Disused tannery on the river"),
            ("BRICK WORKS", "Brick works, kiln hall"),
            ("CEMENT WORKS", "Cement works, one kiln cold"),
        ),
    ),
    Kind(
        ("HOSPITAL", "HOSPICE", "CONVENT", "ALMSHOUSE"),
        ("WARD", "CHAPEL", "DISPENSARY", "CELL", "REFECTORY"),
        ("CLOISTER", "KITCHEN GARDEN", "GATE"),
        (
            ("SEMINARY", "Former seminary"),
            ("INFIRMARY", "Empty infirmary wing"),
            ("ABBEY", "Abbey with a walled garden"),
        ),
    ),
)

STAGE = Kind(
    ("SAFE HOUSE", "TOWN HOUSE", "EMBASSY", "APARTMENT", "MANSION"),
    ("MAIN ROOM", "DRAWING ROOM", "PASSAGE", "BATHROOM", "STUDY", "LIBRARY", "LANDING", "BEDROOM"),
    (),
    (
        ("STAGE A", "Stage A"),
        ("STAGE B", "Stage B"),
        ("STAGE C", "Stage C"),
        ("STAGE D", "Stage D"),
        ("WAREHOUSE", "Warehouse stage"),
    ),
)

OWNERS = (
    "ASTERLA", "MORVENNE", "SAN TELMO", "DRAVE", "OLDMOOR", "PORTA NOVA", "KESTREL", "WHINFELL", "ARGENTA",
    "TREVISK", "MIRABEL", "SANT'ORO", "BLACKWATER", "GREYLING", "VALDORA", "HALCYON", "MARTELLO", "STORM GATE",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Town:
    """A real town: public coordinates in degrees, ISO country, currency of its country, time zone."""

    id: str
    name: str
    country: str
    latitude: float
    longitude: float
    timezone: str
    currency: str = "EUR"


# South of 56 degrees north, so that every date of the year has daylight and dark enough to shoot in.
REGIONS: tuple[tuple[Town, ...], ...] = (
    (
        Town("LONDON", "London", "GB", 51.5074, -0.1278, "Europe/London", "GBP"),
        Town("YORK", "York", "GB", 53.9591, -1.0815, "Europe/London", "GBP"),
        Town("WHITBY", "Whitby", "GB", 54.4858, -0.6206, "Europe/London", "GBP"),
        Town("EDINBURGH", "Edinburgh", "GB", 55.9533, -3.1883, "Europe/London", "GBP"),
        Town("DUBLIN", "Dublin", "IE", 53.3498, -6.2603, "Europe/Dublin"),
        Town("GALWAY", "Galway", "IE", 53.2707, -9.0568, "Europe/Dublin"),
    ),
    (
        Town("ROME", "Rome", "IT", 41.9028, 12.4964, "Europe/Rome"),
        Town("NAPLES", "Naples", "IT", 40.8518, 14.2681, "Europe/Rome"),
        Town("MATERA", "Matera", "IT", 40.6664, 16.6043, "Europe/Rome"),
        Town("TURIN", "Turin", "IT", 45.0703, 7.6869, "Europe/Rome"),
        Town("VALLETTA", "Valletta", "MT", 35.8989, 14.5146, "Europe/Malta"),
        Town("DUBROVNIK", "Dubrovnik", "HR", 42.6507, 18.0944, "Europe/Zagreb"),
    ),
    (
        Town("LISBON", "Lisbon", "PT", 38.7223, -9.1393, "Europe/Lisbon"),
        Town("PORTO", "Porto", "PT", 41.1579, -8.6291, "Europe/Lisbon"),
        Town("SEVILLE", "Seville", "ES", 37.3891, -5.9845, "Europe/Madrid"),
        Town("ALMERIA", "Almeria", "ES", 36.8340, -2.4637, "Europe/Madrid"),
        Town("BILBAO", "Bilbao", "ES", 43.2630, -2.9350, "Europe/Madrid"),
        Town("MARSEILLE", "Marseille", "FR", 43.2965, 5.3698, "Europe/Paris"),
    ),
    (
        Town("BERLIN", "Berlin", "DE", 52.5200, 13.4050, "Europe/Berlin"),
        Town("DRESDEN", "Dresden", "DE", 51.0504, 13.7373, "Europe/Berlin"),
        Town("PRAGUE", "Prague", "CZ", 50.0755, 14.4378, "Europe/Prague"),
        Town("VIENNA", "Vienna", "AT", 48.2082, 16.3738, "Europe/Vienna"),
        Town("BUDAPEST", "Budapest", "HU", 47.4979, 19.0402, "Europe/Budapest"),
        Town("TRIESTE", "Trieste", "IT", 45.6495, 13.7768, "Europe/Rome"),
    ),
)
