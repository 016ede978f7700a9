// What a person, hire, rig or crew costs, from the dates on which its tasks fall (one bit a date and unit).
// Invariant: reads masks and clocks only. Spans that need no pair of neighbouring dates take a path that
// counts bits and visits the ends of runs alone (after Smith 2005's bit sets for the talent problem).
#pragma once

#include <algorithm>

#include "day.hpp"

namespace coverset {

// One gap that may be dropped; `back` is what going home and back costs beyond going straight.
struct Gap {
  i64 saving;
  int place, dates;
  i64 back;
};

template <class Sink>
void drop_gaps(const Span& span, std::vector<Gap>& gaps, Sink& sink) {
  if (span.choose == kCheapest)
    gaps.erase(std::remove_if(gaps.begin(), gaps.end(), [](const Gap& g) { return g.saving <= 0; }), gaps.end());
  auto sooner = [&](const Gap& a, const Gap& b) {
    if (span.choose == kCheapest && a.saving != b.saving) return a.saving > b.saving;
    if (span.choose == kLongest && a.dates != b.dates) return a.dates > b.dates;
    return a.place < b.place;
  };
  if (gaps.size() > 1) std::sort(gaps.begin(), gaps.end(), sooner);
  // Python's ranked[:max_drops] counts from the end when max_drops is negative.
  i64 most = span.max_drops >= 0 ? span.max_drops : static_cast<i64>(gaps.size()) + span.max_drops;
  for (i64 k = 0; k < most && k < static_cast<i64>(gaps.size()); ++k) {
    sink.charge(span.hold_line, -(gaps[k].saving + span.fee + gaps[k].back));
    sink.charge(span.drop_line, span.fee);
    sink.charge(span.travel_line, gaps[k].back);
  }
}

class SpanPricer {
 public:
  explicit SpanPricer(const Problem& problem) : problem_(problem) {}

  // `masks`: for each unit, the dates on which it shoots a task of span s. `clocks`: by slot.
  template <class Sink>
  void price(int s, const u64* masks, const Clock* clocks, Sink& sink) {
    const Span& span = problem_.spans[s];
    const int words = problem_.words, units = static_cast<int>(problem_.units.size());
    u64 any[kMostWords];
    u64 twice = 0, all = 0;
    for (int w = 0; w < words; ++w) any[w] = masks[w];
    for (int u = 1; u < units; ++u)
      for (int w = 0; w < words; ++w) {
        twice |= any[w] & masks[u * words + w];
        any[w] |= masks[u * words + w];
      }
    for (int w = 0; w < words; ++w) all |= any[w];
    if (all == 0) return;
    int first = next_bit(any, words, 0), last = prev_bit(any, words << 6);
    if (!span.limit.empty() && (twice || span.least_limit < 1)) limits(span, any, masks, sink);
    if (!span.start.empty()) sink.charge(span.extend_line, span.start[first]);
    if (!span.end.empty()) sink.charge(span.extend_line, span.end[last]);
    gaps_.clear();
    int count = worked(span, any, first, last, sink);
    if (span.paired)
      pairs(span, any, masks, clocks, first, last, sink);
    else if (span.drop_gap > 0 && last - first + 1 - count >= span.drop_gap - 1)
      runs(span, any, last);
    if (!gaps_.empty()) drop_gaps(span, gaps_, sink);
  }

 private:
  const Problem& problem_;
  std::vector<Gap> gaps_;

  template <class Sink>
  void limits(const Span& span, const u64* any, const u64* masks, Sink& sink) const {
    for (int d = next_bit(any, problem_.words, 0); d >= 0; d = next_bit(any, problem_.words, d + 1)) {
      int units = 0;
      for (std::size_t u = 0; u < problem_.units.size(); ++u) units += has_bit(masks + u * problem_.words, d);
      if (units > span.limit[d]) sink.broke(kLimit, units - span.limit[d]);
    }
  }

