// Simulated annealing (Kirkpatrick, Gelatt, Vecchi 1983) over a State, with a weight for every kind of violation
// that rises while that kind stays broken (a fixed low one stays infeasible for good).
// Invariant: `best` breaks nothing; with a cycle counted in steps, no clock has any influence on the walk.
#pragma once

#include <chrono>
#include <cmath>
#include <memory>
#include <string>

#include "moves.hpp"

namespace coverset {

class Annealer {
 public:
  Annealer(std::shared_ptr<const Problem> problem, u64 seed, const std::vector<int>& start)
      : problem_(std::move(problem)), state_(*problem_, start), mover_(*problem_, seed) {
    strength_.fill(1.0);
    measure();
    hot_ = calibrated();
    reweigh();
    note();
    anneal(1.0, 0, 0.0);
  }

  i64 steps() const { return steps_; }
  bool has_best() const { return has_best_; }
  i64 best_cost() const { return best_cost_; }
  const std::vector<int>& best_slots() const { return best_slots_; }
  i64 nearest_cost() const { return nearest_cost_; }
  int nearest_broken() const { return nearest_broken_; }
  const std::vector<int>& nearest_slots() const { return nearest_slots_; }
  double hot() const { return hot_; }

  // Walks on from other slots and forgets what was met before; the weights of violations stay as they were.
  void load(const std::vector<int>& slots) {
    has_best_ = false;
    nearest_broken_ = -1;
    state_.load(slots);
    note();
  }

  // Begins a cooling cycle of so many steps, or of so many seconds when steps is 0.
  void anneal(double heat, i64 steps, double seconds) {
    heat_ = heat, cycle_ = steps, seconds_ = seconds;
    from_ = steps_, round_ = 0, looked_ = clean_ = 0;
    look_ = cycle_ ? static_cast<int>(std::clamp<i64>(cycle_ / kRounds, 1, kLook)) : kLook;
    fever_ = 1.0;
    began_ = Clocked::now();
    temperature_ = heat_ * hot_;
  }

  i64 run(i64 steps, double seconds) {
    auto until = Clocked::now() + std::chrono::duration<double>(seconds);
    i64 taken = 0;
    while (taken < steps) {
      if (steps_ % kLook == 0 && taken && Clocked::now() >= until) break;
      if (steps_ % look_ == 0) cool();  // after the last way out, so that it happens once wherever a run is cut
      ++taken;
      ++steps_;
      step();
    }
    return taken;
  }

 private:
  using Clocked = std::chrono::steady_clock;
  static constexpr int kLook = 128, kRounds = 400;
  static constexpr double kColdest = 1.0 / 25, kRise = 1.3, kEase = 0.93, kMostStrength = 1 << 16;
  static constexpr double kStuck = 1000, kFeverRise = 1.1, kFeverFall = 0.7, kMostFever = 32;

  std::shared_ptr<const Problem> problem_;
  State state_;
  Mover mover_;
  std::array<double, kKinds> strength_{}, scale_{};
  double hot_ = 1.0, heat_ = 1.0, seconds_ = 0.0, temperature_ = 1.0, fever_ = 1.0;
  i64 steps_ = 0, cycle_ = 0, from_ = 0, looked_ = 0, clean_ = 0;
  int round_ = 0, look_ = kLook;
  Clocked::time_point began_;
  bool has_best_ = false;
  i64 best_cost_ = 0, nearest_cost_ = 0;
  int nearest_broken_ = -1;
  std::vector<int> best_slots_, nearest_slots_;

  Term apply() { return mover_.days.empty() ? state_.move_tasks(mover_.tasks) : state_.move_days(mover_.days); }

  void step() {
    if (!mover_.propose(state_)) return;
    Term rise = apply();
    double energy = static_cast<double>(rise.cost + rise.penalty);
    if (energy <= 0 || energy < -temperature_ * std::log(1.0 - mover_.random().unit())) {
      if (state_.total().broken == 0 ? !has_best_ || state_.total().cost < best_cost_ : !has_best_) note();
    } else {
      state_.undo();
    }
  }

  void note() {
    const Term& now = state_.total();
    if (now.broken == 0 && (!has_best_ || now.cost < best_cost_)) {
      has_best_ = true;
      best_cost_ = now.cost;
      best_slots_ = state_.slots();
    }
    if (nearest_broken_ < 0 || now.broken < nearest_broken_ ||
        (now.broken == nearest_broken_ && now.cost < nearest_cost_)) {
      nearest_broken_ = now.broken;
      nearest_cost_ = now.cost;
      nearest_slots_ = has_best_ && now.broken == 0 ? best_slots_ : state_.slots();
    }
  }

  void cool() {
    double done = cycle_ ? static_cast<double>(steps_ - from_) / static_cast<double>(cycle_)
                         : std::chrono::duration<double>(Clocked::now() - began_).count() / std::max(seconds_, 1e-9);
    temperature_ = std::max(1e-9, fever_ * heat_ * hot_ * std::pow(kColdest, std::min(1.0, done)));
    ++looked_;
    clean_ += state_.total().broken == 0;
    int round = static_cast<int>(done * kRounds);
    if (round == round_) return;
    round_ = round;
    Ledger ledger{std::vector<i64>(problem_->num_lines, 0)};
    state_.everything(ledger);
    bool often_clean = 2 * clean_ > looked_;
    for (int k = 0; k < kKinds; ++k) {
      double factor = often_clean || ledger.count[k] == 0 ? kEase : kRise;
      strength_[k] = std::clamp(strength_[k] * factor, 1.0, kMostStrength);
    }
    // A violation that no weight has mended lies behind a hill of cost: warm up until the walk has crossed it.
    bool stuck = clean_ == 0 && *std::max_element(strength_.begin(), strength_.end()) >= kStuck;
    fever_ = stuck ? std::min(kMostFever, fever_ * kFeverRise) : std::max(1.0, fever_ * kFeverFall);
    looked_ = clean_ = 0;
    reweigh();
  }

  void reweigh() {
    Weights weights;
    for (int k = 0; k < kKinds; ++k) {
      weights.once[k] = std::max<i64>(1, std::llround(4 * hot_ * strength_[k]));
      weights.each[k] = std::max<i64>(1, std::llround(4 * hot_ * strength_[k] / scale_[k]));
      weights.task[k] = weights.once[k] / 4;
    }
    state_.reweigh(weights);
  }

  // What counts as one violation's worth, by kind: a usual task where the amount is minutes or pages.
  void measure() {
    double minutes = 0, size = 0, count = std::max<double>(1.0, static_cast<double>(problem_->tasks.size()));
    for (const Task& task : problem_->tasks) minutes += task.minutes, size += task.size;
    scale_.fill(1.0);
    scale_[kLength] = scale_[kDaylightShort] = scale_[kDarkShort] = std::max(1.0, minutes / count);
    scale_[kLengths] = std::max(1.0, size / count);
    scale_[kRest] = 120.0;
  }

  // A temperature from the usual change in cost of a move.
  double calibrated() {
    std::vector<double> rises;
    for (int k = 0; k < 2000; ++k) {
      if (!mover_.propose(state_)) continue;
      Term rise = apply();
      if (rise.cost) rises.push_back(std::abs(static_cast<double>(rise.cost)));
      state_.undo();
    }
    if (rises.empty()) return 1.0;
    auto middle = rises.begin() + static_cast<long>(rises.size() / 2);
    std::nth_element(rises.begin(), middle, rises.end());
    return std::max(1.0, *middle / 2);
  }
};

}  // namespace coverset
