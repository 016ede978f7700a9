// A unit-day: its tasks in canonical order and the clock that follows (coverset.problem.timeline).
// Invariant: after `settle`, everything in a Day but its tasks is a function of tasks and unit alone; what
// depends on the date is worked out by `day_term`, so a day may change its date without being settled again.
#pragma once

#include <algorithm>

#include "ledger.hpp"

namespace coverset {

struct Day {
  std::vector<int> tasks, places;  // tasks in canonical order; locations, ascending
  int size = 0, base = 0, bases = 0;
  int elapsed = 0, work = 0, set_changes = 0, moves = 0;
  int first_day = kNever, last_day = kNever, first_dark = kNever, last_dark = kNever;
  int strays = 0, darks = 0;  // tasks away from the place of most; dark ones
  i64 opening = 0;
  bool mixed = false, priced = false, tied = false;  // tied: some task has a lag or must be apart
};

// What a used slot shows to transitions and spans.
struct Clock {
  int call = 0, wrap = 0, shift = 0, base = 0;

  bool differs(const Clock& o) const { return call != o.call || wrap != o.wrap || base != o.base; }
};

// Lays what each chain has in a day in the chain's own order (coverset.problem.timeline.chained).
inline void lay_chains(const Problem& problem, std::vector<int>& tasks) {
  std::vector<int> here, stand, laid;
  for (const Chain& chain : problem.chains) {
    here.clear(), stand.clear(), laid.clear();
    for (int t : chain.tasks)
      if (std::find(tasks.begin(), tasks.end(), t) != tasks.end()) here.push_back(t);
    if (here.size() < 2) continue;
    std::size_t at = tasks.size(), last = 0;
    for (std::size_t i = 0; i < tasks.size(); ++i)
      if (std::find(here.begin(), here.end(), tasks[i]) != here.end()) {
        at = std::min(at, i), last = i;
        stand.push_back(tasks[i]);
      }
    if (stand == here && (!chain.whole || last - at + 1 == here.size())) continue;
    laid.assign(tasks.begin(), tasks.begin() + static_cast<long>(at));
    laid.insert(laid.end(), here.begin(), here.end());
    for (std::size_t i = at; i < tasks.size(); ++i)
      if (std::find(here.begin(), here.end(), tasks[i]) == here.end()) laid.push_back(tasks[i]);
    tasks.swap(laid);
  }
}

// Sorts a day's tasks by rank and light: nearly sorted already, since one or two were exchanged.
inline void sort_by_rank(const Problem& problem, Day& day) {
  auto& tasks = day.tasks;
  const auto& rank = problem.rank;
  for (std::size_t i = 1; i < tasks.size(); ++i) {
    int t = tasks[i];
    std::size_t j = i;
    for (; j > 0 && rank[tasks[j - 1]] > rank[t]; --j) tasks[j] = tasks[j - 1];
    tasks[j] = t;
  }
  day.places.clear();
  for (int t : tasks)
    if (day.places.empty() || day.places.back() != problem.tasks[t].location)
      day.places.push_back(problem.tasks[t].location);
  bool lit = false;
  for (int t : tasks) lit |= problem.tasks[t].light != kAny;
  if (!lit) return;
  // With light, locations and then sets go by whether they hold dark or daylight work.
  std::vector<std::pair<u64, int>> keyed;
  keyed.reserve(tasks.size());
  for (int t : tasks) {
    const Task& task = problem.tasks[t];
    bool dark = false, daylight = false, dark_set = false, daylight_set = false;
    for (int each : tasks) {
      const Task& other = problem.tasks[each];
      if (other.location != task.location) continue;
      dark |= other.light == kDark, daylight |= other.light == kDaylight;
      if (other.set != task.set) continue;
      dark_set |= other.light == kDark, daylight_set |= other.light == kDaylight;
    }
    u64 place = (u64{dark} << 1 | u64{!daylight}) << 24 | static_cast<u64>(task.location);
    u64 within = (u64{dark_set} << 1 | u64{!daylight_set}) << 28 | static_cast<u64>(rank[t]);
    keyed.push_back({place << 32 | within, t});
  }
  std::sort(keyed.begin(), keyed.end());
  for (std::size_t k = 0; k < keyed.size(); ++k) tasks[k] = keyed[k].second;
}

// Puts a day's tasks in canonical order.
inline void sort_tasks(const Problem& problem, Day& day) {
  sort_by_rank(problem, day);
  if (problem.chains.empty()) return;
  for (int t : day.tasks)
    if (problem.tasks[t].chained) return lay_chains(problem, day.tasks);
}

// Works out everything about a day that its date does not change.
inline void settle(const Problem& problem, const Unit& unit, Day& day) {
  sort_tasks(problem, day);
  day.size = 0, day.opening = 0, day.set_changes = 0, day.moves = 0, day.bases = 0;
  day.first_day = day.last_day = day.first_dark = day.last_dark = kNever;
  day.mixed = day.priced = day.tied = false;
  day.strays = day.darks = 0;
  int elapsed = unit.prepare, work = unit.prepare, lights = 0;
  i64 due = unit.meal_after;
  const Task* previous = nullptr;
  for (int t : day.tasks) {
    const Task& task = problem.tasks[t];
    int change = 0;
    if (previous) {
      if (task.location != previous->location) {
        change = unit.move;
        ++day.moves;
      } else if (task.set != previous->set) {
        change = unit.set_change;
        ++day.set_changes;
      }
    }
    if (unit.meal && elapsed + change + task.minutes > due && elapsed >= due - unit.meal_after / 2) {
      elapsed += unit.meal;
      due = elapsed + static_cast<i64>(unit.meal_after);
    }
    int begin = elapsed + change, end = begin + task.minutes;
    while (unit.meal && end > due) {
      end += unit.meal;
      due += unit.meal + static_cast<i64>(unit.meal_after);
    }
    elapsed = end;
    work += change + task.minutes;
    if (task.light == kDaylight) {
      if (day.first_day == kNever) day.first_day = begin;
      day.last_day = end;
    } else if (task.light == kDark) {
      if (day.first_dark == kNever) day.first_dark = begin;
      day.last_dark = end;
    }
    lights |= 1 << task.light;
    day.darks += task.light == kDark;
    day.size += task.size;
    day.opening += task.opening;
    day.priced |= !task.prices.empty();
    day.tied |= !task.lags.empty() || !task.aparts.empty();
    previous = &task;
  }
  day.elapsed = elapsed;
  day.work = work;
  day.mixed = (lights & 1 << kDark) && (lights & ~(1 << kDark));
  if (day.places.size() > 1) {
    long most = 0;
    for (int place : day.places)
      most = std::max(most, std::count_if(day.tasks.begin(), day.tasks.end(),
                                          [&](int t) { return problem.tasks[t].location == place; }));
    day.strays = static_cast<int>(day.tasks.size() - most);
  }
  if (day.tasks.empty()) return;
  day.base = problem.tasks[day.tasks[0]].base;
  for (std::size_t i = 0; i < day.tasks.size(); ++i) {
    bool again = false;
    for (std::size_t j = 0; j < i && !again; ++j)
      again = problem.tasks[day.tasks[j]].base == problem.tasks[day.tasks[i]].base;
    day.bases += !again;
  }
}

// Prices and checks a day on its date, and gives its clock. `allowed` are the dates that suit all its tasks.
template <class Sink>
Clock day_term(const Problem& problem, const Day& day, const u64* allowed, int slot, Sink& sink) {
  if (day.tasks.empty()) return {};
  int u = problem.unit_of(slot), date = problem.date_of(slot);
  const Unit& unit = problem.units[u];
  const Base& base = problem.bases[day.base];
  if (!has_bit(allowed, date))
    for (int t : day.tasks)
      if (!has_bit(&problem.tasks[t].allowed_bits[u * problem.words], date)) sink.broke(kAllowed, 1);
  if (day.priced)
    for (int t : day.tasks)
      for (const Price& price : problem.tasks[t].prices)
        if (price.slot == slot) sink.charge(price.line, price.amount);

  int call = unit.day_call, day_short = 0, dark_short = 0;
  if (!unit.calls.empty() && unit.calls[date] != kNever)
    call = unit.calls[date];
  else if (day.first_dark != kNever && base.dusk[date] != kNever)
    call = std::max(unit.earliest_call, base.dusk[date] - day.first_dark);
  else if (day.first_day != kNever && base.rise[date] != kNever)
    call = std::max(call, base.rise[date] - day.first_day);
  if (day.first_day != kNever)
    day_short = base.rise[date] == kNever ? day.last_day - day.first_day
                                          : std::max(0, base.rise[date] - call - day.first_day) +
                                                std::max(0, call + day.last_day - base.set[date]);
  if (day.first_dark != kNever)
    dark_short = base.dusk[date] == kNever ? day.last_dark - day.first_dark
                                           : std::max(0, base.dusk[date] - call - day.first_dark) +
                                                 std::max(0, call + day.last_dark - base.dawn[date]);
  int wrap = call + day.elapsed;
  int shift = wrap <= unit.day_until ? kDayShift : call >= unit.night_call ? kNightShift : kSplitShift;

  int places = static_cast<int>(day.places.size());
  sink.charge(unit.day_line, unit.day_price[date]);
  if (day.work > unit.standard)
    sink.charge(unit.overtime_line, (day.work - unit.standard) * unit.overtime_hour / 60);
  if (day.moves) sink.charge(unit.move_line, day.moves * unit.move_price);
  if (day.set_changes) sink.charge(unit.set_change_line, day.set_changes * unit.set_change_price);
  if (unit.shift_priced) sink.charge(unit.shift_line, unit.shift_price[shift][date]);
  if (day.work > unit.longest) sink.broke(kLength, day.work - unit.longest);
  if (places > unit.max_locations) sink.broke(kLocations, places - unit.max_locations, day.strays);
  if (day.bases > 1) sink.broke(kBases, day.bases - 1, day.strays);
  if (day_short > 0) sink.broke(kDaylightShort, day_short);
  if (dark_short > 0) sink.broke(kDarkShort, dark_short);
  if (day.mixed && !unit.mixed)
    sink.broke(kMixed, 1, std::min(day.darks, static_cast<int>(day.tasks.size()) - day.darks) - 1);
  return {call, wrap, shift, day.base};
}

}  // namespace coverset
