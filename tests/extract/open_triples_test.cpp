// Runs tests/cases/open_triples/*.case: text in, open triples out. A new case needs no C++; tests/cases/README.md has
// the form. Then what holds for all of them.
#include "extract/open_triples.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "extract/extractor.h"
#include "extract/reader.h"
#include "tests/support/model.h"
#include "tests/support/tiny_model.h"

namespace parley {
namespace {

struct Case {
  std::string text;
  std::vector<std::string> triples;  // "subject | relation | object | negated | possible | by speaker", sorted.
  bool none = false;
};

Case readCase(const std::filesystem::path& path) {
  Case result;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t end = std::min(line.find(' '), line.size());
    const std::string word = line.substr(0, end);
    const std::string rest = line.substr(std::min(line.find_first_not_of(' ', end), line.size()));
    if (word == "text") {
      result.text += result.text.empty() ? rest : "\n\n" + rest;
    } else if (word == "triple") {
      result.triples.push_back(rest);
    } else if (word == "none") {
      result.none = true;
    } else {
      throw std::runtime_error("unknown word: " + line);
    }
  }
  std::sort(result.triples.begin(), result.triples.end());
  return result;
}

std::vector<std::filesystem::path> caseFiles() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(PARLEY_SOURCE_DIR "/tests/cases/open_triples"))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  return files;
}

Document documentOf(const std::string& text) { return readDocument(text, Sighting{"case", std::nullopt, "", "", ""}); }

std::vector<OpenTriple> triplesOf(const Document& document, const LanguageModel& model = test::englishModel()) {
  std::vector<OpenTriple> triples;
  for (const SentenceTriples& sentence : openTriplesOf(document, segment(document, model), model))
    triples.insert(triples.end(), sentence.triples.begin(), sentence.triples.end());
  return triples;
}

std::string lineOf(const OpenTriple& triple) {
  std::string line = triple.subject.text + " | " + triple.relation.text + " | " + triple.object.text;
  if (triple.negated) line += " | negated";
  if (triple.possible) line += " | possible";
  if (triple.attribution) line += " | by " + triple.attribution->text;
  return line;
}

TEST(OpenTriples, CasesSayExactlyTheTriplesWanted) {
  const std::vector<std::filesystem::path> files = caseFiles();
  ASSERT_GE(files.size(), 70u);
  for (const std::filesystem::path& file : files) {
    SCOPED_TRACE(file.string());
    const Case wanted = readCase(file);
    ASSERT_NE(wanted.none, !wanted.triples.empty()) << "the case wants nothing, or everything";
    std::vector<std::string> lines;
    for (const OpenTriple& triple : triplesOf(documentOf(wanted.text))) lines.push_back(lineOf(triple));
    std::sort(lines.begin(), lines.end());
    EXPECT_THAT(lines, testing::ContainerEq(wanted.triples));
  }
}

std::string withoutSpaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

// The spans of a phrase, in its order, are its text; a word that was added is in none.
void expectCopied(const Document& document, const Phrase& phrase, const std::vector<std::string>& added) {
  std::string copied;
  for (const Span& span : phrase.spans) {
    ASSERT_LT(span.begin, span.end);
    ASSERT_LE(span.end, document.text.size());
    copied += textOf(document, span);
  }
  const std::string text = withoutSpaces(phrase.text);
  bool as_copied = text == withoutSpaces(copied);
  for (const std::string& word : added) {
    const std::size_t at = text.find(word);
    as_copied = as_copied || (at != std::string::npos &&
                              text.substr(0, at) + text.substr(at + word.size()) == withoutSpaces(copied));
  }
  EXPECT_TRUE(as_copied) << phrase.text << ", copied " << copied;
}

void expectSound(const Document& document, const OpenTriple& triple) {
  SCOPED_TRACE(lineOf(triple));
  expectCopied(document, triple.subject, {"'s"});
  expectCopied(document, triple.relation, {"is", "has", "isin", "'s"});
  expectCopied(document, triple.object, {"'s"});
  if (triple.attribution) expectCopied(document, *triple.attribution, {"'s"});
  EXPECT_FALSE(triple.subject.text.empty() || triple.relation.text.empty() || triple.object.text.empty());
  EXPECT_GT(triple.confidence, 0);
  EXPECT_LE(triple.confidence, 100);
}

TEST(OpenTriples, PhrasesAreCopiedFromTheirSpans) {
  for (const std::filesystem::path& file : caseFiles()) {
    const Document document = documentOf(readCase(file).text);
    for (const OpenTriple& triple : triplesOf(document)) expectSound(document, triple);
  }
}

// A model with random weights hangs any word on any other.
TEST(OpenTriples, WrongTreesGiveSoundTriplesToo) {
  const LanguageModel model = LanguageModel::fromBytes(test::tinyModelFile(), "tiny");
  std::string text;
  for (const std::filesystem::path& file : caseFiles()) text += readCase(file).text.substr(0, 60) + " and so-called ";
  const Document document = documentOf(text);
  for (const OpenTriple& triple : triplesOf(document, model)) expectSound(document, triple);
}

TEST(OpenTriples, ASentenceSaysTheSameWhateverStandsBesideIt) {
  const std::string first = "Berg said that Osei had sold the port.";
  const std::string second = "He denied it, and Tamm bought the mill.";
  std::vector<std::string> apart, together;
  for (const std::string& text : {first, second}) {
    for (const OpenTriple& triple : triplesOf(documentOf(text))) apart.push_back(lineOf(triple));
  }
  for (const OpenTriple& triple : triplesOf(documentOf(first + " " + second))) together.push_back(lineOf(triple));
  EXPECT_EQ(together, apart);
  EXPECT_GE(apart.size(), 3u);
}

// Further phrases are doubted more than objects, and what stands under another clause more than what heads its own.
TEST(OpenTriples, ConfidenceIsGraded) {
  const std::vector<OpenTriple> triples = triplesOf(documentOf("Berg, who met Osei in Lima, wrote the report."));
  ASSERT_EQ(triples.size(), 3u);
  EXPECT_EQ(lineOf(triples[0]), "Berg | met | Osei");
  EXPECT_EQ(lineOf(triples[1]), "Berg | met Osei in | Lima");
  EXPECT_EQ(lineOf(triples[2]), "Berg | wrote | the report");
  EXPECT_GT(triples[0].confidence, triples[1].confidence);
  EXPECT_GT(triples[2].confidence, triples[0].confidence);
}

TEST(OpenTriples, FullExtractionHasBoth) {
  const Document document = documentOf("Ada Berg met Kofi Osei in Oslo. They signed the treaty.");
  const FullExtraction full = extractFully(document, test::englishModel());
  EXPECT_EQ(full.extraction, extract(document, test::englishModel()));
  EXPECT_EQ(full.open_triples, openTriplesOf(document, segment(document, test::englishModel()), test::englishModel()));
  ASSERT_EQ(full.open_triples.size(), 2u);
  EXPECT_EQ(textOf(document, full.open_triples[1].sentence), "They signed the treaty.");
}

}  // namespace
}  // namespace parley
