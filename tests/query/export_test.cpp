#include <gmock/gmock.h>

#include <algorithm>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/graphml.hpp>
#include <deque>
#include <random>
#include <sstream>

#include "query/internal/csv_writer.h"
#include "query/internal/exports.h"
#include "query/internal/xml_writer.h"
#include "query/local_answers.h"
#include "tests/query/news.h"
#include "tests/support/throws_error.h"

namespace parley::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::UnorderedElementsAre;

std::vector<ExportFormat> allFormats() {
  std::vector<ExportFormat> formats;
  for (const std::string_view word : exportWords()) formats.push_back(*exportFormatOf(word));
  return formats;
}

// The file, or all files of the format one after the other.
std::string exported(ExportFormat format, std::vector<ReadDocument> documents, ExportAnswer* answer = nullptr) {
  const KnowledgeGraph graph = KnowledgeGraph::build(std::move(documents));
  std::deque<std::ostringstream> files(std::max<std::size_t>(filesOf(format).size(), 1));
  std::vector<std::ostream*> outs;
  for (std::ostringstream& file : files) outs.push_back(&file);
  const ExportAnswer given = LocalAnswers(graph).exportTo({format}, outs);
  if (answer != nullptr) *answer = given;
  std::string all;
  for (const std::ostringstream& file : files) all += file.str();
  return all;
}

struct Node {
  std::string label, kind;
};
struct Edge {
  std::string label, first_date, last_date, evidence, url;
  double weight = 0;
  int held = -1, planned = -1, cancelled = -1, proposed = -1, n_reports = -1;
};
using BoostGraph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, Node, Edge>;

BoostGraph readPeople(const std::string& graphml) {
  BoostGraph graph;
  boost::dynamic_properties properties(boost::ignore_other_properties);
  properties.property("label", boost::get(&Node::label, graph));
  properties.property("kind", boost::get(&Node::kind, graph));
  properties.property("label", boost::get(&Edge::label, graph));
  properties.property("weight", boost::get(&Edge::weight, graph));
  properties.property("held", boost::get(&Edge::held, graph));
  properties.property("planned", boost::get(&Edge::planned, graph));
  properties.property("cancelled", boost::get(&Edge::cancelled, graph));
  properties.property("proposed", boost::get(&Edge::proposed, graph));
  properties.property("n_reports", boost::get(&Edge::n_reports, graph));
  properties.property("first_date", boost::get(&Edge::first_date, graph));
  properties.property("last_date", boost::get(&Edge::last_date, graph));
  properties.property("evidence", boost::get(&Edge::evidence, graph));
  properties.property("url", boost::get(&Edge::url, graph));
  std::istringstream in(graphml);
  boost::read_graphml(in, graph, properties);
  return graph;
}

std::vector<std::string> labels(const BoostGraph& graph) {
  std::vector<std::string> found;
  for (const auto vertex : boost::make_iterator_range(boost::vertices(graph))) found.push_back(graph[vertex].label);
  return found;
}

// The edge between two nodes of these labels.
Edge edgeBetween(const BoostGraph& graph, const std::string& one, const std::string& other) {
  for (const auto edge : boost::make_iterator_range(boost::edges(graph))) {
    const std::string& source = graph[boost::source(edge, graph)].label;
    const std::string& target = graph[boost::target(edge, graph)].label;
    if ((source == one && target == other) || (source == other && target == one)) return graph[edge];
  }
  ADD_FAILURE() << "no edge between " << one << " and " << other;
  return {};
}

