"""Times: TIMEX3 expressions with type, value and what they were computed from (ISO-TimeML)."""

from lagebild.reading.times.find import find_times
from lagebild.reading.times.resolve import tells_when

__all__ = ["find_times", "tells_when"]
