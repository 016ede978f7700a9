// The moves of the search. Invariant: a proposal names each task or slot at most once and changes something;
// it may break any constraint, but leaves a task's allowed slots only together with its whole day.
// Days move along a unit's dates that some task may take, so that days off are never in the way.
#pragma once

#include <array>

#include "change.hpp"

namespace coverset {

// Splitmix64 (Steele, Lea, Flood 2014): 64 bits of state, one walk one generator.
class Random {
 public:
  explicit Random(u64 seed) : state_(seed) {}
  u64 next() {
    u64 z = (state_ += 0x9e3779b97f4a7c15u);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
    return z ^ (z >> 31);
  }
  int below(int n) { return static_cast<int>((next() >> 32) * static_cast<u64>(n) >> 32); }
  double unit() { return static_cast<double>(next() >> 11) * 0x1.0p-53; }

 private:
  u64 state_;
};

enum MoveKind {
  kToSibling, kToAnywhere, kSwapTasks, kSwapDays, kMoveRun, kReverse, kMoveBlocks, kSwapBlocks, kTurnBlocks,
  kMergeDays, kGatherSpan, kCrossUnits, kTrade, kMoveChain, kMoveKinds
};

class Mover {
 public:
  Mover(const Problem& problem, u64 seed) : problem_(problem), random_(seed) {
    for (int u = 0; u < static_cast<int>(problem.units.size()); ++u)
      if (problem.units[u].dates.size() > 1) moving_units_.push_back(u);
    std::vector<std::pair<int, bool>> keys;
    group_of_.resize(problem.tasks.size());
    for (int t = 0; t < static_cast<int>(problem.tasks.size()); ++t) {
      const Task& task = problem.tasks[t];
      std::pair<int, bool> key{task.location, task.light == kDark};
      auto at = std::find(keys.begin(), keys.end(), key) - keys.begin();
      if (at == static_cast<long>(keys.size())) {
        keys.push_back(key);
        groups_.emplace_back();
      }
      group_of_[t] = static_cast<int>(at);
      groups_[at].push_back(t);
      if (task.set >= static_cast<int>(sets_.size())) sets_.resize(task.set + 1);
      sets_[task.set].push_back(t);
      if (task.allowed.size() > 1) free_.push_back(t);
      for (int slot : task.allowed) crossing_ |= slot / problem.num_dates != task.allowed[0] / problem.num_dates;
    }
    for (const auto& group : groups_)
      for (int t : group) finer_ |= problem.tasks[t].set != problem.tasks[group[0]].set;
    bool lengths = false;
    for (const Unit& unit : problem.units) lengths |= !unit.lengths.empty();
    find_chains();
    std::array<int, kMoveKinds> shares{30, 12, 13, 10, 12, 4, 8, 3, 2, 2, 4, crossing_ ? 6 : 0, lengths ? 60 : 0, chains_.empty() ? 0 : 8};
    if (free_.empty()) shares[kToSibling] = shares[kToAnywhere] = shares[kSwapTasks] = shares[kMergeDays] = shares[kTrade] = 0;
    if (free_.empty() || problem.spans.empty()) shares[kGatherSpan] = 0;
    if (moving_units_.empty())
      for (int kind = kSwapDays; kind <= kTurnBlocks; ++kind) shares[kind] = 0;
    for (int kind = 0; kind < kMoveKinds; ++kind) total_ += shares[kind], until_[kind] = total_;
  }

  std::vector<TaskMove> tasks;
  std::vector<DayMove> days;
  int kind = 0;

  Random& random() { return random_; }

  // Fills `tasks` or `days`, leaving the other empty; false when nothing came of it.
  bool propose(const State& state) {
    tasks.clear();
    days.clear();
    if (total_ == 0) return false;
    int at = random_.below(total_);
    for (kind = 0; at >= until_[kind]; ++kind) {}
    switch (kind) {
      case kToSibling: to_sibling(state); break;
      case kToAnywhere: to_anywhere(state); break;
      case kSwapTasks: swap_tasks(state); break;
      case kMergeDays: merge_days(state); break;
      case kGatherSpan: gather_span(state); break;
      case kCrossUnits: cross_units(state); break;
      case kTrade: trade(state); break;
      case kMoveChain: move_chain(state); break;
      default: move_along(state); break;
    }
    return !tasks.empty() || !days.empty();
  }

