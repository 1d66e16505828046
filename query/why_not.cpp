#include <algorithm>
#include <functional>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "graph/error.h"
#include "query/internal/as_of.h"
#include "query/internal/lines.h"
#include "query/internal/sides.h"
#include "query/local_answers.h"

namespace parley {
namespace {

using query::Lines;
using query::Side;

std::vector<LocalIndex> entitiesOf(const GraphSource& source, const ReadDocument& read, const Side& side) {
  std::vector<LocalIndex> entities;
  for (LocalIndex i = 0; i < read.extraction.entities.size(); ++i) {
    const std::optional<EntityId> id = source.resolved(read.document.id, i);
    if (id && side.contains(*id)) entities.push_back(i);
  }
  return entities;
}

NearMissLine lineOf(const GraphSource& source, const ReadDocument& read, const NearMiss& miss, Lines& lines) {
  NearMissLine line;
  line.reason = miss.reason;
  line.passage = lines.passage(read.document.id, miss.sentence);
  const auto text = [&](Span span) { return read.document.text.substr(span.begin, span.end - span.begin); };
  for (const std::vector<Naming>* side : {&miss.one, &miss.other}) {
    for (const Naming& naming : *side) {
      const std::optional<EntityId> id = source.resolved(read.document.id, naming.entity);
      PARLEY_CHECK(id.has_value());  // It was given as one of a side.
      line.names.push_back({lines.entity(*id), text(naming.span), naming.span, naming.by_name});
    }
  }
  for (const Span word : miss.words) line.words.push_back(text(word));
  for (const std::uint32_t number : miss.reports) {
    const auto& meeting = std::get<MeetingStatement>(read.extraction.reports.at(number).statement);
    ToldMeeting told;
    told.kind = meeting.kind;
    told.status = read.extraction.reports[number].status;
    for (const Participation& one : meeting.participants) {
      told.participants.push_back(read.extraction.entities.at(one.entity).name);
    }
    if (std::find(line.told.begin(), line.told.end(), told) == line.told.end()) line.told.push_back(std::move(told));
  }
  return line;
}

void countMeetings(const GraphSource& source, const std::vector<Side>& sides, WhyNotAnswer& answer) {
  std::map<Status, std::uint64_t> by_status;
  for (const Meeting& meeting : query::meetingsOf(source, sides)) {
    if (!meeting.furniture) ++by_status[meeting.status];
  }
  for (const Status status : query::kStatusOrder) {
    if (by_status.contains(status)) answer.meetings.emplace_back(status, by_status[status]);
  }
}

}  // namespace

WhyNotAnswer LocalAnswers::whyNot(const WhyNotQuestion& question) {
  if (question.as_of) return asOf(question, std::mem_fn(&LocalAnswers::whyNot));
  PARLEY_CHECK(near_misses_ != nullptr);
  WhyNotAnswer answer;
  for (const std::string& name : {question.name, question.other}) {
    answer.names.push_back(query::lookUpNamed(source_, name, "why-not"));
  }
  answer.resolved = query::eachIsClear(answer.names);
  if (!answer.resolved) {
    answer.searched = query::searched(source_, {});
    return answer;
  }
  const std::vector<Side> sides = query::sidesOf(source_, answer.names, question.exact);
  const std::set<DocumentId> naming = query::documentsNaming(source_, sides);
  answer.searched = {source_.counts().documents, naming.size()};
  answer.searched.decisions =
      query::restsOn(source_, {answer.names[0].candidates.front().id, answer.names[1].candidates.front().id}, sides);
  // Nobody meets himself.
  if (answer.names[0].candidates.front().id == answer.names[1].candidates.front().id) return answer;
  countMeetings(source_, sides, answer);

  std::vector<DocumentId> documents = query::newestFirst(source_, naming);
  if (documents.size() > kMaxReadAgain) {
    answer.not_read = documents.size() - kMaxReadAgain;
    documents.resize(kMaxReadAgain);
  }
  Lines lines(source_);
  std::map<NearMissReason, std::uint64_t> reasons;
  for (const DocumentId& id : documents) {
    const ReadDocument read = lines.document(id);  // A copy, as what `lines` gives lasts only until its next call.
    const NearMisses misses =
        near_misses_(read, entitiesOf(source_, read, sides[0]), entitiesOf(source_, read, sides[1]));
    answer.telling += misses.telling;
    for (const NearMiss& miss : misses.sentences) {
      ++reasons[miss.reason];
      answer.sentences.push_back(lineOf(source_, read, miss, lines));
    }
  }
  answer.reasons.assign(reasons.begin(), reasons.end());
  std::stable_sort(answer.sentences.begin(), answer.sentences.end(),
                   [](const NearMissLine& a, const NearMissLine& b) { return a.reason < b.reason; });
  if (answer.sentences.size() > question.sentences) {
    answer.left_out = answer.sentences.size() - question.sentences;
    answer.sentences.resize(question.sentences);
  }
  return answer;
}

}  // namespace parley
