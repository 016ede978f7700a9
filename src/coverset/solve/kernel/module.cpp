// The Python module coverset.solve._kernel. Invariant: no globals; every object owns its problem and its walk,
// and the GIL is released wherever time is spent.
#include <nanobind/nanobind.h>
#include <nanobind/stl/pair.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/tuple.h>
#include <nanobind/stl/vector.h>

#include <cstring>

#include "anneal.hpp"
#include "reading.hpp"
#include "stages.hpp"

namespace nb = nanobind;
using namespace coverset;

namespace {

// The problem comes as bytes of 64-bit integers in the machine's own order.
std::shared_ptr<const Problem> read(const nb::bytes& packed) {
  if (packed.size() % sizeof(i64)) throw std::invalid_argument("a packed problem is a row of 64-bit integers");
  std::vector<i64> row(packed.size() / sizeof(i64));
  std::memcpy(row.data(), packed.data(), packed.size());
  return std::make_shared<const Problem>(Reader(row.data(), row.size()));
}

const std::vector<int>& checked(const Problem& problem, const std::vector<int>& slots) {
  if (slots.size() != problem.tasks.size()) throw std::invalid_argument("one slot a task is needed");
  for (int slot : slots)
    if (slot < 0 || slot >= problem.num_slots) throw std::invalid_argument("a slot is out of range");
  return slots;
}

// An annealer and the sizes that its arguments are checked against.
struct Walk {
  std::shared_ptr<const Problem> problem;
  Annealer annealer;

  Walk(const nb::bytes& packed, u64 seed, const std::vector<int>& start)
      : problem(read(packed)), annealer(problem, seed, checked(*problem, start)) {}
};

// A state driven by hand, for the proof that the kernel agrees with the reference evaluator.
struct Board {
  std::shared_ptr<const Problem> problem;
  State state;
  Mover mover;

  Board(const nb::bytes& packed, u64 seed, const std::vector<int>& start)
      : problem(read(packed)), state(*problem, checked(*problem, start)), mover(*problem, seed) {
    Weights weights;
    for (int k = 0; k < kKinds; ++k) weights.once[k] = 1, weights.each[k] = 1000;
    state.reweigh(weights);
  }

  // Takes so many random moves and keeps about half of them.
  void wander(int moves) {
    for (int k = 0; k < moves; ++k) {
      if (!mover.propose(state)) continue;
      mover.days.empty() ? state.move_tasks(mover.tasks) : state.move_days(mover.days);
      if (mover.random().below(2)) state.undo();
    }
  }
};

using Placing = std::vector<std::pair<int, int>>;

// What each set of (task, slot) would raise the cost, the penalty and the number of broken constraints by, tried
// one by one from where the board stands and taken back. A task named twice or out of range is refused.
std::vector<std::tuple<i64, i64, int>> prices(Board& board, const std::vector<Placing>& tried) {
  std::vector<std::tuple<i64, i64, int>> rises;
  rises.reserve(tried.size());
  std::vector<TaskMove> moves;
  std::vector<std::size_t> seen(board.problem->tasks.size(), 0);
  for (std::size_t k = 0; k < tried.size(); ++k) {
    moves.clear();
    for (auto [task, slot] : tried[k]) {
      if (task < 0 || task >= static_cast<int>(seen.size()) || slot < 0 || slot >= board.problem->num_slots)
        throw std::invalid_argument("a task or a slot is out of range");
      if (seen[task] == k + 1) throw std::invalid_argument("a task is named twice");
      seen[task] = k + 1;
      if (board.state.slot_of(task) != slot) moves.push_back({task, slot});
    }
    Term rise;
    if (!moves.empty()) {
      rise = board.state.move_tasks(moves);
      board.state.undo();
    }
    rises.emplace_back(rise.cost, rise.penalty, rise.broken);
  }
  return rises;
}

using Counts = std::vector<std::pair<std::string, std::pair<i64, i64>>>;

std::pair<std::vector<i64>, Counts> ledger_of(Board& board) {
  Ledger ledger{std::vector<i64>(board.problem->num_lines, 0)};
  board.state.everything(ledger);
  Counts counts;
  for (int k = 0; k < kKinds; ++k)
    if (ledger.count[k]) counts.push_back({kKindNames[k], {ledger.count[k], ledger.amount[k]}});
  return {ledger.lines, counts};
}

// The relaxation that a bound searches, as nested lists of whole numbers; an option is (extra, again, days).
using StageOption = std::tuple<i64, int, std::vector<int>>;

StageProblem stage_problem(std::vector<i64> hold, std::vector<i64> fee, std::vector<int> drops,
                         std::vector<std::vector<i64>> between, i64 move,
                         const std::vector<std::vector<std::vector<StageOption>>>& nodes) {
  StageProblem problem{std::move(hold), std::move(fee), std::move(drops), std::move(between), move, {}};
  for (const auto& node : nodes) {
    auto& parts = problem.parts.emplace_back();
    for (const auto& part : node) {
      auto& options = parts.emplace_back();
      for (const auto& [extra, again, days] : part) options.push_back({extra, again, days});
    }
  }
  return problem;
}

}  // namespace

