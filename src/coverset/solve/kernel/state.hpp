// An assignment with all its terms, changed by moves that can be undone.
// Invariant between moves: `total` is the sum of every stored term, and every stored term is what its term
// function gives for the assignment. Slots hold days by number, so that moving whole days renames them.
#pragma once

#include "chain.hpp"
#include "span.hpp"

namespace coverset {

struct TaskMove {
  int task, slot;
};
struct DayMove {
  int from, to;  // slots of one unit; over a whole move, the `to` are the `from` in another order
};

// What moves have cost since the state was made: a count of work that is the same on every machine.
struct Work {
  i64 moves = 0, days_settled = 0, spans_priced = 0;
};

class State {
 public:
  State(const Problem& problem, const std::vector<int>& slots)
      : problem_(problem), pricer_(problem), units_(static_cast<int>(problem.units.size())) {
    int slots_count = problem.num_slots, tasks = static_cast<int>(problem.tasks.size());
    days_.resize(slots_count);
    day_spans_.assign(static_cast<std::size_t>(slots_count) * problem.span_words, 0);
    day_allowed_.assign(static_cast<std::size_t>(slots_count) * problem.words, 0);
    day_at_.resize(slots_count);
    slot_of_.resize(slots_count);
    day_of_.resize(tasks);
    clocks_.resize(slots_count);
    day_terms_.resize(slots_count);
    link_terms_.resize(slots_count);
    unit_terms_.resize(units_);
    span_terms_.resize(problem.spans.size());
    lag_terms_.resize(problem.lags.size());
    apart_terms_.resize(problem.apart.size());
    used_.assign(static_cast<std::size_t>(units_) * problem.words, 0);
    masks_.assign(problem.spans.size() * units_ * problem.words, 0);
    slot_seen_.assign(slots_count, 0);
    link_seen_.assign(slots_count, 0);
    unit_seen_.assign(units_, 0);
    span_seen_.assign(problem.spans.size(), 0);
    lag_seen_.assign(problem.lags.size(), 0);
    apart_seen_.assign(problem.apart.size(), 0);
    load(slots);
  }

  void load(const std::vector<int>& slots);
  void reweigh(const Weights& weights) {
    weights_ = weights;
    weigh_all();
  }

  const Problem& problem() const { return problem_; }
  const Term& total() const { return total_; }
  const Work& work() const { return work_; }
  int slot_of(int task) const { return slot_of_[day_of_[task]]; }
  const std::vector<int>& tasks_at(int slot) const { return days_[day_at_[slot]].tasks; }
  const std::vector<int>& places_at(int slot) const { return days_[day_at_[slot]].places; }
  int base_at(int slot) const { return clocks_[slot].base; }
  bool used(int slot) const { return !tasks_at(slot).empty(); }
  // Whether every task of the day at `from` may be on the date of `to`, a slot of the same unit.
  bool fits(int from, int to) const { return has_bit(allowed_of(day_at_[from]), problem_.date_of(to)); }
  std::vector<int> slots() const {
    std::vector<int> all(day_of_.size());
    for (std::size_t t = 0; t < all.size(); ++t) all[t] = slot_of(static_cast<int>(t));
    return all;
  }

  // Each task at most once, to a slot other than its own. Returns what the total rises by.
  Term move_tasks(const std::vector<TaskMove>& moves);
  Term move_days(const std::vector<DayMove>& moves);
  void undo();

  template <class Sink>
  void everything(Sink& sink);

 private:
  const Problem& problem_;
  SpanPricer pricer_;
  const int units_;
  Weights weights_;
  Term total_;

  std::vector<Day> days_;              // by day number
  std::vector<u64> day_spans_, day_allowed_;
  std::vector<int> day_at_, slot_of_;  // slot -> day number, and back
  std::vector<int> day_of_;            // task -> day number
  std::vector<Clock> clocks_;          // by slot
  std::vector<Term> day_terms_, link_terms_, unit_terms_, span_terms_, lag_terms_, apart_terms_;
  std::vector<u64> used_, masks_;

  // What the last move changed, to undo it.
  struct SavedSlot { int slot; Clock clock; Term term; };
  struct Saved { int index; Term term; };
  struct SavedDay { int number = 0; Day day; std::vector<u64> spans, allowed; };
  std::vector<SavedSlot> saved_slots_;
  std::vector<Saved> saved_links_, saved_units_, saved_spans_, saved_lags_, saved_aparts_;
  std::vector<SavedDay> saved_days_;   // the first saved_day_count_ count; kept for their capacity
  std::size_t saved_day_count_ = 0;
  std::vector<TaskMove> moved_;        // moved tasks, and the numbers of the days that they left
  std::vector<DayMove> shifted_;
  Term before_;
  Work work_;
  u64 stamp_ = 0;
  std::vector<u64> slot_seen_, link_seen_, span_seen_, lag_seen_, apart_seen_;
  std::vector<u64> unit_seen_;
  std::vector<int> sizes_, numbers_;   // room to work in

  u64* spans_of(int day) { return &day_spans_[static_cast<std::size_t>(day) * problem_.span_words]; }
  u64* allowed_of(int day) { return &day_allowed_[static_cast<std::size_t>(day) * problem_.words]; }
  const u64* allowed_of(int day) const { return &day_allowed_[static_cast<std::size_t>(day) * problem_.words]; }
  u64* masks_of(int s) { return &masks_[static_cast<std::size_t>(s) * units_ * problem_.words]; }
  u64* used_of(int u) { return &used_[static_cast<std::size_t>(u) * problem_.words]; }

  void begin();
  Term finish();
  void settle_day(int number, int unit);
  void save_day(int number);
  void flip_spans(const u64* old_bits, const u64* new_bits, int slot, bool touch);
  void permute(const std::vector<DayMove>& moves, bool back);
  void change_slot(int slot);
  void touch_span(int s);
  void touch_ties(int slot);
  void relink(int slot);
  void weigh_all();

  template <class Sink> void day_at(int slot, Sink& sink);
  template <class Sink> void link_at(int slot, int before, Sink& sink);
  template <class Sink> void unit(int u, Sink& sink);
  template <class Sink> void lag(int k, Sink& sink);
  template <class Sink> void apart(int k, Sink& sink);

  template <class F>
  Term weighed(F&& price) {
    Weigh sink{weights_};
    price(sink);
    return sink.term;
  }
  void replace(Term& stored, const Term& value) {
    total_ -= stored;
    total_ += value;
    stored = value;
  }
};

}  // namespace coverset
