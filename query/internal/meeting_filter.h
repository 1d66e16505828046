#pragma once
// The one place that applies the filters of a question.
#include <set>

#include "graph/meeting_graph.h"
#include "graph/source.h"
#include "query/answers.h"
#include "query/internal/lines.h"

namespace parley::query {

// Of a question that is about held meetings unless it says otherwise.
[[nodiscard]] Filters heldUnlessAsked(Filters filters);

class MeetingFilter {
 public:
  // `source` and `lines`, which reads from it, outlive this object.
  MeetingFilter(const GraphSource& source, Filters filters, Lines& lines);
  MeetingFilter(const MeetingFilter&) = delete;

  // Counts a meeting that does not pass, once however often it is asked about.
  [[nodiscard]] bool passes(const Meeting& meeting);
  // The same for a walk; this object outlives it.
  [[nodiscard]] WalkFilter walk() {
    return {[this](const Meeting& meeting) { return passes(meeting); }};
  }
  [[nodiscard]] const LeftOut& leftOut() const { return left_out_; }

 private:
  // The count that a meeting belongs to; nullptr if it passes.
  [[nodiscard]] std::uint64_t* stoppedBy(const Meeting& meeting);
  [[nodiscard]] bool atPlace(const Meeting& meeting);
  [[nodiscard]] bool inReports(const Meeting& meeting);
  [[nodiscard]] bool byOutlet(const Meeting& meeting);

  const Filters filters_;
  Lines& lines_;
  std::set<EntityId> places_;
  std::vector<std::string> outlet_;
  LeftOut left_out_;
  std::set<EntityId> stopped_;
};

}  // namespace parley::query
