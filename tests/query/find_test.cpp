// Names and sentences by a text.
#include <gmock/gmock.h>

#include "query/local_answers.h"
#include "tests/query/news.h"
#include "tests/support/forwarding_source.h"
#include "tests/support/throws_error.h"

namespace parley::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// Each line of the text is a sentence.
std::vector<Span> linesOf(const Document& document) {
  std::vector<Span> lines;
  std::uint32_t begin = 0;
  for (std::uint32_t i = 0; i < document.text.size(); ++i) {
    if (document.text[i] != '\n') continue;
    if (i > begin) lines.push_back({begin, i});
    begin = i + 1;
  }
  return lines;
}

class FindTest : public testing::Test {
 protected:
  FindAnswer find(const std::string& text, std::uint32_t limit = 10) { return answers_.find({text, limit, {}}); }
  static std::vector<std::string> names(const FindAnswer& answer) {
    std::vector<std::string> names;
    for (const EntityRef& name : answer.names) names.push_back(name.name);
    return names;
  }
  static std::vector<std::string> sentences(const FindAnswer& answer) {
    std::vector<std::string> texts;
    for (const Passage& sentence : answer.sentences) texts.push_back(sentence.document + ": " + sentence.text);
    return texts;
  }

  KnowledgeGraph graph_ = KnowledgeGraph::build(news());
  LocalAnswers answers_{graph_, nullptr, linesOf};
};

TEST_F(FindTest, NamesByTheBeginningsOfTheirWords) {
  EXPECT_THAT(names(find("o")), ElementsAre("Li Osei", "Oslo"));
  EXPECT_THAT(names(find("li os")), ElementsAre("Li Osei"));
  EXPECT_THAT(names(find("an ke")), ElementsAre("Anna Kerr"));
  EXPECT_THAT(names(find("err")), IsEmpty());
  EXPECT_THAT(names(find("osei kerr")), IsEmpty());
}

TEST_F(FindTest, SentencesOfTheNewestDocumentFirstWithTheirPlace) {
  const FindAnswer answer = find("KERR  MET");
  EXPECT_THAT(sentences(answer), ElementsAre("oslo: Kerr met Osei in Oslo on 3 March."));
  EXPECT_EQ(answer.searched, (Searched{.documents = 6, .naming = 1}));
  const Passage& found = answer.sentences.front();
  EXPECT_EQ(found.published, day("2021-03-04"));
  EXPECT_EQ(graph_.document(found.document_id)->document.text.substr(found.span.begin, found.text.size()), found.text);

  EXPECT_THAT(sentences(find("march")),
              ElementsAre("phone: Osei and Silva spoke by phone on 5 March.", "oslo: Kerr met Osei in Oslo on 3 March.",
                          "planned: Kerr will meet Osei on 3 March."));
  EXPECT_THAT(sentences(find("offered")), ElementsAre("proposal: Volkov has offered to meet Kerr."));
  // In the text, and in no sentence of it.
  EXPECT_THAT(sentences(find("Osei Norway")), IsEmpty());
}

TEST_F(FindTest, WhatIsOverTheLimitIsCounted) {
  const FindAnswer answer = find("march", 2);
  EXPECT_EQ(answer.sentences.size(), 2u);
  EXPECT_EQ(answer.sentences_left_out, 1u);
  EXPECT_EQ(answer.searched.naming, 3u);
  EXPECT_EQ(find("o", 1).names_left_out, 1u);
}

TEST_F(FindTest, NothingIsAnAnswerAndNoTextAnError) {
  const FindAnswer answer = find("xyzzy");
  EXPECT_THAT(answer.names, IsEmpty());
  EXPECT_THAT(answer.sentences, IsEmpty());
  EXPECT_EQ(answer.searched, (Searched{.documents = 6, .naming = 0}));
  EXPECT_THAT([&] { find(" \n"); }, ThrowsError(ErrorCode::kInvalidArgument, "the text is empty"));
}

TEST_F(FindTest, AsOfADay) {
  const FindAnswer answer = answers_.find({"march", 10, day("2021-03-04")});
  EXPECT_THAT(sentences(answer),
              ElementsAre("oslo: Kerr met Osei in Oslo on 3 March.", "planned: Kerr will meet Osei on 3 March."));
}

// One document under more ids than are searched, the last of them the oldest.
class TooMany final : public ForwardingSource {
 public:
  TooMany(const GraphSource& source, const ReadDocument& read) : ForwardingSource(source), read_(read) {}
  void forEachDocument(const std::function<bool(const DocumentId&)>& visit) const override {
    for (std::uint64_t i = 0; i <= LocalAnswers::kMaxSearched && visit({i, 0}); ++i) {
    }
  }
  KnownDate dateOf(const DocumentId& id) const override {
    return {day(id.high == LocalAnswers::kMaxSearched ? "2020-01-01" : "2021-03-04"), false};
  }
  std::optional<ReadDocument> document(const DocumentId& id) const override {
    EXPECT_NE(id.high, LocalAnswers::kMaxSearched);
    return read_;
  }

 private:
  const ReadDocument& read_;
};

TEST(Find, TheOldestOfTooManyDocumentsAreLeftUnread) {
  const KnowledgeGraph graph = KnowledgeGraph::build({});
  const ReadDocument read = news().front();
  const TooMany source(graph, read);
  const FindAnswer answer = LocalAnswers(source, nullptr, linesOf).find({"kerr will meet", 1, {}});
  EXPECT_EQ(answer.not_read, 1u);
  EXPECT_EQ(answer.searched.naming, LocalAnswers::kMaxSearched);
  EXPECT_EQ(answer.sentences_left_out, LocalAnswers::kMaxSearched - 1);
}

}  // namespace
}  // namespace parley::test
