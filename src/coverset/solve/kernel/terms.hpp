// How State prices an assignment from the start, and its terms one by one.
// Invariant: `everything` visits each term exactly once, through the same functions as the moves do.
#pragma once

#include "state.hpp"

namespace coverset {

template <class Sink>
void State::day_at(int slot, Sink& sink) {
  clocks_[slot] = day_term(problem_, days_[day_at_[slot]], allowed_of(day_at_[slot]), slot, sink);
}

// The link into a used slot from `before`, the used date before it in its unit (-1: none).
template <class Sink>
void State::link_at(int slot, int before, Sink& sink) {
  if (before < 0) return;
  int u = problem_.unit_of(slot), date = problem_.date_of(slot), from = slot - date + before;
  link_term(problem_, problem_.units[u], days_[day_at_[from]], days_[day_at_[slot]], clocks_[from], clocks_[slot],
            date, date - before - 1, sink);
}

template <class Sink>
void State::unit(int u, Sink& sink) {
  const Unit& unit = problem_.units[u];
  if (!unit.has_term()) return;
  int first = next_bit(used_of(u), problem_.words, 0);
  if (first < 0) return;
  if (unit.opens) opening_term(unit, days_[day_at_[u * problem_.num_dates + first]], sink);
  if (unit.max_run) run_term(unit, used_of(u), problem_.words, sink);
  if (unit.lengths.empty()) return;
  sizes_.clear();
  for (int d = first; d >= 0; d = next_bit(used_of(u), problem_.words, d + 1))
    sizes_.push_back(days_[day_at_[u * problem_.num_dates + d]].size);
  lengths_term(unit, sizes_, sink);
}

template <class Sink>
void State::lag(int k, Sink& sink) {
  const Lag& lag = problem_.lags[k];
  int from = slot_of(lag.before), to = slot_of(lag.after);
  int dates = problem_.date_of(to) - problem_.date_of(from);
  int missing = std::max({0, lag.least - dates, lag.most >= 0 ? dates - lag.most : 0});
  if (!missing && lag.ordered && dates == 0) {
    missing = 1;
    if (from == to)
      for (int t : tasks_at(from)) {
        if (t == lag.after) break;
        if (t == lag.before) missing = 0;
      }
  }
  if (!missing) return;
  if (lag.price)
    sink.charge(lag.line, lag.price);
  else
    sink.broke(kLag, missing);
}

template <class Sink>
void State::apart(int k, Sink& sink) {
  auto [a, b] = problem_.apart[k];
  if (problem_.date_of(slot_of(a)) == problem_.date_of(slot_of(b))) sink.broke(kApart, 1);
}

template <class Sink>
void State::everything(Sink& sink) {
  for (int slot = 0; slot < problem_.num_slots; ++slot) day_at(slot, sink);
  for (int u = 0; u < units_; ++u) {
    int before = -1;
    for (int d = next_bit(used_of(u), problem_.words, 0); d >= 0; d = next_bit(used_of(u), problem_.words, d + 1)) {
      link_at(u * problem_.num_dates + d, before, sink);
      before = d;
    }
    unit(u, sink);
  }
  for (int s = 0; s < static_cast<int>(span_terms_.size()); ++s) pricer_.price(s, masks_of(s), clocks_.data(), sink);
  for (int k = 0; k < static_cast<int>(lag_terms_.size()); ++k) lag(k, sink);
  for (int k = 0; k < static_cast<int>(apart_terms_.size()); ++k) apart(k, sink);
}

inline void State::load(const std::vector<int>& slots) {
  for (int slot = 0; slot < problem_.num_slots; ++slot) {
    day_at_[slot] = slot_of_[slot] = slot;
    days_[slot].tasks.clear();
  }
  std::fill(used_.begin(), used_.end(), 0);
  std::fill(masks_.begin(), masks_.end(), 0);
  for (int t = 0; t < static_cast<int>(slots.size()); ++t) {
    day_of_[t] = slots[t];
    days_[slots[t]].tasks.push_back(t);
  }
  for (int slot = 0; slot < problem_.num_slots; ++slot) {
    int u = problem_.unit_of(slot), date = problem_.date_of(slot);
    settle_day(slot, u);
    if (!days_[slot].tasks.empty()) set_bit(used_of(u), date);
    for (int t : days_[slot].tasks)
      for (int s : problem_.tasks[t].spans) set_bit(masks_of(s) + u * problem_.words, date);
  }
  weigh_all();
}

inline void State::weigh_all() {
  total_ = {};
  auto keep = [&](Term& stored, Term value) { total_ += stored = value; };
  for (int slot = 0; slot < problem_.num_slots; ++slot)
    keep(day_terms_[slot], weighed([&](auto& sink) { day_at(slot, sink); }));
  std::fill(link_terms_.begin(), link_terms_.end(), Term{});
  for (int u = 0; u < units_; ++u) {
    int before = -1;
    for (int d = next_bit(used_of(u), problem_.words, 0); d >= 0; d = next_bit(used_of(u), problem_.words, d + 1)) {
      int slot = u * problem_.num_dates + d;
      keep(link_terms_[slot], weighed([&](auto& sink) { link_at(slot, before, sink); }));
      before = d;
    }
    keep(unit_terms_[u], weighed([&](auto& sink) { unit(u, sink); }));
  }
  for (int s = 0; s < static_cast<int>(span_terms_.size()); ++s)
    keep(span_terms_[s], weighed([&](auto& sink) { pricer_.price(s, masks_of(s), clocks_.data(), sink); }));
  for (int k = 0; k < static_cast<int>(lag_terms_.size()); ++k)
    keep(lag_terms_[k], weighed([&](auto& sink) { lag(k, sink); }));
  for (int k = 0; k < static_cast<int>(apart_terms_.size()); ++k)
    keep(apart_terms_[k], weighed([&](auto& sink) { apart(k, sink); }));
}

}  // namespace coverset