  // Charges working and holding; returns the number of worked dates.
  template <class Sink>
  int worked(const Span& span, const u64* any, int first, int last, Sink& sink) const {
    int count = 0;
    i64 work = 0, held = span.held[last + 1] - span.held[first];
    for (int w = first >> 6; w <= last >> 6; ++w) {
      int usual = __builtin_popcountll(any[w] & span.usual[w]);
      count += usual;
      work += usual * span.usual_work;
      held -= usual * span.usual_hold;
      for (u64 x = any[w] & ~span.usual[w]; x; x &= x - 1) {
        int d = (w << 6) + __builtin_ctzll(x);
        ++count;
        work += span.work[d];
        held -= span.hold[d];
      }
    }
    sink.charge(span.work_line, work);
    sink.charge(span.hold_line, held);
    return count;
  }

  // Gaps that are long enough, visiting only the dates whose next date is not worked.
  void runs(const Span& span, const u64* any, int last) {
    const int words = problem_.words;
    for (int w = 0; w <= last >> 6; ++w) {
      u64 ends = any[w] & ~(any[w] >> 1 | (w + 1 < words ? any[w + 1] << 63 : 0));
      for (; ends; ends &= ends - 1) {
        int d = (w << 6) + __builtin_ctzll(ends);
        if (d + span.drop_gap > last) return;
        int e = next_bit(any, words, d + 1);
        if (e - d < span.drop_gap) continue;
        gaps_.push_back({span.held[e] - span.held[d + 1] - span.fee, d, e - d, 0});
      }
    }
  }

  // Everything that depends on two neighbouring worked dates: rest, runs, journeys, gaps.
  template <class Sink>
  void pairs(const Span& span, const u64* any, const u64* masks, const Clock* clocks, int first, int last, Sink& sink) {
    auto base = [&](int d, bool latest) {
      int found = -1;
      for (std::size_t u = 0; u < problem_.units.size(); ++u)
        if (has_bit(masks + u * problem_.words, d) && (latest || found < 0))
          found = clocks[u * problem_.num_dates + d].base;
      return found;
    };
    int run = 1;
    for (int d = first, e; d != last; d = e) {
      e = next_bit(any, problem_.words, d + 1);
      if (e == d + 1) {
        if (span.rest) rest(span, masks, clocks, d, sink);
        ++run;
      } else {
        run = 1;
      }
      if (span.max_run && run > span.max_run) sink.broke(kRun, 1);
      i64 back = 0;
      if (span.travels) back = journey(span, base(d, true), base(e, false), e - d - 1, sink);
      if (span.drop_gap && e - d >= span.drop_gap)
        gaps_.push_back({span.held[e] - span.held[d + 1] - span.fee - back, d, e - d, back});
    }
    if (span.travels && span.home >= 0)
      sink.charge(span.travel_line, problem_.person_fare(span.home, base(first, false)) +
                                        problem_.person_fare(base(last, true), span.home));
  }

  template <class Sink>
  void rest(const Span& span, const u64* masks, const Clock* clocks, int d, Sink& sink) const {
    int wrap = INT32_MIN, call = INT32_MAX;
    for (std::size_t u = 0; u < problem_.units.size(); ++u) {
      const u64* mask = masks + u * problem_.words;
      const Clock* clock = clocks + u * problem_.num_dates;
      if (has_bit(mask, d)) wrap = std::max(wrap, clock[d].wrap);
      if (has_bit(mask, d + 1)) call = std::min(call, clock[d + 1].call);
    }
    i64 missing = span.rest - (static_cast<i64>(call) + 1440 - wrap);
    if (missing > 0) sink.broke(kRest, missing);
  }

  template <class Sink>
  i64 journey(const Span& span, int here, int there, int free_dates, Sink& sink) const {
    i64 fare = 0;
    if (here != there) {
      fare = problem_.person_fare(here, there);
      sink.charge(span.travel_line, fare);
      int missing = problem_.free_days(here, there) - free_dates;
      if (missing > 0) sink.broke(kPersonTravel, missing);
    }
    if (span.home < 0) return 0;
    return problem_.person_fare(here, span.home) + problem_.person_fare(span.home, there) - fare;
  }
};

}  // namespace coverset
