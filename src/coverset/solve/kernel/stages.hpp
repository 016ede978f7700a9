// The stage relaxation of holding: the cheapest path of stages (who is engaged, at which node), best first.
// Invariant: `least` never exceeds the cost of any path; it is exact once `exact` is set. docs/concepts/bounds.md
// gives the proofs of every rule that leaves labels out; bound/stages.py is the readable reference.
#pragma once

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <memory>
#include <numeric>
#include <stdexcept>
#include <unordered_map>
#include <vector>

#include "castings.hpp"

namespace coverset {

// What a search of stages is about, as it comes from Python.
struct StageProblem {
  std::vector<std::int64_t> hold, fee;
  std::vector<int> drops;
  std::vector<std::vector<std::int64_t>> between;  // prices between nodes
  std::int64_t move = 0;                           // the price of coming back to a place
  std::vector<std::vector<CastPart>> parts;        // by node
};

class StageSearch {
 public:
  using i64 = std::int64_t;
  using u8 = std::uint8_t;
  using u32 = std::uint32_t;
  using u64 = std::uint64_t;

  explicit StageSearch(StageProblem problem) : people_(static_cast<int>(problem.hold.size())), move_(problem.move), fee_(problem.fee) {
    if (people_ < 1 || people_ > kMostPeople) throw std::invalid_argument("too many people for a stage");
    if (problem.fee.size() != problem.hold.size() || problem.drops.size() != problem.hold.size())
      throw std::invalid_argument("a fee and a count of drops a person are needed");
    for (int drops : problem.drops) {
      if (drops < 0 || drops > kMostDrops) throw std::invalid_argument("too many drops for a stage");
      ends_.push_back(2 * drops + 2);
    }
    nodes_ = static_cast<int>(problem.parts.size());
    if (nodes_ < 1 || nodes_ > 255 || problem.between.size() != problem.parts.size())
      throw std::invalid_argument("a stage needs nodes and the prices between them");
    masks_ = 1 << people_;
    Prices prices(problem.hold);
    for (int n = 0; n < nodes_; ++n) {
      if (problem.between[n].size() != problem.parts.size()) throw std::invalid_argument("prices are not square");
      between_.insert(between_.end(), problem.between[n].begin(), problem.between[n].end());
      castings_.push_back(std::make_unique<NodeCastings>(prices, masks_, problem.move, std::move(problem.parts[n])));
    }
    enter_.assign(nodes_, nodes_ > 1 ? kFar : 0);
    for (int a = 0; a < nodes_; ++a)
      for (int b = 0; b < nodes_; ++b)
        if (a != b) enter_[b] = std::min(enter_[b], price(a, b));
    own_.resize(2 + 2 * nodes_);
    begin();
  }

  StageSearch(const StageSearch&) = delete;

  i64 least() const { return least_; }
  bool exact() const { return exact_; }
  i64 most() const { return most_; }
  i64 popped() const { return popped_; }
  std::size_t memory() const {
    std::size_t bytes = cost_.capacity() * (sizeof(i64) + sizeof(u32) + sizeof(u8) * 2 + sizeof(u32) * nodes_) +
                        heap_.capacity() * sizeof(Open) + closed_bytes_;
    for (const auto& node : castings_) bytes += node->memory();
    return bytes;
  }

  // Goes on until it is exact, or so many labels more, seconds or bytes in all are used up.
  void run(i64 labels, double seconds, std::size_t bytes) {
    using Clock = std::chrono::steady_clock;
    auto ends = Clock::now() + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(seconds));
    while (!exact_ && labels-- > 0) {
      if (heap_.empty() || heap_.front().bound >= most_) {
        least_ = std::max(least_, most_);
        exact_ = true;
        return;
      }
      if ((popped_ & 63) == 0 && (Clock::now() > ends || (bytes && (popped_ & 1023) == 0 && memory() > bytes))) return;
      std::pop_heap(heap_.begin(), heap_.end());
      Open top = heap_.back();
      heap_.pop_back();
      least_ = std::max(least_, top.bound);
      ++popped_;
      expand(top);
    }
  }

