// Answers as of a day are those of a store that holds only the documents published by then.
#include "query/internal/as_of.h"

#include <gmock/gmock.h>

#include <sstream>

#include "query/local_answers.h"
#include "tests/query/news.h"
#include "tests/support/dump_graph.h"
#include "tests/support/forwarding_source.h"
#include "tests/support/random_documents.h"
#include "tests/support/throws_error.h"

namespace parley::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::SizeIs;

bool knownBy(const ReadDocument& read, Date day) { return read.extraction.date && *read.extraction.date <= day; }

std::vector<ReadDocument> known(const std::vector<ReadDocument>& documents, Date day) {
  std::vector<ReadDocument> subset;
  for (const ReadDocument& read : documents) {
    if (knownBy(read, day)) subset.push_back(read);
  }
  return subset;
}

// Without what only an answer as of a day says.
template <typename Answer>
Answer bare(Answer answer) {
  if constexpr (requires { answer.searched; }) {
    EXPECT_TRUE(answer.searched.as_of.has_value());
    answer.searched.as_of.reset();
  } else {
    EXPECT_TRUE(answer.as_of.has_value());
    answer.as_of.reset();
  }
  return answer;
}

std::string exported(LocalAnswers& answers, ExportFormat format, std::optional<Date> as_of) {
  std::ostringstream out;
  static_cast<void>(answers.exportTo({format, {}, as_of}, {&out}));
  return out.str();
}

// Goal: "as of" is exact. Method: random documents, a third of them undated, of which many get an inferred date from
// the others; for each day, the graph and every kind of answer compared with those over the documents published by
// then.
TEST(AsOf, EqualsAGraphOfTheDocumentsPublishedByThen) {
  const std::uint64_t seed = seedFromEnvironment();
  SCOPED_TRACE(seed);
  const RandomDocuments random(seed);
  std::vector<ReadDocument> documents;
  for (std::uint32_t i = 0; i < 60; ++i) {
    documents.push_back(i % 7 == 0 ? random.seenAgain(i) : random.document(i));
  }
  const KnowledgeGraph all = KnowledgeGraph::build(documents);
  LocalAnswers answers(all);
  std::set<std::size_t> sizes;
  for (int i = -1; i < 6; ++i) {
    const Date then = day("2023-05-01") + std::chrono::days(i);
    SCOPED_TRACE(formatDate(then));
    const std::vector<ReadDocument> subset = known(documents, then);
    sizes.insert(subset.size());
    const KnowledgeGraph graph = KnowledgeGraph::build(subset);
    LocalAnswers expected(graph);

    const query::GraphAsOf as_of = query::graphAsOf(all, then);
    EXPECT_EQ(GraphDump::of(as_of.graph), GraphDump::of(graph));
    EXPECT_EQ(as_of.as_of.day, then);
    EXPECT_EQ(as_of.as_of.later + as_of.as_of.undated + subset.size(), documents.size());

    EXPECT_EQ(bare(answers.stats({then})), expected.stats({}));
    for (const char* name : {"Alder", "Birk", "Norland", "Nobody"}) {
      EXPECT_EQ(bare(answers.met({.name = name, .as_of = then})), expected.met({.name = name}));
      EXPECT_EQ(bare(answers.near({.name = name, .hops = 2, .as_of = then})), expected.near({.name = name, .hops = 2}));
      EXPECT_EQ(bare(answers.path({.from = name, .to = "Cermak", .as_of = then})),
                expected.path({.from = name, .to = "Cermak"}));
      EXPECT_EQ(bare(answers.show({name, then})), expected.show({name}));
    }
    for (const ExportFormat format : {ExportFormat::kPeopleGraphml, ExportFormat::kMeetingsGraphml,
                                      ExportFormat::kTimelineGexf, ExportFormat::kMeetingsJsonl}) {
      EXPECT_EQ(exported(answers, format, then), exported(expected, format, {}));
    }
  }
  EXPECT_THAT(sizes, SizeIs(6));  // None, and five days on which some were published.
}

TEST(AsOf, APlanStaysAPlanUntilSomebodyReportsMore) {
  const KnowledgeGraph graph = KnowledgeGraph::build(news());
  LocalAnswers answers(graph);
  const auto statuses = [&](std::string_view then) {
    std::vector<Status> found;
    for (const MeetingLine& meeting : answers.met({.name = "Kerr", .other = "Osei", .as_of = day(then)}).meetings) {
      found.push_back(meeting.status);
    }
    return found;
  };
  EXPECT_THAT(statuses("2021-02-28"), ElementsAre());
  EXPECT_THAT(statuses("2021-03-03"), ElementsAre(Status::kPlanned));  // It has been held, but nobody has told.
  EXPECT_THAT(statuses("2021-03-04"), ElementsAre(Status::kHeld));
  EXPECT_THAT(statuses("2021-06-01"), ElementsAre(Status::kHeld, Status::kHeld));
  EXPECT_EQ(answers.met({.name = "Kerr", .as_of = day("2021-03-04")}).searched.as_of, (AsOf{day("2021-03-04"), 3, 1}));
}

TEST(AsOf, ADateThatWasInferredMakesNoDocumentKnown) {
  DocumentBuilder dated("dated", "2021-03-04");
  dated.meeting("Kerr met Osei on 3 March.", {dated.person("Anna Kerr"), dated.person("Li Osei")},
                {.date = "2021-03-03"});
  DocumentBuilder undated("undated");
  undated.meeting("Kerr met Osei on Wednesday.", {undated.person("Anna Kerr"), undated.person("Li Osei")},
                  {.when = {DateForm::kWeekday, 3, Direction::kPast, {}}});
  const KnowledgeGraph graph = KnowledgeGraph::build({dated.build(), undated.build()});
  LocalAnswers answers(graph);
  ASSERT_TRUE(answers.show({"undated"}).document->date_inferred);
  const MetAnswer answer = answers.met({.name = "Kerr", .as_of = day("2030-01-01")});
  EXPECT_EQ(answer.searched.as_of, (AsOf{day("2030-01-01"), 0, 1}));
  ASSERT_THAT(answer.meetings, SizeIs(1));
  EXPECT_EQ(answer.meetings[0].documents, 1U);
}

// Says that it has one document more than are resolved anew.
class TooMany final : public ForwardingSource {
 public:
  using ForwardingSource::ForwardingSource;
  void forEachDocument(const std::function<bool(const DocumentId&)>& visit) const override {
    for (std::uint64_t i = 0; i <= query::kMaxResolvedAnew && visit({i, i}); ++i) {
    }
  }
  KnownDate dateOf(const DocumentId&) const override { return {day("2021-03-04"), false}; }
};

TEST(AsOf, TooManyDocumentsAreRefused) {
  const KnowledgeGraph graph = KnowledgeGraph::build({});
  const TooMany source(graph);
  EXPECT_THAT([&] { static_cast<void>(LocalAnswers(source).stats({day("2021-03-04")})); },
              ThrowsError(ErrorCode::kLimit, "50001 documents were known by then"));
  EXPECT_EQ(LocalAnswers(source).stats({day("2021-03-03")}).as_of->later, 50'001u);
}

}  // namespace
}  // namespace parley::test