TEST(Export, PeopleAreOneEdgeForEachPairCountedByStatus) {
  const BoostGraph graph = readPeople(exported(ExportFormat::kPeopleGraphml, news()));
  EXPECT_THAT(labels(graph), UnorderedElementsAre("Anna Kerr", "Li Osei", "Marta Silva", "Boris Volkov"));
  EXPECT_EQ(boost::num_edges(graph), 4U);

  const Edge met = edgeBetween(graph, "Anna Kerr", "Li Osei");
  EXPECT_EQ(met.label, "met 2x");
  EXPECT_EQ(met.weight, 2);
  EXPECT_EQ(met.held, 2);
  EXPECT_EQ(met.planned, 0);  // The plan of March is the meeting of March.
  EXPECT_EQ(met.n_reports, 3);
  EXPECT_EQ(met.first_date, "2021-03-03");
  EXPECT_EQ(met.last_date, "2021-05");  // No day is known, so none is written.
  EXPECT_EQ(met.evidence, "Kerr met Osei in Oslo on 3 March.");
  EXPECT_EQ(met.url, "https://example.org/oslo?a=1&b=2");

  const Edge mixed = edgeBetween(graph, "Anna Kerr", "Marta Silva");
  EXPECT_EQ(mixed.label, "met 1x");
  EXPECT_EQ(mixed.weight, 2);
  EXPECT_EQ(mixed.held, 1);
  EXPECT_EQ(mixed.cancelled, 1);
  EXPECT_EQ(mixed.evidence, "In May, Kerr, Osei and Silva held talks in Geneva.");

  const Edge proposed = edgeBetween(graph, "Anna Kerr", "Boris Volkov");  // Not the teaser.
  EXPECT_EQ(proposed.label, "proposed 1x");
  EXPECT_EQ(proposed.weight, 1);
  EXPECT_EQ(proposed.proposed, 1);
  EXPECT_EQ(proposed.held, 0);
  EXPECT_EQ(proposed.first_date, "");
}

TEST(Export, APairThatOnlySpokeHasNotMet) {
  std::vector<ReadDocument> documents = news();
  const auto is_phone = [](const ReadDocument& read) { return read.document.name() != "phone"; };
  std::erase_if(documents, is_phone);
  const BoostGraph graph = readPeople(exported(ExportFormat::kPeopleGraphml, documents));
  EXPECT_EQ(edgeBetween(graph, "Li Osei", "Marta Silva").label, "spoke 1x");
}

