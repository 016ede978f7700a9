// What the work at one node costs in the stages passed so far. Invariant: an id stands for one row of the cheapest
// stage so far by set of people; everything derived from it is remembered with it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace coverset {

static constexpr std::int64_t kFar = std::int64_t(1) << 52;

// One way to cast the days of a part: what it costs beyond the least, a set of people a day, and how often the place
// is come back to.
struct CastOption {
  std::int64_t extra;
  int again;
  std::vector<int> days;
};
using CastPart = std::vector<CastOption>;

// The price of a stage by who is engaged, and the rank of that price among all stages.
struct Prices {
  std::vector<std::int64_t> held, of_rank;
  std::vector<std::uint8_t> rank;

  explicit Prices(const std::vector<std::int64_t>& hold) : held(std::size_t(1) << hold.size(), 0) {
    for (std::size_t mask = 0; mask < held.size(); ++mask)
      for (std::size_t a = 0; a < hold.size(); ++a)
        if (mask >> a & 1) held[mask] += hold[a];
    of_rank = held;
    std::sort(of_rank.begin(), of_rank.end());
    of_rank.erase(std::unique(of_rank.begin(), of_rank.end()), of_rank.end());
    for (std::int64_t price : held)
      rank.push_back(static_cast<std::uint8_t>(std::lower_bound(of_rank.begin(), of_rank.end(), price) - of_rank.begin()));
    of_rank.resize(256, kFar);
  }
};

class NodeCastings {
 public:
  using i64 = std::int64_t;
  using u8 = std::uint8_t;
  using u32 = std::uint32_t;
  using u64 = std::uint64_t;

  NodeCastings(const Prices& prices, int masks, i64 move, std::vector<CastPart> parts)
      : prices_(prices), masks_(masks), move_(move) {
    while ((1 << people_) < masks) ++people_;
    std::vector<int> of_mask(masks, -1);
    for (CastPart& options : parts) {
      Part part;
      for (CastOption& option : options) {
        if (option.again < 0) throw std::invalid_argument("nobody comes back less than never");
        Option own{option.extra, static_cast<u32>(uses_.size()), 0, option.again};
        part.again = std::max(part.again, option.again);
        std::sort(option.days.begin(), option.days.end());
        for (std::size_t k = 0; k < option.days.size(); ++k) {
          int mask = option.days[k];
          if (mask < 0 || mask >= masks) throw std::invalid_argument("a day holds people who are not there");
          if (k && option.days[k - 1] == mask) {
            ++uses_.back().times;
            continue;
          }
          if (of_mask[mask] < 0) of_mask[mask] = static_cast<int>(needs_.size()), needs_.push_back(static_cast<u8>(mask));
          uses_.push_back({static_cast<u8>(of_mask[mask]), 1});
          ++own.count;
        }
        if (own.count == 0) part.without = std::min(part.without, own.extra);
        part.options.push_back(own);
      }
      again_ += part.again;
      parts_.push_back(std::move(part));
    }
    dead_.assign(masks, {});
    for (int gone = 0; gone < masks; ++gone)
      for (const Part& part : parts_) {
        bool dead = part.again == 0;
        for (const Option& option : part.options)
          for (u32 k = option.first; k < option.first + option.count; ++k) dead = dead && (needs_[uses_[k].element] & gone);
        dead_[gone].push_back(dead);
      }
    again_ = std::min(again_, kMostAgain);
    width_ = needs_.size() + 1;
    std::basic_string<u8> row(width_, kNever);
    row.back() = 0;
    blank_ = intern(row);
  }

  u32 blank() const { return blank_; }
  std::size_t memory() const {
    return compared_.size() * sizeof(Compared) + rows_.capacity() + (past_.capacity() + hoped_.capacity()) * sizeof(i64) + visit_.capacity() * sizeof(u32) +
           settle_.capacity() * sizeof(settle_[0]) + ids_.size() * (width_ + 64);
  }