 private:
  const Problem& problem_;
  Random random_;
  std::vector<int> group_of_, free_, moving_units_;
  std::vector<std::vector<int>> groups_, sets_, chains_;
  bool crossing_ = false, finer_ = false;  // finer: some place has several sets
  int total_ = 0;
  std::array<int, kMoveKinds> until_{};
  static constexpr int kTries = 4;
  std::vector<int> order_, blocks_, given_, offered_, made_by_;  // room to work in

  template <class T>
  const T& any_of(const std::vector<T>& from) { return from[random_.below(static_cast<int>(from.size()))]; }
  bool may(int t, int slot) const {
    int u = problem_.unit_of(slot);
    return has_bit(&problem_.tasks[t].allowed_bits[static_cast<std::size_t>(u) * problem_.words],
                   problem_.date_of(slot));
  }
  bool engages(int t, int s) const { return has_bit(problem_.tasks[t].span_bits.data(), s); }
  bool add(const State& state, int t, int slot) {
    if (slot == state.slot_of(t) || !may(t, slot)) return false;
    tasks.push_back({t, slot});
    return true;
  }

  // A task of the same place and light, half of the time of the same set.
  int sibling(int t) {
    return finer_ && random_.below(2) ? any_of(sets_[problem_.tasks[t].set]) : any_of(groups_[group_of_[t]]);
  }

  void to_sibling(const State& state) {
    int t = any_of(free_);
    for (int tries = 0; tries < kTries && !add(state, t, state.slot_of(sibling(t))); ++tries) {}
  }

  void to_anywhere(const State& state) {
    int t = any_of(free_);
    add(state, t, any_of(problem_.tasks[t].allowed));
  }

  void swap_tasks(const State& state) {
    int a = any_of(free_);
    int b = random_.below(4) ? sibling(a) : any_of(free_);
    int here = state.slot_of(a), there = state.slot_of(b);
    if (here == there || !may(a, there) || !may(b, here)) return;
    tasks.push_back({a, there});
    tasks.push_back({b, here});
  }

  // All tasks of one day to a day of the same place and light.
  void merge_days(const State& state) {
    int t = any_of(free_), from = state.slot_of(t), to = state.slot_of(any_of(groups_[group_of_[t]]));
    if (from == to) return;
    for (int each : state.tasks_at(from)) add(state, each, to);
  }

  // What one span does on one date goes where the span and the place already are.
  void gather_span(const State& state) {
    int t = any_of(free_), from = state.slot_of(t), to = from;
    if (problem_.tasks[t].spans.empty()) return;
    int s = any_of(problem_.tasks[t].spans);
    for (int tries = 0; tries < kTries && to == from; ++tries) {
      int other = any_of(groups_[group_of_[t]]);
      if (engages(other, s)) to = state.slot_of(other);
    }
    if (to == from) return;
    for (int each : state.tasks_at(from))
      if (engages(each, s)) add(state, each, to);
  }

  // Tasks of one day (one, or all of its set) against tasks of another day with as many pages, so that day
  // lengths that are kept stay as they are. Which pages: a subset sum over the other day in random order.
  void trade(const State& state) {
    int t = any_of(free_), from = state.slot_of(t);
    int to = state.slot_of(random_.below(2) ? any_of(sets_[problem_.tasks[t].set]) : any_of(free_));
    if (from == to || problem_.unit_of(from) != problem_.unit_of(to)) return;
    int set = problem_.tasks[t].set, pages = 0;
    bool whole = random_.below(3) != 0;
    given_.clear();
    for (int each : state.tasks_at(from))
      if (each == t || (whole && problem_.tasks[each].set == set) || (!whole && random_.below(6) == 0)) {
        given_.push_back(each);
        pages += problem_.tasks[each].size;
      }
    if (!offer(state, to, set, pages)) return;
    for (int each : given_) add(state, each, to);
    for (int each : offered_) add(state, each, from);
    if (tasks.size() != given_.size() + offered_.size()) tasks.clear();
  }

