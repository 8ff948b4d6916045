"""How different two colours look: CIEDE2000 (Sharma, Wu and Dalal 2005)."""

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

RGB = tuple[int, int, int]
WHITE = (0.95047, 1.0, 1.08883)
"""The white of D65."""


def _linear(value: int) -> float:
    part = value / 255
    return part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4


def _root(part: float) -> float:
    return part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116


def lab(colour: RGB) -> tuple[float, float, float]:
    """Return lightness, and how red and how yellow a colour is (CIELAB)."""
    red, green, blue = (_linear(value) for value in colour)
    x = 0.4124564 * red + 0.3575761 * green + 0.1804375 * blue
    y = 0.2126729 * red + 0.7151522 * green + 0.0721750 * blue
    z = 0.0193339 * red + 0.1191920 * green + 0.9503041 * blue
    x, y, z = (_root(part / white) for part, white in zip((x, y, z), WHITE, strict=True))
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def ciede2000(one: RGB, other: RGB) -> float:
    """Return the difference of two colours."""
    return difference(lab(one), lab(other))


def difference(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """Return the difference of two colours in CIELAB."""
    l1, a1, b1 = one
    l2, a2, b2 = other
    chroma = (hypot(a1, b1) + hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * sqrt(chroma**7 / (chroma**7 + 25**7))
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = degrees(atan2(b1, a1)) % 360, degrees(atan2(b2, a2)) % 360
    turn = h2 - h1
    if c1 * c2 == 0:
        turn = 0.0
    elif turn > 180:
        turn -= 360
    elif turn < -180:
        turn += 360
    dl, dc, dh = l2 - l1, c2 - c1, 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    middle_l, middle_c = (l1 + l2) / 2, (c1 + c2) / 2
    middle_h = h1 + h2
    if c1 * c2:
        far = abs(h1 - h2) > 180
        middle_h = (middle_h + (360 if middle_h < 360 else -360)) / 2 if far else middle_h / 2
    weight = (
        1
        - 0.17 * cos(radians(middle_h - 30))
        + 0.24 * cos(radians(2 * middle_h))
        + 0.32 * cos(radians(3 * middle_h + 6))
        - 0.20 * cos(radians(4 * middle_h - 63))
    )
    sl = 1 + 0.015 * (middle_l - 50) ** 2 / sqrt(20 + (middle_l - 50) ** 2)
    sc, sh = 1 + 0.045 * middle_c, 1 + 0.015 * middle_c * weight
    bend = 60 * exp(-(((middle_h - 275) / 25) ** 2))
    rc = 2 * sqrt(middle_c**7 / (middle_c**7 + 25**7))
    twist = -sin(radians(bend)) * rc
    light, chroma, hue = dl / sl, dc / sc, dh / sh
    return sqrt(light**2 + chroma**2 + hue**2 + twist * chroma * hue)