  // The row after one more stage in a row made something cheaper here, so that a place need not be come back to.
  u32 stay(u32 id) {
    std::basic_string<u8> row(&rows_[id * width_], width_);
    if (row.back() >= again_) return id;
    ++row.back();
    return intern(row);
  }

  // The row after a stage with these people was passed here.
  u32 visit(u32 id, int mask) {
    u32 known = visit_[id * masks_ + mask];
    if (known != kUnknown) return known;
    std::basic_string<u8> row(&rows_[id * width_], width_);
    for (std::size_t e = 0; e < needs_.size(); ++e)
      if (!(needs_[e] & ~mask)) row[e] = std::min(row[e], prices_.rank[mask]);
    u32 then = intern(row);
    return visit_[id * masks_ + mask] = then;
  }

  // The cheapest castings of all parts that are not settled, in the stages passed.
  i64 past(u32 id, int gone) {
    i64& known = past_[id * masks_ + gone];
    if (known < 0) known = value(id, gone, -1, 0);
    return known;
  }

  // The same if every stage that needs nobody who is gone were still to come, with nobody waiting.
  i64 hoped(u32 id, int gone, int changes) {
    changes = std::min(changes, again_);
    i64& known = hoped_[(id * (again_ + 1) + changes) * masks_ + gone];
    if (known < 0) known = value(id, gone, gone, changes);
    return known;
  }

  // The price of the parts that just lost their last stage to come, and the row without what only they need.
  std::pair<u32, i64> settle(u32 id, int before, int gone) {
    auto& known = settle_[id * masks_ + gone];
    if (known.first == kUnknown || known.second.first != before) {
      i64 cost = 0;
      std::vector<char> needed(needs_.size(), 0);
      for (std::size_t p = 0; p < parts_.size(); ++p) {
        if (dead_[gone][p] && !dead_[before][p]) cost += part_value(parts_[p], id, -1);
        if (dead_[gone][p]) continue;
        for (const Option& option : parts_[p].options)
          for (u32 k = option.first; k < option.first + option.count; ++k) needed[uses_[k].element] = 1;
      }
      std::basic_string<u8> row(&rows_[id * width_], width_);
      for (std::size_t e = 0; e < needs_.size(); ++e)
        if (!needed[e]) row[e] = 0;
      u32 then = intern(row);
      settle_[id * masks_ + gone] = {then, {before, cost}};
      return {then, cost};
    }
    return {known.first, known.second.second};
  }

  // The most by which one row may come out dearer than another, whatever stages follow.
  i64 dearer(u32 id, u32 than, int gone) {
    u64 key = (static_cast<u64>(gone) << 56 | static_cast<u64>(than) << 28 | id) + 1;
    Compared& known = compared_[(key * 0x9E3779B97F4A7C15u) >> (64 - kComparedBits)];
    if (known.key != key) known = {key, compare(id, than, gone)};
    return known.more;
  }

 private:
  i64 compare(u32 id, u32 than, int gone) const {
    const u8 *one = &rows_[id * width_], *other = &rows_[than * width_];
    i64 total = move_ * std::max(0, other[width_ - 1] - one[width_ - 1]);
    for (std::size_t p = 0; p < parts_.size(); ++p) {
      if (dead_[gone][p]) continue;
      const Part& part = parts_[p];
      i64 worst = 0;
      for (const Option& option : part.options) {
        i64 more = 0;
        for (u32 k = option.first; k < option.first + option.count; ++k) {
          u8 mine = one[uses_[k].element], theirs = other[uses_[k].element];
          if (mine > theirs) more += uses_[k].times * (prices_.of_rank[mine] - prices_.of_rank[theirs]);
        }
        worst = std::max(worst, more);
      }
      if (worst > 0 && part.without < kFar) worst = std::min(worst, part.without - part_value(part, than, gone));
      total += worst;
    }
    return total;
  }

  static constexpr u8 kNever = 255;
  static constexpr int kMostAgain = 10;
  static constexpr u32 kUnknown = ~u32(0);