 private:
  static constexpr int kMostPeople = 7, kMostDrops = 6;
  static constexpr u8 kImproved = 0, kMoved = 1, kArrived = 2, kLeft = kArrived + kMostPeople;

  struct Open {
    i64 bound;
    u32 label;
    bool operator<(const Open& other) const {
      return bound != other.bound ? bound > other.bound : label < other.label;
    }
  };
  int people_, nodes_ = 0, masks_ = 0;
  i64 move_;
  std::vector<i64> fee_, between_, enter_;
  std::vector<int> ends_;
  std::vector<std::unique_ptr<NodeCastings>> castings_;

  // Labels, a row each: cost, who stands where (4 bits a person), node, last step, and an id a node.
  std::vector<i64> cost_;
  std::vector<u32> status_, ids_;
  std::vector<u8> node_, step_;
  std::vector<u32> free_;
  std::vector<Open> heap_;
  // By standing, a row a label, cheapest first: price, hoped price, then by node what it would cost to end here, then
  // by node the id.
  std::unordered_map<u64, std::vector<i64>> closed_;
  std::vector<i64> own_;
  std::size_t closed_bytes_ = 0;
  i64 least_ = 0, most_ = kFar, popped_ = 0;
  bool exact_ = false;

  i64 price(int a, int b) const { return between_[a * nodes_ + b]; }
  int at(u32 status, int a) const { return status >> (4 * a) & 15; }
  int engaged(u32 status) const {
    int mask = 0;
    for (int a = 0; a < people_; ++a) mask |= (at(status, a) & 1) << a;
    return mask;
  }
  int gone(u32 status) const {
    int mask = 0;
    for (int a = 0; a < people_; ++a) mask |= (at(status, a) == ends_[a]) << a;
    return mask;
  }

  // The changes of engagement still to come; a drop brings two more, which count where its fee does not outweigh them.
  int left(u32 status) const {
    int count = 0;
    for (int a = 0; a < people_; ++a) {
      int from = at(status, a);
      if (from == ends_[a]) continue;
      count += fee_[a] >= 2 * move_ ? 2 - (from & 1) : ends_[a] - from;
    }
    return count;
  }

  u32 fresh() {
    if (!free_.empty()) {
      u32 label = free_.back();
      free_.pop_back();
      return label;
    }
    cost_.push_back(0), status_.push_back(0), node_.push_back(0), step_.push_back(0);
    ids_.resize(ids_.size() + nodes_);
    return static_cast<u32>(cost_.size() - 1);
  }

  void begin() {
    for (int n = 0; n < nodes_; ++n) {
      u32 label = fresh();
      cost_[label] = 0, status_[label] = 0, node_[label] = static_cast<u8>(n), step_[label] = kImproved;
      for (int m = 0; m < nodes_; ++m) ids_[label * nodes_ + m] = castings_[m]->blank();
      u32& here = ids_[label * nodes_ + n];
      here = castings_[n]->visit(here, 0);
      open(label, 0);
    }
  }

  // Puts a label in the queue unless its bound shows that it leads to nothing better.
  void open(u32 label, i64 parent) {
    const u32* ids = &ids_[label * nodes_];
    int out = gone(status_[label]), here = node_[label], changes = left(status_[label]);
    i64 bound = cost_[label], done = cost_[label];
    for (int n = 0; n < nodes_; ++n) {
      i64 past = castings_[n]->past(ids[n], out), hoped = castings_[n]->hoped(ids[n], out, changes);
      done += past;
      bound += n == here ? hoped : std::min(past, enter_[n] + hoped);
    }
    most_ = std::min(most_, done);
    bound = std::max(bound, parent);
    if (bound >= most_) {
      free_.push_back(label);
      return;
    }
    heap_.push_back({bound, label});
    std::push_heap(heap_.begin(), heap_.end());
  }