NB_MODULE(_kernel, m) {
  m.attr("MOST_DATES") = kMostDates;
  nb::class_<Walk>(m, "Annealer")
      .def(nb::init<const nb::bytes&, u64, const std::vector<int>&>())
      .def_prop_ro("steps", [](const Walk& walk) { return walk.annealer.steps(); })
      .def_prop_ro("hot", [](const Walk& walk) { return walk.annealer.hot(); })
      .def("load",
           [](Walk& walk, const std::vector<int>& slots) { walk.annealer.load(checked(*walk.problem, slots)); })
      .def("anneal", [](Walk& walk, double heat, i64 steps, double seconds) { walk.annealer.anneal(heat, steps, seconds); })
      .def("run", [](Walk& walk, i64 steps, double seconds) { return walk.annealer.run(steps, seconds); },
           nb::call_guard<nb::gil_scoped_release>())
      .def("best",
           [](const Walk& walk) -> nb::object {
             if (!walk.annealer.has_best()) return nb::none();
             return nb::make_tuple(walk.annealer.best_cost(), walk.annealer.best_slots());
           })
      .def("nearest", [](const Walk& walk) {
        return nb::make_tuple(walk.annealer.nearest_broken(), walk.annealer.nearest_cost(),
                              walk.annealer.nearest_slots());
      });
  nb::class_<Board>(m, "Board")
      .def(nb::init<const nb::bytes&, u64, const std::vector<int>&>())
      .def("wander", [](Board& board, int moves) { board.wander(moves); }, nb::call_guard<nb::gil_scoped_release>())
      .def("prices", &prices, nb::call_guard<nb::gil_scoped_release>())
      .def("slots", [](const Board& board) { return board.state.slots(); })
      .def("total",
           [](const Board& board) {
             const Term& total = board.state.total();
             return nb::make_tuple(total.cost, total.penalty, total.broken);
           })
      .def("work",
           [](const Board& board) {
             const Work& work = board.state.work();
             return nb::make_tuple(work.moves, work.days_settled, work.spans_priced);
           })
      .def("ledger", [](Board& board) {
        auto [lines, counts] = ledger_of(board);
        return nb::make_tuple(lines, counts);
      });
  nb::class_<StageSearch>(m, "Stages")
      .def("__init__",
           [](StageSearch* self, std::vector<i64> hold, std::vector<i64> fee, std::vector<int> drops,
              std::vector<std::vector<i64>> between, i64 move,
              const std::vector<std::vector<std::vector<StageOption>>>& nodes) {
             new (self) StageSearch(stage_problem(std::move(hold), std::move(fee), std::move(drops),
                                                 std::move(between), move, nodes));
           })
      .def_prop_ro("least", &StageSearch::least)
      .def_prop_ro("most", &StageSearch::most)
      .def_prop_ro("exact", &StageSearch::exact)
      .def_prop_ro("popped", &StageSearch::popped)
      .def("run", &StageSearch::run, nb::call_guard<nb::gil_scoped_release>());
}
