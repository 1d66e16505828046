#include "tools/treebank.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>
#include <vector>

#include "tests/support/throws_error.h"
#include "tests/support/tiny_model.h"

namespace parley {
namespace {

using test::ThrowsError;
using testing::ElementsAre;
using testing::IsEmpty;

const LanguageModel& model() {
  static const LanguageModel kModel = LanguageModel::fromBytes(test::tinyModelFile(), "tiny");
  return kModel;
}

// Every token the root's dependent but the first, which is the root; `names` as they are.
SentenceAnalysis analysisOf(std::size_t words, std::vector<Name> names = {}) {
  SentenceAnalysis analysis;
  analysis.tokens.resize(words);
  for (std::size_t i = 0; i < words; ++i) {
    analysis.tokens[i].head = i == 0 ? kRoot : 0;
    analysis.tokens[i].features = i == 0 ? 0 : 1;  // "Number=Sing", "".
    analysis.tokens[i].lemma = "l" + std::to_string(i);
  }
  analysis.names = std::move(names);
  return analysis;
}

std::string conlluOf(const TreebankSentence& sentence, const SentenceAnalysis& analysis) {
  std::ostringstream out;
  writeConllu(sentence, analysis, model(), out);
  return out.str();
}

std::string iobOf(const TreebankSentence& sentence, const SentenceAnalysis& analysis) {
  std::ostringstream out;
  writeIob(sentence, analysis, out);
  return out.str();
}

std::string line(const std::string& id, const std::string& form, const std::string& misc = "_") {
  return id + "\t" + form + "\t_\tNOUN\tNN\t_\t0\troot\t_\t" + misc + "\n";
}

std::vector<std::string> formsOf(const TreebankSentence& sentence) {
  std::vector<std::string> forms;
  for (const TreebankWord& word : sentence.words) forms.push_back(word.form);
  return forms;
}

TEST(Conllu, WordsCommentsMultiwordTokensAndMiscAreKept) {
  const std::string text = "# sent_id = 7\n# text = Don't go.\n" + line("1-2", "Don't", "Typo=No") +
                           line("1", "Do", "Name=B-ORG|Gloss=x") + line("2", "n't") + line("2.1", "empty") +
                           line("3", "go", "SpaceAfter=No") + line("4", ".") + "\n# end\n";
  const std::vector<TreebankSentence> sentences = readConllu(text, "f");
  ASSERT_EQ(sentences.size(), 2U);
  const TreebankSentence& sentence = sentences[0];
  EXPECT_THAT(sentence.comments, ElementsAre("# sent_id = 7", "# text = Don't go."));
  EXPECT_THAT(formsOf(sentence), ElementsAre("Do", "n't", "go", "."));
  EXPECT_EQ(conlluOf(sentence, analysisOf(4, {{2, 3, NameType::kPerson}})),
            "# sent_id = 7\n# text = Don't go.\n"
            "1-2\tDon't\t_\t_\t_\t_\t_\t_\t_\tTypo=No\n"
            "1\tDo\tl0\tX\tNN\tNumber=Sing\t0\troot\t_\tName=O|Gloss=x\n"
            "2\tn't\tl1\tX\tNN\t_\t1\troot\t_\tName=O\n"
            "3\tgo\tl2\tX\tNN\t_\t1\troot\t_\tName=B-PER|SpaceAfter=No\n"
            "4\t.\tl3\tX\tNN\t_\t1\troot\t_\tName=O\n\n");
  EXPECT_THAT(sentences[1].comments, ElementsAre("# end"));
  EXPECT_THAT(sentences[1].words, IsEmpty());
}

TEST(Conllu, WhatIsWrittenIsReadBackAsItWas) {
  const std::string text =
      "# a\n" + line("1", "x y", "A=1") + line("2-3", "bc") + line("2", "b") + line("3", "c") + "\n" + line("1", "#");
  for (const TreebankSentence& sentence : readConllu(text, "f")) {
    const std::string once = conlluOf(sentence, analysisOf(sentence.words.size()));
    const std::vector<TreebankSentence> again = readConllu(once, "f");
    ASSERT_EQ(again.size(), 1U);
    EXPECT_EQ(conlluOf(again[0], analysisOf(sentence.words.size())), once);
  }
}

TEST(Conllu, CarriageReturnsAndAMissingLastLineBreakDoNotMatter) {
  const std::vector<TreebankSentence> sentences =
      readConllu("# a\r\n1\tx\t_\t_\t_\t_\t_\t_\t_\t_\r\n\r\n1\ty\t_\t_\t_\t_\t_\t_\t_\t_", "f");
  ASSERT_EQ(sentences.size(), 2U);
  EXPECT_THAT(sentences[0].comments, ElementsAre("# a"));
  EXPECT_THAT(formsOf(sentences[1]), ElementsAre("y"));
}

TEST(Conllu, AByteOrderMarkIsNoPartOfAWord) {
  EXPECT_EQ(readConllu("\xEF\xBB\xBF" + line("1", "x"), "f")[0].words[0].form, "x");
  EXPECT_EQ(readIob("\xEF\xBB\xBFx\tO\n", "f")[0].words[0].form, "x");
}

TEST(Conllu, WhatIsWrongIsSaidWithItsLine) {
  struct Case {
    std::string text, message;
  };
  for (const Case& wrong : {Case{"1\tx\n", "f:1: it has 2 columns"}, Case{"just text\n", "f:1: it has 1 column"},
                            Case{line("1", "x") + "\n" + line("2", "y"), "f:3: the id is 2, and 1 is expected here"},
                            Case{line("1", "x") + line("x", "y"), "f:2: the id is no number"},
                            Case{line("1", "x") + line("", "y"), "f:2: the id is no number"},
                            Case{line("1", "x") + line("99999999999999999999999", "y"), "f:2: the id is no number"},
                            Case{line("1", "x") + line("1.x", "y"), "f:2: the id is no number"},
                            Case{line("1", ""), "f:1: the word (column 2) is empty"},
                            Case{line("2-3", "x"), "f:1: the id is 2, and 1 is expected here"},
                            Case{line("1-", "x"), "f:1: the id is no range of words"},
                            Case{line("1-0", "x"), "f:1: the id is no range of words"},
                            Case{line("1-2", "xy") + line("1-3", "x"), "f:2: the range overlaps the one before it"},
                            Case{line("1-2", "xy") + line("1", "x") + "\n", "f:3: the sentence ends before"},
                            Case{line("1-2", "xy") + line("1", "x"), "f:2: the sentence ends before"},
                            Case{line("1", "a\x1B[2J"), "f:1: it has a control character"},
                            Case{line("1", std::string("a\0b", 3)), "f:1: it has a control character"},
                            Case{line("1", "\xFF"), "f:1: it is not valid UTF-8"}}) {
    SCOPED_TRACE(wrong.text);
    EXPECT_THAT([&] { (void)readConllu(wrong.text, "f"); }, ThrowsError(ErrorCode::kInvalidArgument, wrong.message));
  }
}

TEST(Conllu, ASentenceThatIsTooLongIsRefusedWithItsLine) {
  std::string text;
  for (std::size_t i = 1; i <= kMaxParsedTokens; ++i) text += line(std::to_string(i), "x");
  EXPECT_EQ(readConllu(text, "f").at(0).words.size(), kMaxParsedTokens);
  const std::string number = std::to_string(kMaxParsedTokens + 1);
  EXPECT_THAT([&] { (void)readConllu(text + line(number, "x"), "f"); },
              ThrowsError(ErrorCode::kLimit, "f:" + number + ": the sentence has more than"));
}

TEST(Iob, TokensAndCommentsAreKept) {
  const std::vector<TreebankSentence> sentences =
      readIob("# newdoc id = d\n# sent_id = 1\nAda\tB-PER\nKerr\tI-PER\n#\tO\nleft\n\n\nShe\tx\tO\n", "f");
  ASSERT_EQ(sentences.size(), 2U);
  EXPECT_EQ(iobOf(sentences[0], analysisOf(4, {{0, 2, NameType::kPerson}, {3, 4, NameType::kNorp}})),
            "# newdoc id = d\n# sent_id = 1\nAda\tB-PER\nKerr\tI-PER\n#\tO\nleft\tB-NORP\n\n");
  EXPECT_THAT(formsOf(sentences[1]), ElementsAre("She"));
}

TEST(Iob, ATabInACommentWouldMakeItAToken) {
  TreebankSentence sentence;
  sentence.comments = {"# a\tb"};
  sentence.words = {{"x", {}}};
  EXPECT_EQ(iobOf(sentence, analysisOf(1)), "# a b\nx\tO\n\n");
}

TEST(Iob, ALineWithoutATokenIsRefused) {
  EXPECT_THAT([] { (void)readIob("x\tO\n\tO\n", "f"); },
              ThrowsError(ErrorCode::kInvalidArgument, "f:2: the token before the tab is empty"));
}

TEST(Treebank, ADocumentHasRangesSpacesAndParagraphs) {
  Document document;
  document.text = "Roe didn't go. (Yes.)\n\nLater";
  document.sightings.push_back({"doc", std::nullopt, "", "", ""});
  const std::vector<TreebankSentence> sentences = toTreebank(document, segment(document, model()));
  ASSERT_EQ(sentences.size(), 3U);
  EXPECT_EQ(conlluOf(sentences[0], analysisOf(5)),
            "# newdoc id = doc\n# newpar\n# sent_id = 1\n# text = Roe didn't go.\n"
            "1\tRoe\tl0\tX\tNN\tNumber=Sing\t0\troot\t_\tName=O|Range=0:3\n"
            "2-3\tdidn't\t_\t_\t_\t_\t_\t_\t_\tRange=4:10\n"
            "2\tdid\tl1\tX\tNN\t_\t1\troot\t_\tName=O|Range=4:7\n"
            "3\tn't\tl2\tX\tNN\t_\t1\troot\t_\tName=O|Range=7:10\n"
            "4\tgo\tl3\tX\tNN\t_\t1\troot\t_\tName=O|Range=11:13|SpaceAfter=No\n"
            "5\t.\tl4\tX\tNN\t_\t1\troot\t_\tName=O|Range=13:14\n\n");
  EXPECT_THAT(sentences[1].comments, ElementsAre("# sent_id = 2", "# text = (Yes.)"));
  EXPECT_THAT(sentences[2].comments, ElementsAre("# newpar", "# sent_id = 3", "# text = Later"));
}

}  // namespace
}  // namespace parley
