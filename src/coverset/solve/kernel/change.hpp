// How State applies a move and takes it back: only what the move touches is priced again.
// Invariant: `undo` restores masks, days, clocks and terms to what they were before the last move.
#pragma once

#include "terms.hpp"

namespace coverset {

inline void State::begin() {
  ++stamp_;
  before_ = total_;
  saved_slots_.clear();
  saved_links_.clear();
  saved_units_.clear();
  saved_spans_.clear();
  saved_lags_.clear();
  saved_aparts_.clear();
  saved_day_count_ = 0;
  moved_.clear();
  shifted_.clear();
}

inline void State::settle_day(int number, int unit) {
  Day& day = days_[number];
  settle(problem_, problem_.units[unit], day);
  u64 *spans = spans_of(number), *allowed = allowed_of(number);
  std::fill(spans, spans + problem_.span_words, 0);
  std::fill(allowed, allowed + problem_.words, ~u64{0});
  for (int t : day.tasks) {
    const Task& task = problem_.tasks[t];
    for (int w = 0; w < problem_.span_words; ++w) spans[w] |= task.span_bits[w];
    const u64* bits = &task.allowed_bits[static_cast<std::size_t>(unit) * problem_.words];
    for (int w = 0; w < problem_.words; ++w) allowed[w] &= bits[w];
  }
}

inline void State::save_day(int number) {
  int slot = slot_of_[number];
  if (slot_seen_[slot] == stamp_) return;
  change_slot(slot);
  if (saved_day_count_ == saved_days_.size()) saved_days_.emplace_back();
  SavedDay& saved = saved_days_[saved_day_count_++];
  saved.number = number;
  saved.day = days_[number];
  saved.spans.assign(spans_of(number), spans_of(number) + problem_.span_words);
  saved.allowed.assign(allowed_of(number), allowed_of(number) + problem_.words);
}

inline void State::change_slot(int slot) {
  if (slot_seen_[slot] == stamp_) return;
  slot_seen_[slot] = stamp_;
  saved_slots_.push_back({slot, clocks_[slot], day_terms_[slot]});
}

inline void State::touch_span(int s) {
  if (span_seen_[s] == stamp_) return;
  span_seen_[s] = stamp_;
  saved_spans_.push_back({s, span_terms_[s]});
}

inline void State::touch_ties(int slot) {
  for (int t : tasks_at(slot)) {
    for (int k : problem_.tasks[t].lags)
      if (lag_seen_[k] != stamp_) {
        lag_seen_[k] = stamp_;
        saved_lags_.push_back({k, lag_terms_[k]});
      }
    for (int k : problem_.tasks[t].aparts)
      if (apart_seen_[k] != stamp_) {
        apart_seen_[k] = stamp_;
        saved_aparts_.push_back({k, apart_terms_[k]});
      }
  }
}

inline void State::flip_spans(const u64* old_bits, const u64* new_bits, int slot, bool touch) {
  int at = problem_.unit_of(slot) * problem_.words, date = problem_.date_of(slot);
  for (int w = 0; w < problem_.span_words; ++w)
    for (u64 x = old_bits[w] ^ new_bits[w]; x; x &= x - 1) {
      int s = (w << 6) + __builtin_ctzll(x);
      flip_bit(masks_of(s) + at, date);
      if (touch) touch_span(s);
    }
}

inline Term State::move_tasks(const std::vector<TaskMove>& moves) {
  begin();
  for (const TaskMove& move : moves) {
    int from = day_of_[move.task], to = day_at_[move.slot];
    save_day(from);
    save_day(to);
    moved_.push_back({move.task, from});
    auto& tasks = days_[from].tasks;
    tasks.erase(std::find(tasks.begin(), tasks.end(), move.task));
    days_[to].tasks.push_back(move.task);
    day_of_[move.task] = to;
  }
  for (std::size_t k = 0; k < saved_day_count_; ++k) {
    int number = saved_days_[k].number, slot = slot_of_[number];
    settle_day(number, problem_.unit_of(slot));
    flip_spans(saved_days_[k].spans.data(), spans_of(number), slot, true);
    if (saved_days_[k].day.tasks.empty() != days_[number].tasks.empty())
      flip_bit(used_of(problem_.unit_of(slot)), problem_.date_of(slot));
  }
  return finish();
}

// Renames days: the day at each `from` goes to its `to`; no days are settled again.
inline void State::permute(const std::vector<DayMove>& moves, bool back) {
  numbers_.clear();
  for (const DayMove& move : moves) numbers_.push_back(day_at_[back ? move.to : move.from]);
  for (std::size_t k = 0; k < moves.size(); ++k) {
    int to = back ? moves[k].from : moves[k].to, number = numbers_[k], old = day_at_[to];
    flip_spans(spans_of(old), spans_of(number), to, !back);
    if (days_[old].tasks.empty() != days_[number].tasks.empty())
      flip_bit(used_of(problem_.unit_of(to)), problem_.date_of(to));
  }
  for (std::size_t k = 0; k < moves.size(); ++k) {
    int to = back ? moves[k].from : moves[k].to;
    day_at_[to] = numbers_[k];
    slot_of_[numbers_[k]] = to;
  }
}

inline Term State::move_days(const std::vector<DayMove>& moves) {
  begin();
  shifted_ = moves;
  for (const DayMove& move : moves) change_slot(move.to);
  permute(shifted_, false);
  return finish();
}

inline void State::relink(int slot) {
  if (link_seen_[slot] == stamp_) return;
  link_seen_[slot] = stamp_;
  saved_links_.push_back({slot, link_terms_[slot]});
  Term term;
  if (used(slot)) {
    int before = prev_bit(used_of(problem_.unit_of(slot)), problem_.date_of(slot));
    term = weighed([&](auto& sink) { link_at(slot, before, sink); });
  }
  replace(link_terms_[slot], term);
}

inline Term State::finish() {
  for (const SavedSlot& saved : saved_slots_) {
    int slot = saved.slot, number = day_at_[slot];
    replace(day_terms_[slot], weighed([&](auto& sink) { day_at(slot, sink); }));
    if (days_[number].tasks.empty()) continue;
    if (days_[number].tied) touch_ties(slot);
    if (problem_.any_clocked && clocks_[slot].differs(saved.clock))
      for (int w = 0; w < problem_.span_words; ++w)
        for (u64 x = spans_of(number)[w] & problem_.clocked[w]; x; x &= x - 1)
          touch_span((w << 6) + __builtin_ctzll(x));
  }
  for (const SavedSlot& saved : saved_slots_) {
    int u = problem_.unit_of(saved.slot), date = problem_.date_of(saved.slot);
    relink(saved.slot);
    int after = next_bit(used_of(u), problem_.words, date + 1);
    if (after >= 0) relink(u * problem_.num_dates + after);
    if (problem_.units[u].has_term() && unit_seen_[u] != stamp_) {
      unit_seen_[u] = stamp_;
      saved_units_.push_back({u, unit_terms_[u]});
      replace(unit_terms_[u], weighed([&](auto& sink) { unit(u, sink); }));
    }
  }
  for (const Saved& saved : saved_spans_)
    replace(span_terms_[saved.index],
            weighed([&](auto& sink) { pricer_.price(saved.index, masks_of(saved.index), clocks_.data(), sink); }));
  for (const Saved& saved : saved_lags_)
    replace(lag_terms_[saved.index], weighed([&](auto& sink) { lag(saved.index, sink); }));
  for (const Saved& saved : saved_aparts_)
    replace(apart_terms_[saved.index], weighed([&](auto& sink) { apart(saved.index, sink); }));
  ++work_.moves;
  work_.days_settled += static_cast<i64>(saved_day_count_);
  work_.spans_priced += static_cast<i64>(saved_spans_.size());
  Term rise = total_;
  return rise -= before_;
}

inline void State::undo() {
  if (!shifted_.empty()) permute(shifted_, true);
  for (std::size_t k = 0; k < saved_day_count_; ++k) {
    SavedDay& saved = saved_days_[k];
    int slot = slot_of_[saved.number];
    flip_spans(spans_of(saved.number), saved.spans.data(), slot, false);
    if (days_[saved.number].tasks.empty() != saved.day.tasks.empty())
      flip_bit(used_of(problem_.unit_of(slot)), problem_.date_of(slot));
    std::swap(days_[saved.number], saved.day);
    std::copy(saved.spans.begin(), saved.spans.end(), spans_of(saved.number));
    std::copy(saved.allowed.begin(), saved.allowed.end(), allowed_of(saved.number));
  }
  for (auto move = moved_.rbegin(); move != moved_.rend(); ++move) day_of_[move->task] = move->slot;
  for (const SavedSlot& saved : saved_slots_) {
    clocks_[saved.slot] = saved.clock;
    day_terms_[saved.slot] = saved.term;
  }
  for (const Saved& saved : saved_links_) link_terms_[saved.index] = saved.term;
  for (const Saved& saved : saved_units_) unit_terms_[saved.index] = saved.term;
  for (const Saved& saved : saved_spans_) span_terms_[saved.index] = saved.term;
  for (const Saved& saved : saved_lags_) lag_terms_[saved.index] = saved.term;
  for (const Saved& saved : saved_aparts_) apart_terms_[saved.index] = saved.term;
  total_ = before_;
}

}  // namespace coverset