TEST(Export, HostileNamesComeThroughAsText) {
  const BoostGraph graph = readPeople(exported(ExportFormat::kPeopleGraphml, hostileNews()));
  const std::vector<std::string> read = labels(graph);
  ASSERT_EQ(read.size(), hostileNames().size());
  const std::string expected[] = {"<script>&amp;\"quote\" 'apostrophe' ]]>",
                                  "Control [31m Characters and breaks",
                                  "Not a character",
                                  "\u202eRight to Left\u200f \u05d0\u05d1\u05d2",
                                  "Emoji \U0001F600\U0001F468\u200D\U0001F469\u200D\U0001F467 Smith",
                                  std::string(10'000, 'x') + " Long",
                                  hostileNames()[6],
                                  hostileNames()[7],
                                  hostileNames()[8]};
  for (const std::string& name : expected) {
    EXPECT_EQ(std::count(read.begin(), read.end(), name), 1) << name.substr(0, 50);
  }
  // "\x01": nothing of it can be written.
  EXPECT_EQ(std::count_if(read.begin(), read.end(), [](const std::string& label) { return label.starts_with("e:"); }),
            1);
}

TEST(Export, XmlSafeDropsWhatXmlForbidsAndNothingElse) {
  using query::xmlSafe;
  EXPECT_EQ(xmlSafe("a\x01\x1f\x7f"
                    "b"),
            "ab");
  EXPECT_EQ(xmlSafe("a\tb\nc\rd"), "a b c d");
  EXPECT_EQ(xmlSafe("\xc2\x80|\xc2\x9f|\xc2\xa0"), "||\xc2\xa0");
  EXPECT_EQ(xmlSafe("\uFFFE|\uFFFF|\uFFFD|\U0001F600|\u200F|é"), "||\uFFFD|\U0001F600|\u200F|é");
  EXPECT_EQ(xmlSafe(""), "");
}

TEST(Export, NoCellIsAFormula) {
  using query::guardedCell;
  EXPECT_EQ(guardedCell("=1+1"), "'=1+1");
  EXPECT_EQ(guardedCell("+1"), "'+1");
  EXPECT_EQ(guardedCell("-1"), "'-1");
  EXPECT_EQ(guardedCell("@SUM(A1)"), "'@SUM(A1)");
  EXPECT_EQ(guardedCell("\uFF1D1"), "'\uFF1D1");
  EXPECT_EQ(guardedCell("  =1"), "  '=1");
  EXPECT_EQ(guardedCell("\"=1"), "\"'=1");
  EXPECT_EQ(guardedCell("Kerr;=1; -2"), "Kerr;'=1; '-2");
  EXPECT_EQ(guardedCell("Kerr-Osei, a+b = c @ home"), "Kerr-Osei, a+b = c @ home");
  EXPECT_EQ(guardedCell(""), "");
}

TEST(Export, CellsAreQuotedWhereTheyMustBe) {
  std::ostringstream out;
  query::CsvWriter csv(out, query::CsvReader::kProgram);
  csv.row({"a", "b,c", "say \"d\"", "two\nlines", "", "=1"});
  EXPECT_EQ(out.str(), "a,\"b,c\",\"say \"\"d\"\"\",two lines,,=1\r\n");
}

TEST(Export, OnlyAddressesOfTheWebAreLinks) {
  using query::webAddress;
  EXPECT_EQ(webAddress("https://example.org/a?b=1&c=%20#d"), "https://example.org/a?b=1&c=%20#d");
  EXPECT_EQ(webAddress("http://example.org/\" onclick='x' <>)\xc3\xa9"),
            "http://example.org/%22%20onclick=%27x%27%20%3C%3E%29%C3%A9");
  for (const char* other :
       {"javascript:alert(1)", "data:text/html,x", "JAVASCRIPT://https://", " https://x", "", "//x"}) {
    EXPECT_EQ(webAddress(other), "") << other;
  }
}

TEST(Export, WhatWasNotSoHasNoPlainTripleInRdf) {
  DocumentBuilder story("sanctions", "2021-06-01");
  const LocalIndex norway = story.country("Norway");
  const LocalIndex chile = story.country("Chile");
  story.triple("Norway may sanction Chile.", norway, Relation::kSanction, chile, Status::kPlanned);
  const std::string planned = exported(ExportFormat::kNquads, {story.build()});
  EXPECT_THAT(planned, HasSubstr("#predicate> <urn:parley:sanction> .\n"));
  EXPECT_THAT(planned, HasSubstr("<urn:parley:status> \"planned\" .\n"));
  EXPECT_THAT(planned, HasSubstr("\"Norway may sanction Chile.\" <urn:parley:document:"));
  EXPECT_THAT(planned, Not(HasSubstr("> <urn:parley:sanction> <")));
  EXPECT_THAT(exported(ExportFormat::kNquads, news()),
              HasSubstr("> <http://www.wikidata.org/prop/direct/P1268> <urn:"));
}

TEST(Export, UndatedPairsOfTheTimelineAreCounted) {
  ExportAnswer answer;
  exported(ExportFormat::kTimelineGexf, news(), &answer);
  EXPECT_EQ(answer.undated_pairs, 1U);  // Kerr and Volkov.
  exported(ExportFormat::kPeopleGraphml, news(), &answer);
  EXPECT_EQ(answer.undated_pairs, 0U);
}

TEST(Export, TheTimelineHasWholeDaysAndNoUndatedPairs) {
  const std::string gexf = exported(ExportFormat::kTimelineGexf, news());
  EXPECT_THAT(gexf, HasSubstr("<meta lastmodifieddate=\"2021-06-01\">"));
  EXPECT_THAT(gexf, HasSubstr("<spell start=\"2021-03-03\" end=\"2021-03-03\"/>"));
  EXPECT_THAT(gexf, HasSubstr("<spell start=\"2021-05-01\" end=\"2021-05-31\"/>"));
  EXPECT_THAT(gexf, HasSubstr("value=\"day | month\""));
  EXPECT_THAT(gexf, HasSubstr("kind=\"cancelled\""));
  EXPECT_THAT(gexf, Not(HasSubstr("proposed")));
  EXPECT_THAT(gexf, Not(HasSubstr("Volkov")));
}

TEST(Export, OverlappingDaysAreOneSpell) {
  DocumentBuilder story("overlap", "2021-06-01");
  const LocalIndex kerr = story.person("Anna Kerr");
  const LocalIndex osei = story.person("Li Osei");
  story.meeting("They met in May.", {kerr, osei}, {.date = "2021-05"});
  story.meeting("They spoke on 12 May.", {kerr, osei}, {.kind = MeetingKind::kCall, .date = "2021-05-12"});
  story.meeting("They met on 1 June.", {kerr, osei}, {.date = "2021-06-01"});
  const std::string gexf = exported(ExportFormat::kTimelineGexf, {story.build()});
  EXPECT_THAT(gexf, HasSubstr("<spell start=\"2021-05-01\" end=\"2021-05-31\"/>"));
  EXPECT_THAT(gexf, HasSubstr("<spell start=\"2021-06-01\" end=\"2021-06-01\"/>"));
  EXPECT_THAT(gexf, Not(HasSubstr("2021-05-12\"")));
  EXPECT_THAT(gexf, HasSubstr("label=\"met 3x\""));
}

TEST(Export, EvidenceIsASentenceOfTheStoryAndShort) {
  DocumentBuilder story("long", "2021-06-01");
  const LocalIndex kerr = story.person("Anna Kerr");
  const LocalIndex osei = story.person("Li Osei");
  const std::uint32_t meeting = story.meeting("MORE: Kerr, Osei meet", {kerr, osei}, {.furniture = true});
  story.meeting("Kerr met Osei, é" + std::string(1000, '.'), {kerr, osei}, {.same_as = meeting});
  const BoostGraph graph = readPeople(exported(ExportFormat::kPeopleGraphml, {story.build()}));
  const std::string evidence = edgeBetween(graph, "Anna Kerr", "Li Osei").evidence;
  EXPECT_THAT(evidence, testing::StartsWith("Kerr met Osei, é..."));
  EXPECT_THAT(evidence, testing::EndsWith("...…"));
  EXPECT_LT(evidence.size(), 410U);
}

TEST(Export, JsonLinesHoldEveryReportOfEveryMeeting) {
  const std::string jsonl = exported(ExportFormat::kMeetingsJsonl, news());
  EXPECT_EQ(std::count(jsonl.begin(), jsonl.end(), '\n'), 6);
  EXPECT_THAT(jsonl, HasSubstr("\"kind\":\"meeting\",\"status\":\"held\",\"date\":\"2021-03-03\",\"precision\":\"day\","
                               "\"date_inferred\":false,\"place\":\"Oslo\",\"furniture\":false,\"participants\":["));
  EXPECT_THAT(jsonl, HasSubstr("\"documents\":2,\"reports\":[{\"document\":\"planned\","));
  EXPECT_THAT(jsonl, HasSubstr("\"text\":\"Kerr met Osei in Oslo on 3 March.\"}]}"));
  EXPECT_THAT(jsonl, HasSubstr("\"furniture\":true"));
}

// Goal: a file is a function of the set of documents. Method: shuffle them, compare bytes.
TEST(Export, TheOrderOfDocumentsDoesNotMatter) {
  std::mt19937 random(7);
  for (const ExportFormat format : allFormats()) {
    std::vector<ReadDocument> documents = news();
    const std::string expected = exported(format, documents);
    for (int round = 0; round < 10; ++round) {
      std::shuffle(documents.begin(), documents.end(), random);
      EXPECT_EQ(exported(format, documents), expected);
    }
  }
}

TEST(Export, AFailingOutputIsAnError) {
  const KnowledgeGraph graph = KnowledgeGraph::build(news());
  for (const ExportFormat format : allFormats()) {
    std::ostringstream out;
    out.setstate(std::ios::badbit);
    const std::vector<std::ostream*> outs(std::max<std::size_t>(filesOf(format).size(), 1), &out);
    EXPECT_THAT([&] { LocalAnswers(graph).exportTo({format}, outs); }, ThrowsError(ErrorCode::kIo));
  }
}

TEST(Export, TheNameOfTheFileDecidesTheFormat) {
  EXPECT_EQ(exportFormatOf("people.graphml"), ExportFormat::kPeopleGraphml);
  EXPECT_EQ(exportFormatOf("/tmp/out/meetings.graphml"), ExportFormat::kMeetingsGraphml);
  EXPECT_EQ(exportFormatOf("./timeline.gexf"), ExportFormat::kTimelineGexf);
  EXPECT_EQ(exportFormatOf("meetings.jsonl"), ExportFormat::kMeetingsJsonl);
  EXPECT_EQ(exportFormatOf("news.dot"), ExportFormat::kDot);
  EXPECT_EQ(exportFormatOf("out/news.nq"), ExportFormat::kNquads);
  EXPECT_EQ(exportFormatOf("news.jsonld"), ExportFormat::kJsonld);
  EXPECT_EQ(exportFormatOf("out/neo4j"), ExportFormat::kNeo4j);
  for (const std::string_view word : exportWords()) EXPECT_TRUE(exportFormatOf(word).has_value()) << word;
  EXPECT_EQ(exportFormatOf("people.gexf"), std::nullopt);
  EXPECT_EQ(exportFormatOf("edges.csv"), std::nullopt);
  EXPECT_EQ(exportFormatOf("out/"), std::nullopt);
}

}  // namespace
}  // namespace parley::test
