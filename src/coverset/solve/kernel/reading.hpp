// How a Problem is read and what is derived from it once. Invariant: the order of reads is that of _pack.py.
#pragma once

#include <algorithm>
#include <map>
#include <numeric>
#include <tuple>

#include "problem.hpp"

namespace coverset {

inline Problem::Problem(Reader in) {
  num_dates = in.index(kMostDates + 1);
  if (num_dates == 0) throw std::invalid_argument("a problem needs a date");
  int units_count = in.index(1 << 10), bases_count = in.index(1 << 15);
  num_lines = in.index(1 << 20);
  num_slots = units_count * num_dates;
  words = words_for(num_dates);
  read_units(in, units_count);
  bases.resize(bases_count);
  for (Base& base : bases) {
    base.rise = in.row<int>(num_dates);
    base.set = in.row<int>(num_dates);
    base.dusk = in.row<int>(num_dates);
    base.dawn = in.row<int>(num_dates);
  }
  int squares = bases_count * bases_count;
  travel_days = in.row<int>(squares);
  travel_price = in.row<i64>(squares);
  fare = in.row<i64>(squares);
  read_spans(in, in.room());
  read_tasks(in, in.room());
  int tasks_count = static_cast<int>(tasks.size());
  lags.resize(in.room());
  for (Lag& lag : lags) {
    lag.before = in.index(tasks_count);
    lag.after = in.index(tasks_count);
    lag.least = in.number();
    lag.most = in.number();
    lag.ordered = in.number();
    lag.price = in.money();
    lag.line = in.index(num_lines);
  }
  apart.resize(in.room());
  for (auto& [a, b] : apart) {
    a = in.index(tasks_count);
    b = in.index(tasks_count);
  }
  chains.resize(in.room());
  for (Chain& chain : chains) {
    chain.whole = in.number() != 0;
    chain.tasks = in.indices(tasks_count);
    for (int t : chain.tasks) tasks[t].chained = true;
  }
  if (!in.done()) throw std::invalid_argument("the packed problem goes on too long");
  derive();
}

inline void Problem::read_units(Reader& in, int count) {
  units.resize(count);
  for (Unit& unit : units) {
    unit.day_price = in.row<i64>(num_dates);
    unit.shift_priced = in.number() != 0;
    if (unit.shift_priced)
      for (auto& row : unit.shift_price) row = in.row<i64>(num_dates);
    for (int* field : {&unit.prepare, &unit.standard, &unit.longest, &unit.meal, &unit.meal_after, &unit.set_change,
                       &unit.move, &unit.day_call, &unit.earliest_call, &unit.night_call, &unit.day_until,
                       &unit.max_locations, &unit.rest, &unit.max_run, &unit.mixed})
      *field = in.number();
    for (i64* field : {&unit.overtime_hour, &unit.move_price, &unit.set_change_price, &unit.switch_price,
                       &unit.opening_size, &unit.opening_price})
      *field = in.money();
    unit.lengths = in.numbers();
    unit.idle = in.row<i64>(num_dates, true);
    unit.calls = in.row<int>(num_dates, true);
    if (!unit.idle.empty()) {
      unit.idle.insert(unit.idle.begin(), 0);
      for (int d = 0; d < num_dates; ++d) unit.idle[d + 1] += unit.idle[d];
    }
    for (int* line : {&unit.idle_line, &unit.day_line, &unit.overtime_line, &unit.move_line, &unit.travel_line, &unit.set_change_line,
                      &unit.shift_line, &unit.switch_line, &unit.opening_line, &unit.opening_task_line})
      *line = in.index(num_lines);
    unit.opens = unit.opening_price != 0;
  }
}

inline void Problem::read_spans(Reader& in, int count) {
  spans.resize(count);
  for (Span& span : spans) {
    span.work = in.row<i64>(num_dates);
    span.hold = in.row<i64>(num_dates);
    span.start = in.row<i64>(num_dates, true);
    span.end = in.row<i64>(num_dates, true);
    span.limit = in.row<int>(num_dates, true);
    for (int* field : {&span.drop_gap, &span.max_drops, &span.choose, &span.rest, &span.max_run, &span.travels})
      *field = in.number();
    span.home = in.index(static_cast<int>(bases.size()) + 1) - 1;
    span.fee = in.money();
    for (int* line : {&span.work_line, &span.hold_line, &span.drop_line, &span.travel_line, &span.extend_line})
      *line = in.index(num_lines);
  }
}

inline void Problem::read_tasks(Reader& in, int count) {
  tasks.resize(count);
  for (Task& task : tasks) {
    task.minutes = in.number();
    task.size = in.index(1 << 20);
    task.set = in.index(1 << 24);
    task.location = in.index(1 << 24);
    task.base = in.index(static_cast<int>(bases.size()));
    task.light = in.index(3);
    task.order = in.number();
    task.opening = in.money();
    task.spans = in.indices(static_cast<int>(spans.size()));
    task.allowed = in.indices(num_slots);
    task.prices.resize(in.room() / 3);
    for (Price& price : task.prices) {
      price.slot = in.number();
      price.line = in.index(num_lines);
      price.amount = in.money();
    }
  }
}

inline void Problem::derive() {
  std::vector<char> open(num_slots, 0);
  for (Task& task : tasks) {
    task.allowed_bits.assign(units.size() * words, 0);
    for (int slot : task.allowed) {
      set_bit(&task.allowed_bits[unit_of(slot) * words], date_of(slot));
      open[slot] = 1;
    }
    if (task.opening != 0)
      for (Unit& unit : units) unit.opens = true;
  }
  for (int slot = 0; slot < num_slots; ++slot)
    if (open[slot]) units[unit_of(slot)].dates.push_back(date_of(slot));
  for (int k = 0; k < static_cast<int>(lags.size()); ++k) {
    tasks[lags[k].before].lags.push_back(k);
    tasks[lags[k].after].lags.push_back(k);
  }
  for (int k = 0; k < static_cast<int>(apart.size()); ++k) {
    tasks[apart[k].first].aparts.push_back(k);
    tasks[apart[k].second].aparts.push_back(k);
  }
  static constexpr int kLightRank[] = {1, 0, 2};
  std::vector<int> sorted(tasks.size());
  std::iota(sorted.begin(), sorted.end(), 0);
  std::stable_sort(sorted.begin(), sorted.end(), [&](int a, int b) {
    const Task &x = tasks[a], &y = tasks[b];
    return std::make_tuple(x.location, x.set, kLightRank[x.light], x.order) <
           std::make_tuple(y.location, y.set, kLightRank[y.light], y.order);
  });
  rank.resize(tasks.size());
  for (int k = 0; k < static_cast<int>(sorted.size()); ++k) rank[sorted[k]] = k;

  span_words = std::max(1, words_for(static_cast<int>(spans.size())));
  for (Task& task : tasks) {
    task.span_bits.assign(span_words, 0);
    for (int s : task.spans) set_bit(task.span_bits.data(), s);
  }
  clocked.assign(span_words, 0);
  for (int s = 0; s < static_cast<int>(spans.size()); ++s) {
    Span& span = spans[s];
    span.held.assign(num_dates + 1, 0);
    for (int d = 0; d < num_dates; ++d) span.held[d + 1] = span.held[d] + span.hold[d];
    for (int limit : span.limit) span.least_limit = std::min(span.least_limit, limit);
    span.clocked = span.rest != 0 || span.travels != 0;
    span.paired = span.clocked || span.max_run != 0 || (span.drop_gap != 0 && span.drop_gap < 2);
    if (span.clocked) set_bit(clocked.data(), s), any_clocked = true;
    std::map<std::pair<i64, i64>, int> seen;
    for (int d = 0; d < num_dates; ++d) ++seen[{span.work[d], span.hold[d]}];
    auto most = std::max_element(seen.begin(), seen.end(), [](auto& a, auto& b) { return a.second < b.second; });
    std::tie(span.usual_work, span.usual_hold) = most->first;
    span.usual.assign(words, 0);
    for (int d = 0; d < num_dates; ++d)
      if (span.work[d] == span.usual_work && span.hold[d] == span.usual_hold) set_bit(span.usual.data(), d);
  }
}

}  // namespace coverset
