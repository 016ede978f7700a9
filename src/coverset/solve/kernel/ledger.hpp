// Where prices and violations go. Invariant: every term function writes to a sink and to nothing else, so that
// the weighted sum that annealing walks on and the ledger that is compared with `evaluate` cannot differ.
#pragma once

#include <array>
#include <vector>

#include "problem.hpp"

namespace coverset {

enum Kind {
  kAllowed, kLength, kLocations, kBases, kDaylightShort, kDarkShort, kMixed, kTravel, kLengths,
  kCrewRest, kCrewRun,
  kLimit, kRest, kRun, kPersonTravel, kLag, kApart, kKinds
};

constexpr const char* kKindNames[kKinds] = {
    "allowed", "length", "locations", "bases", "daylight", "dark", "mixed", "travel", "lengths",
    "crew rest", "crew run",
    "limit", "rest", "run", "person travel", "lag", "apart"};

// What a broken constraint weighs: `once`, `each` for every unit of its amount, and `task` for every further task
// that has to leave before it is mended. The last has no part in the ledger; it shows annealing the way out of
// violations whose amount stays the same until the last such task has left.
struct Weights {
  std::array<i64, kKinds> once{}, each{}, task{};
};

struct Term {
  i64 cost = 0, penalty = 0;
  int broken = 0;

  Term& operator+=(const Term& o) { cost += o.cost, penalty += o.penalty, broken += o.broken; return *this; }
  Term& operator-=(const Term& o) { cost -= o.cost, penalty -= o.penalty, broken -= o.broken; return *this; }
};

struct Weigh {
  const Weights& weights;
  Term term{};

  void charge(int, i64 amount) { term.cost += amount; }
  void broke(Kind kind, i64 amount, i64 tasks = 0) {
    term.penalty += weights.once[kind] + weights.each[kind] * amount + weights.task[kind] * tasks;
    ++term.broken;
  }
};

struct Ledger {
  std::vector<i64> lines;
  std::array<i64, kKinds> count{}, amount{};

  void charge(int line, i64 money) { lines[line] += money; }
  void broke(Kind kind, i64 by, i64 = 0) { ++count[kind], amount[kind] += by; }
};

}  // namespace coverset
