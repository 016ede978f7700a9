// A unit's used days in a row: what lies between two neighbours, and what the first and the longest cost.
// Invariant: a link belongs to its later day, and is zero for an unused slot and for a unit's first used one.
#pragma once

#include "day.hpp"

namespace coverset {

inline bool share_a_place(const Day& a, const Day& b) {
  if (a.places.size() == 1 && b.places.size() == 1) return a.places[0] == b.places[0];
  auto x = a.places.begin(), y = b.places.begin();
  while (x != a.places.end() && y != b.places.end()) {
    if (*x == *y) return true;
    *x < *y ? ++x : ++y;
  }
  return false;
}

template <class Sink>
void link_term(const Problem& problem, const Unit& unit, const Day& before, const Day& after, const Clock& was,
               const Clock& is, int date, int free_dates, Sink& sink) {
  if (!unit.idle.empty() && free_dates > 0)
    sink.charge(unit.idle_line, unit.idle[date] - unit.idle[date - free_dates]);
  if (!share_a_place(before, after)) sink.charge(unit.move_line, unit.move_price);
  if (was.base != is.base) {
    sink.charge(unit.travel_line, problem.unit_fare(was.base, is.base));
    int missing = problem.free_days(was.base, is.base) - free_dates;
    if (missing > 0) sink.broke(kTravel, missing);
  }
  if (unit.rest && free_dates == 0) {
    int missing = unit.rest - (is.call + 1440 - was.wrap);
    if (missing > 0) sink.broke(kCrewRest, missing);
  }
  if ((was.shift == kNightShift) != (is.shift == kNightShift)) sink.charge(unit.switch_line, unit.switch_price);
}

template <class Sink>
void opening_term(const Unit& unit, const Day& first, Sink& sink) {
  if (first.size > unit.opening_size)
    sink.charge(unit.opening_line, (first.size - unit.opening_size) * unit.opening_price);
  sink.charge(unit.opening_task_line, first.opening);
}

// How many dates of a unit lie beyond its longest run, each broken by one.
template <class Sink>
void run_term(const Unit& unit, const u64* used, int words, Sink& sink) {
  int run = 0, before = -2;
  for (int d = next_bit(used, words, 0); d >= 0; d = next_bit(used, words, d + 1)) {
    run = d == before + 1 ? run + 1 : 1;
    if (run > unit.max_run) sink.broke(kCrewRun, 1);
    before = d;
  }
}

// `sizes` are those of the used days, in any order; they are sorted on the way.
template <class Sink>
void lengths_term(const Unit& unit, std::vector<int>& sizes, Sink& sink) {
  std::sort(sizes.begin(), sizes.end(), std::greater<int>());
  i64 over = 0;
  for (std::size_t k = 0; k < sizes.size(); ++k)
    over += std::max(0, sizes[k] - (k < unit.lengths.size() ? unit.lengths[k] : 0));
  if (over > 0) sink.broke(kLengths, over);
}

}  // namespace coverset
