"""Planning figures, order of magnitude, not rig design.

What changes which day, which light, which wind and how many people. What sizes a rope, a ramp, a brake or a mat is
left out on purpose. Speeds in km/h and wind in m/s go in; each function says what comes out.
"""

from __future__ import annotations

GRAVITY = 9.81
AIR = 1.225
"""Density of air at sea level and 15 degrees, kg/m3."""

DISTRESS, DANGER = 15, 20
"""m/s of wind at which people afoot are in distress and in danger (Penwarden 1973; Lawson's comfort criteria)."""

DRAG_AREA = (0.5, 1.0)
"""Drag area in m2 of a standing person, from slender and side-on to broad and clothed (Hoerner about 0.84)."""

FRICTION = (0.3, 0.5, 0.7)
"""Tyre on wet, poor and dry road. Wet cobbles were not found in a source: ask the driver."""


def metres_a_second(speed: float) -> float:
    """A speed in km/h as m/s."""
    return speed / 3.6


def airspeed(speed: float, headwind: float = 0) -> float:
    """The wind on somebody on a moving vehicle in m/s: its speed and the wind against it."""
    return metres_a_second(speed) + headwind


def drag(wind: float) -> tuple[float, float]:
    """The push of the wind on a standing person in N, from the least to the most drag area.

    Free stream: the flow on a roof is separated and gusts, tunnels and passing trains are not in it.
    """
    pressure = AIR * wind * wind / 2
    return pressure * DRAG_AREA[0], pressure * DRAG_AREA[1]


def wind_chill(degrees: float, wind: float) -> float | None:
    """The wind chill index in degrees C; None above 10 degrees or in a calm, where it is not defined.

    The joint Canadian and US index of 2001: bare face, wind at 10 m. On a roof it understates.
    """
    speed = wind * 3.6
    if degrees > 10 or speed <= 4.8:
        return None
    power: float = speed**0.16
    return 13.12 + 0.6215 * degrees - 11.37 * power + 0.3965 * degrees * power


def stopping(speed: float, braking: float, reaction: float) -> float:
    """Metres from the call to standing still, at a braking in m/s2 after so many seconds."""
    moving = metres_a_second(speed)
    return moving * reaction + moving * moving / (2 * braking)


def least_radius(speed: float, friction: float) -> float:
    """The least radius in metres of a bend that a tyre's grip still holds at a speed."""
    return metres_a_second(speed) ** 2 / (friction * GRAVITY)


def rollover(track: float, height: float) -> float:
    """The static stability factor: half the track over the height of the centre of mass (NHTSA)."""
    return track / (2 * height)


def height_with(mass: float, height: float, rig: float, rig_height: float) -> float:
    """The height of the common centre of mass of a vehicle and its rig."""
    return (mass * height + rig * rig_height) / (mass + rig)


def arrest_distance(lanyard: float) -> float:
    """Metres that an energy-absorbing lanyard of so many metres may take, with a metre to spare, by common guidance.

    Tests have found real elongation well beyond the standard's method, so this only ever speaks against a use.
    """
    return 2 * lanyard + 1.75 + 1.0