  struct Use {
    u8 element, times;
  };
  struct Option {
    i64 extra;
    u32 first, count;
    int again;
  };
  struct Part {
    std::vector<Option> options;
    int again = 0;
    i64 without = kFar;  // the price of the option that needs no stage
  };

  const Prices prices_;
  int masks_, people_ = 0;
  i64 move_;
  int again_ = 0;
  std::size_t width_ = 0;
  std::vector<u8> needs_;  // by element, the people of a day
  std::vector<Use> uses_;
  std::vector<Part> parts_;
  std::vector<std::vector<char>> dead_;  // by who is gone, the parts that nothing can make cheaper
  std::vector<u8> rows_;
  std::unordered_map<std::string, u32> ids_;
  std::vector<i64> past_, hoped_;
  std::vector<u32> visit_;
  struct Compared {
    u64 key = 0;
    i64 more = 0;
  };
  static constexpr int kComparedBits = 16;
  std::vector<Compared> compared_ = std::vector<Compared>(std::size_t(1) << kComparedBits);
  std::vector<std::pair<u32, std::pair<int, i64>>> settle_;
  u32 blank_ = 0;

  u32 intern(const std::basic_string<u8>& row) {
    auto [place, is_new] = ids_.emplace(std::string(row.begin(), row.end()), static_cast<u32>(ids_.size()));
    if (is_new) {
      rows_.insert(rows_.end(), row.begin(), row.end());
      past_.resize(past_.size() + masks_, -1);
      hoped_.resize(hoped_.size() + masks_ * (again_ + 1), -1);
      visit_.resize(visit_.size() + masks_, kUnknown);
      settle_.resize(settle_.size() + masks_, {kUnknown, {0, 0}});
    }
    return place->second;
  }

  i64 part_value(const Part& part, u32 id, int gone) const {
    const u8* row = rows_.data() + id * width_;
    i64 best = kFar;
    for (const Option& option : part.options) {
      i64 cost = option.extra;
      for (u32 k = option.first; k < option.first + option.count; ++k) {
        int e = uses_[k].element;
        i64 price = prices_.of_rank[row[e]];
        if (gone >= 0 && !(needs_[e] & gone)) price = std::min(price, prices_.held[needs_[e]]);
        cost += uses_[k].times * price;
      }
      best = std::min(best, cost);
    }
    return best;
  }

  // The cheapest options of a part by how often its place is come back to.
  void part_values(const Part& part, u32 id, int gone, i64* best) const {
    const u8* row = rows_.data() + id * width_;
    std::fill(best, best + again_ + 1, kFar);
    for (const Option& option : part.options) {
      i64 cost = option.extra;
      for (u32 k = option.first; k < option.first + option.count; ++k) {
        int e = uses_[k].element;
        i64 price = prices_.of_rank[row[e]];
        if (gone >= 0 && !(needs_[e] & gone)) price = std::min(price, prices_.held[needs_[e]]);
        cost += uses_[k].times * price;
      }
      i64& least = best[std::min(option.again, again_)];
      least = std::min(least, cost);
    }
  }

  i64 value(u32 id, int settled, int gone, int changes) const {
    i64 all[kMostAgain + 1], own[kMostAgain + 1], next[kMostAgain + 1];
    std::fill(all, all + again_ + 1, kFar);
    all[0] = 0;
    for (std::size_t p = 0; p < parts_.size(); ++p) {
      if (dead_[settled][p]) continue;
      part_values(parts_[p], id, gone, own);
      std::fill(next, next + again_ + 1, kFar);
      for (int i = 0; i <= again_; ++i)
        for (int j = 0; j <= parts_[p].again && j <= again_; ++j) {
          i64& sum = next[std::min(i + j, again_)];
          sum = std::min(sum, all[i] + own[j]);
        }
      std::copy(next, next + again_ + 1, all);
    }
    int free = rows_[id * width_ + width_ - 1] + changes;
    i64 best = kFar;
    for (int i = 0; i <= again_; ++i) best = std::min(best, all[i] + move_ * std::max(0, i - free));
    return best;
  }
};

}  // namespace coverset
