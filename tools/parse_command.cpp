#include <algorithm>
#include <filesystem>
#include <optional>
#include <span>

#include "extract/language_model.h"
#include "extract/parse.h"
#include "extract/reader.h"
#include "extract/segment.h"
#include "graph/error.h"
#include "tools/command_runs.h"
#include "tools/input.h"
#include "tools/terminal.h"
#include "tools/treebank.h"

namespace parley {
namespace {

constexpr std::size_t kMaxTreebankBytes = 256u << 20;  // Files of tokens: larger than any treebank of English.
constexpr std::size_t kSentencesAtATime = 512;         // Parsed and printed together: bounds what is in memory.

// --from, else what the file's name says.
std::string formatOf(const Invocation& invocation, const std::filesystem::path& path) {
  if (const auto from = invocation.value("from")) return *from;
  const std::string extension = path.extension().string();
  if (extension == ".conllu") return "conllu";
  return extension == ".iob" || extension == ".tsv" ? "iob" : "text";
}

std::vector<TreebankSentence> readSentences(const std::string& path, const std::string& format,
                                            const LanguageModel& model) {
  if (format == "conllu") return readConllu(readBytes(path, kMaxTreebankBytes), path);
  if (format == "iob") return readIob(readBytes(path, kMaxTreebankBytes), path);
  if (std::filesystem::is_directory(path)) {
    throw Error(ErrorCode::kInvalidArgument, "it is a folder; name a file in it");
  }
  const Input input = findInputs(std::span(&path, 1)).inputs.front();
  if (format == "text") {
    const Document document = readInput(input, {});
    return toTreebank(document, segment(document, model));
  }
  Document document;
  document.text = readBytes(path, kMaxDocumentBytes);
  if (validUtf8(document.text) != document.text) {
    throw Error(ErrorCode::kInvalidArgument, "it is not valid UTF-8; convert the file, with iconv for example");
  }
  document.sightings.push_back({input.name, std::nullopt, "", "", ""});
  return toTreebank(document, segmentLines(document));
}

}  // namespace

int runParse(const Invocation& invocation, const Console& console) {
  requireLocal(invocation, "parse");
  if (invocation.has("json")) {
    throw Error(ErrorCode::kInvalidArgument, "parley parse prints CoNLL-U or IOB and not JSON; leave out --json");
  }
  const std::string& path = invocation.arguments().front();
  const bool iob = invocation.value("to").value_or("conllu") == "iob";
  const LanguageModel model = LanguageModel::openDefault();
  std::vector<TreebankSentence> sentences;
  try {  // As `extract` does: what is wrong with an input is a refusal, and no failure of the program.
    sentences = readSentences(path, formatOf(invocation, path), model);
  } catch (const Error& error) {
    const std::string reason = error.what();
    const bool with_line = reason.starts_with(path + ":");
    console.err << "refused        " << visibleLine(with_line ? reason : path + ": " + reason) << "\n";
    return kRefused;
  }
  std::vector<std::vector<std::string_view>> words;
  for (std::size_t begin = 0; begin < sentences.size(); begin += kSentencesAtATime) {
    const std::size_t end = std::min(begin + kSentencesAtATime, sentences.size());
    words.assign(end - begin, {});
    for (std::size_t i = begin; i < end; ++i) {
      for (const TreebankWord& word : sentences[i].words) words[i - begin].push_back(word.form);
    }
    const std::vector<SentenceAnalysis> analyses = parse(words, model);
    for (std::size_t i = begin; i < end; ++i) {
      if (iob)
        writeIob(sentences[i], analyses[i - begin], console.out);
      else
        writeConllu(sentences[i], analyses[i - begin], model, console.out);
    }
  }
  return sentences.empty() ? kNoAnswer : kAnswered;
}

}  // namespace parley