  bool dominated(u32 label, int out) {
    const u32* ids = &ids_[label * nodes_];
    int changes = left(status_[label]);
    own_[0] = own_[1] = cost_[label];
    for (int n = 0; n < nodes_; ++n) {
      own_[1] += castings_[n]->hoped(ids[n], out, changes);
      own_[2 + n] = castings_[n]->past(ids[n], out);
      own_[2 + nodes_ + n] = ids[n];
    }
    auto& others = closed_[static_cast<u64>(status_[label]) << 8 | node_[label]];
    std::size_t width = own_.size(), after = 0;
    for (; after < others.size() && others[after] <= own_[0]; after += width) {
      const i64* other = &others[after];
      if (other[1] > own_[1]) continue;
      i64 spare = own_[0] - other[0];
      for (int n = 0; n < nodes_; ++n) spare -= std::max<i64>(0, other[2 + n] - own_[2 + n]);
      if (spare < 0) continue;
      spare = own_[0] - other[0];
      for (int n = 0; n < nodes_ && spare >= 0; ++n) {
        u32 theirs = static_cast<u32>(other[2 + nodes_ + n]);
        if (theirs != ids[n]) spare -= castings_[n]->dearer(theirs, ids[n], out);
      }
      if (spare >= 0) return true;
    }
    if (step_[label] != kImproved) return false;
    std::size_t before = others.capacity();
    others.insert(others.begin() + static_cast<std::ptrdiff_t>(after), own_.begin(), own_.end());
    closed_bytes_ += (others.capacity() - before) * sizeof(i64);
    return false;
  }

  void expand(const Open& top) {
    u32 label = top.label;
    int out = gone(status_[label]);
    if (!dominated(label, out)) {
      int step = step_[label];
      if (step == kImproved)
        for (int n = 0; n < nodes_; ++n)
          if (n != node_[label]) move(label, n, top.bound);
      for (int a = 0; a < people_; ++a) {
        int from = at(status_[label], a);
        if (from == ends_[a]) continue;
        if (!(from & 1)) {
          bool in_order = step < kArrived || step >= kLeft || step - kArrived < a;
          if (in_order && step != kLeft + a) change(label, a, from + 1, top.bound);
        } else {
          bool in_order = step < kArrived || (step >= kLeft && step - kLeft < a);
          if (!in_order) continue;
          if (from + 1 != ends_[a]) change(label, a, from + 1, top.bound);
          change(label, a, ends_[a], top.bound);
        }
      }
    }
    free_.push_back(label);
  }

  u32 copy(u32 label) {
    u32 child = fresh();
    cost_[child] = cost_[label], status_[child] = status_[label], node_[child] = node_[label];
    std::memcpy(&ids_[child * nodes_], &ids_[label * nodes_], nodes_ * sizeof(u32));
    return child;
  }

  void move(u32 label, int node, i64 parent) {
    u32 child = copy(label);
    cost_[child] += price(node_[label], node);
    node_[child] = static_cast<u8>(node);
    u32& here = ids_[child * nodes_ + node];
    u32 then = castings_[node]->visit(here, engaged(status_[child]));
    step_[child] = then != here ? kImproved : kMoved;
    here = then;
    open(child, parent);
  }

  void change(u32 label, int a, int then, i64 parent) {
    u32 child = copy(label);
    bool arrives = then & 1, leaves = then == ends_[a];
    status_[child] = (status_[label] & ~(15u << (4 * a))) | static_cast<u32>(then) << (4 * a);
    if (!arrives && !leaves) cost_[child] += fee_[a];
    u32* ids = &ids_[child * nodes_];
    if (leaves) {
      int out = gone(status_[child]), before = gone(status_[label]);
      for (int n = 0; n < nodes_; ++n) {
        auto [id, settled] = castings_[n]->settle(ids[n], before, out);
        ids[n] = id, cost_[child] += settled;
      }
    }
    u32& here = ids[node_[child]];
    u32 was = here;
    here = castings_[node_[child]]->visit(here, engaged(status_[child]));
    here = castings_[node_[child]]->stay(here);
    step_[child] = here != was ? kImproved : static_cast<u8>((arrives ? kArrived : kLeft) + a);
    open(child, parent);
  }
};

}  // namespace coverset
