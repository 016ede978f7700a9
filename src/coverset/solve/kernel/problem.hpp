// The scheduling problem as the kernel holds it: coverset.problem.Problem, read from one row of integers.
// Invariant: nothing here changes after reading; every index was checked against its range on the way in.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <utility>
#include <vector>

namespace coverset {

using i64 = std::int64_t;
using u64 = std::uint64_t;

constexpr int kAny = 0, kDaylight = 1, kDark = 2;
constexpr int kDayShift = 0, kSplitShift = 1, kNightShift = 2;
constexpr int kCheapest = 0, kFirst = 1, kLongest = 2;
constexpr int kNever = -1;
constexpr int kMostDates = 4096;
constexpr int kMostWords = kMostDates / 64;

inline bool has_bit(const u64* words, int i) { return words[i >> 6] >> (i & 63) & 1; }
inline void set_bit(u64* words, int i) { words[i >> 6] |= u64{1} << (i & 63); }
inline void flip_bit(u64* words, int i) { words[i >> 6] ^= u64{1} << (i & 63); }
inline int words_for(int bits) { return (bits + 63) / 64; }

// The first set bit at or after `from`, or -1.
inline int next_bit(const u64* words, int count, int from) {
  int w = from >> 6;
  if (w >= count) return -1;
  u64 x = words[w] & (~u64{0} << (from & 63));
  while (x == 0) {
    if (++w == count) return -1;
    x = words[w];
  }
  return (w << 6) + __builtin_ctzll(x);
}

// The last set bit before `before`, or -1.
inline int prev_bit(const u64* words, int before) {
  if (before <= 0) return -1;
  int w = (before - 1) >> 6;
  u64 x = words[w] & (~u64{0} >> (63 - ((before - 1) & 63)));
  while (x == 0) {
    if (--w < 0) return -1;
    x = words[w];
  }
  return (w << 6) + 63 - __builtin_clzll(x);
}

struct Price {
  int slot, line;
  i64 amount;
};

struct Task {
  int minutes, size, set, location, base, light, order;
  i64 opening;
  std::vector<int> spans, allowed;
  std::vector<Price> prices;
  std::vector<u64> allowed_bits;  // unit-major, words_for(num_dates) words a unit
  std::vector<u64> span_bits;
  std::vector<int> lags, aparts;
  bool chained = false;           // whether it is in a chain
};

struct Unit {
  std::vector<i64> day_price;
  std::vector<i64> shift_price[3];
  bool shift_priced = false;
  int prepare, standard, longest, meal, meal_after, set_change, move, day_call, earliest_call, night_call;
  int day_until, max_locations, rest, max_run, mixed;
  i64 overtime_hour, move_price, set_change_price, switch_price, opening_size, opening_price;
  std::vector<int> lengths, calls;  // calls: by date, where it is fixed
  std::vector<i64> idle;         // idle[d]: sum of the idle prices before date d; empty: none
  int idle_line, day_line, overtime_line, move_line, travel_line, set_change_line, shift_line, switch_line;
  int opening_line, opening_task_line;
  bool opens = false;            // whether its first used date costs anything
  bool has_term() const { return opens || max_run || !lengths.empty(); }
  std::vector<int> dates;        // the dates that some task may take here, ascending
};

struct Base {
  std::vector<int> rise, set, dusk, dawn;
};

struct Span {
  std::vector<i64> work, hold, start, end;
  std::vector<i64> held;         // held[d]: sum of hold before date d
  std::vector<int> limit;
  int drop_gap, max_drops, choose, rest, max_run, travels, home;
  i64 fee;
  int work_line, hold_line, drop_line, travel_line, extend_line;
  bool paired = false;           // whether its price needs every pair of neighbouring worked dates
  bool clocked = false;          // whether its price reads calls, wraps or bases of its days
  int least_limit = 1 << 30;
  std::vector<u64> usual;        // dates at the usual price of working and holding
  i64 usual_work = 0, usual_hold = 0;
};

struct Lag {
  int before, after, least, most, ordered, line;
  i64 price;
};

// Tasks that keep their order where they share a unit-day; whole: with nothing between them.
struct Chain {
  bool whole;
  std::vector<int> tasks;
};

// Reads integers in the order that coverset.solve._pack wrote them.
class Reader {
 public:
  Reader(const i64* at, std::size_t count) : at_(at), end_(at + count) {}

  i64 money() {
    if (at_ == end_) throw std::invalid_argument("the packed problem ends too early");
    return *at_++;
  }
  int number() {
    i64 x = money();
    if (x < INT32_MIN || x > INT32_MAX) throw std::invalid_argument("a packed number is out of range");
    return static_cast<int>(x);
  }
  int index(int limit) {
    int x = number();
    if (x < 0 || x >= limit) throw std::invalid_argument("a packed index is out of range");
    return x;
  }
  // How many things follow: never more than the integers that are left.
  int room() {
    int n = index(1 << 28);
    if (n > end_ - at_) throw std::invalid_argument("the packed problem ends too early");
    return n;
  }
  template <class T>
  std::vector<T> row(int exactly, bool optional = false) {
    int n = room();
    if (n != exactly && !(optional && n == 0)) throw std::invalid_argument("a packed row has the wrong length");
    std::vector<T> values(n);
    for (T& x : values) x = sizeof(T) == 8 ? static_cast<T>(money()) : static_cast<T>(number());
    return values;
  }
  std::vector<int> numbers() {
    std::vector<int> values(room());
    for (int& x : values) x = number();
    return values;
  }
  std::vector<int> indices(int limit) {
    std::vector<int> values(room());
    for (int& x : values) x = index(limit);
    return values;
  }
  bool done() const { return at_ == end_; }

 private:
  const i64 *at_, *end_;
};

struct Problem {
  int num_dates, num_slots, num_lines, words, span_words;
  std::vector<Task> tasks;
  std::vector<Unit> units;
  std::vector<Base> bases;
  std::vector<Span> spans;
  std::vector<Lag> lags;
  std::vector<std::pair<int, int>> apart;
  std::vector<Chain> chains;
  std::vector<int> travel_days;
  std::vector<i64> travel_price, fare;
  std::vector<int> rank;         // a task's place in the canonical order of a day without daylight or dark work
  std::vector<u64> clocked;      // the spans that read the clock
  bool any_clocked = false;

  explicit Problem(Reader in);

  int unit_of(int slot) const { return slot / num_dates; }
  int date_of(int slot) const { return slot % num_dates; }
  int free_days(int a, int b) const { return travel_days[a * bases.size() + b]; }
  i64 unit_fare(int a, int b) const { return travel_price[a * bases.size() + b]; }
  i64 person_fare(int a, int b) const { return fare[a * bases.size() + b]; }

 private:
  void read_units(Reader& in, int count);
  void read_spans(Reader& in, int count);
  void read_tasks(Reader& in, int count);
  void derive();
};

}  // namespace coverset