  // Tasks of a day, none of them of `set`, that hold just so many pages, in `offered_`.
  bool offer(const State& state, int slot, int set, int pages) {
    constexpr int nobody = -1, nothing = -2;
    order_.clear();
    for (int each : state.tasks_at(slot))
      if (problem_.tasks[each].set != set && problem_.tasks[each].size > 0) order_.push_back(each);
    for (int k = static_cast<int>(order_.size()) - 1; k > 0; --k) std::swap(order_[k], order_[random_.below(k + 1)]);
    made_by_.assign(pages + 1, nobody);
    made_by_[0] = nothing;
    for (int each : order_)
      for (int sum = pages; sum >= problem_.tasks[each].size; --sum)
        if (made_by_[sum] == nobody && made_by_[sum - problem_.tasks[each].size] != nobody) made_by_[sum] = each;
    if (made_by_[pages] == nobody) return false;
    offered_.clear();
    for (int sum = pages; sum > 0; sum -= problem_.tasks[made_by_[sum]].size) offered_.push_back(made_by_[sum]);
    return true;
  }

  // Tasks tied by hard lags of a date or more (rigging, rehearsals, the scenes that they prepare), each chain
  // with the tasks that share a lag with any of its own.
  void find_chains() {
    std::vector<int> chain(problem_.tasks.size());
    for (std::size_t t = 0; t < chain.size(); ++t) chain[t] = static_cast<int>(t);
    for (const Lag& lag : problem_.lags) {
      if (lag.price || lag.least < 1) continue;
      int from = chain[lag.before], to = chain[lag.after];
      for (int& each : chain)
        if (each == from) each = to;
    }
    std::vector<std::vector<int>> by_root(chain.size());
    for (std::size_t t = 0; t < chain.size(); ++t) by_root[chain[t]].push_back(static_cast<int>(t));
    for (auto& members : by_root)
      if (members.size() > 1) chains_.push_back(std::move(members));
  }

  // A whole chain by as many dates as one of its tasks moves, each to its unit's nearest allowed date.
  void move_chain(const State& state) {
    const auto& chain = any_of(chains_);
    int lead = any_of(chain);
    if (problem_.tasks[lead].allowed.empty()) return;
    int to = any_of(problem_.tasks[lead].allowed);
    int shift = problem_.date_of(to) - problem_.date_of(state.slot_of(lead));
    if (shift == 0) return;
    for (int t : chain) {
      int here = state.slot_of(t), unit = problem_.unit_of(here);
      const u64* allowed = &problem_.tasks[t].allowed_bits[static_cast<std::size_t>(unit) * problem_.words];
      int wanted = std::clamp(problem_.date_of(here) + shift, 0, problem_.num_dates - 1);
      int after = next_bit(allowed, problem_.words, wanted), before = prev_bit(allowed, wanted);
      if (after < 0 && before < 0) continue;
      bool later = before < 0 || (after >= 0 && after - wanted <= wanted - before);
      add(state, t, unit * problem_.num_dates + (later ? after : before));
    }
  }

  // A day's tasks to another unit, on its date or on any.
  void cross_units(const State& state) {
    int t = any_of(free_), from = state.slot_of(t), to = any_of(problem_.tasks[t].allowed);
    if (problem_.unit_of(from) == problem_.unit_of(to)) return;
    if (random_.below(2)) to = problem_.unit_of(to) * problem_.num_dates + problem_.date_of(from);
    if (random_.below(2)) {
      add(state, t, to);
      return;
    }
    for (int each : state.tasks_at(from)) add(state, each, to);
  }

  // Days change places along a unit's dates: the new order of positions low, low + 1, ... is `order_`.
  void move_along(const State& state) {
    int u = any_of(moving_units_);
    const auto& dates = problem_.units[u].dates;
    int count = static_cast<int>(dates.size()), base = u * problem_.num_dates, low = 0;
    order_.clear();
    switch (kind) {
      case kSwapDays: low = exchange(count); break;
      case kMoveRun: low = insertion(count); break;
      case kReverse: low = reversal(count); break;
      default: low = by_blocks(state, base, dates); break;
    }
    bool empty = true, strict = random_.below(2);
    for (int k = 0; k < static_cast<int>(order_.size()); ++k) {
      if (order_[k] == low + k) continue;
      days.push_back({base + dates[order_[k]], base + dates[low + k]});
      bool used = state.used(days.back().from);
      empty &= !used;
      if (used && strict && !state.fits(days.back().from, days.back().to)) {
        days.clear();
        return;
      }
    }
    if (empty) days.clear();
  }

  // Positions [from, to), forwards or backwards.
  void append(int from, int to, bool backwards = false) {
    for (int i = from; i < to; ++i) order_.push_back(backwards ? to - 1 - (i - from) : i);
  }

  int exchange(int count) {
    int i = random_.below(count), j = random_.below(2) ? random_.below(count) : near(i, count);
    if (i > j) std::swap(i, j);
    append(i, j + 1);
    std::swap(order_.front(), order_.back());
    return i;
  }

  int insertion(int count) {
    int length = 1 + random_.below(std::min(count, random_.below(2) ? 4 : 14));
    int a = random_.below(count - length + 1);
    int b = random_.below(2) ? random_.below(count - length + 1) : near(a, count - length + 1);
    if (a < b) {
      append(a + length, b + length);
      append(a, a + length);
      return a;
    }
    append(a, a + length);
    append(b, a);
    return b;
  }

  int reversal(int count) {
    int length = 1 + random_.below(std::min(count, random_.below(2) ? 4 : 14));
    int a = random_.below(count - length + 1);
    append(a, a + length, true);
    return a;
  }

  // Whole blocks (days in a row at one place, or at one base) move, change places or turn round, so that
  // no other block is torn.
  int by_blocks(const State& state, int base, const std::vector<int>& dates) {
    int count = static_cast<int>(dates.size());
    bool by_base = random_.below(4) == 0;
    blocks_.clear();
    int last = -2;
    for (int i = 0; i < count; ++i) {
      int slot = base + dates[i];
      int label = !state.used(slot) ? -1 : by_base ? state.base_at(slot) : state.places_at(slot)[0];
      if (label != last) blocks_.push_back(i);
      last = label;
    }
    int n = static_cast<int>(blocks_.size());
    blocks_.push_back(count);
    if (n < 2) return 0;
    int a = random_.below(n), b = std::min(n, a + 1 + (random_.below(3) ? 0 : random_.below(4)));
    int x = blocks_[a], y = blocks_[b];
    if (kind == kTurnBlocks) {
      b = std::min(n, a + 1 + random_.below(6));
      append(x, blocks_[b], true);
      return x;
    }
    if (kind == kSwapBlocks) {
      int c = random_.below(n), d = std::min(n, c + 1 + (random_.below(3) ? 0 : random_.below(4)));
      if (c < a) std::swap(a, c), std::swap(b, d);
      if (b > c) return 0;
      append(blocks_[c], blocks_[d], random_.below(4) == 0);
      append(blocks_[b], blocks_[c]);
      append(blocks_[a], blocks_[b], random_.below(4) == 0);
      return blocks_[a];
    }
    int to = random_.below(n + 1 - (b - a));
    bool backwards = random_.below(4) == 0;
    if (to < a) {
      append(x, y, backwards);
      append(blocks_[to], x);
      return blocks_[to];
    }
    append(y, blocks_[to + b - a]);
    append(x, y, backwards);
    return x;
  }

  int near(int i, int count) {
    int far = 1 + random_.below(1 + random_.below(8));
    return std::clamp(random_.below(2) ? i + far : i - far, 0, count - 1);
  }
};

}  // namespace coverset
