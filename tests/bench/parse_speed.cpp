// How fast text becomes trees and names, and what extraction costs after that.
//   parse_speed FOLDER [MODEL]
// Reads every .txt file under FOLDER (articles; each a document), then on one thread, warm: reading, segmentation,
// parse; and once more the whole extraction. Prints tokens a second of the former, the share of each stage, what comes
// after parsing as a share of it, the time to open the model and the peak memory.
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "extract/extractor.h"
#include "extract/language_model.h"
#include "extract/parse.h"
#include "extract/reader.h"
#include "extract/segment.h"

namespace {

using Clock = std::chrono::steady_clock;

constexpr int kRounds = 10;  // Of each document; the fastest counts.

double seconds(Clock::time_point begin, Clock::time_point end) {
  return std::chrono::duration<double>(end - begin).count();
}

double peakMegabytes() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

struct Times {
  double read = 0, segment = 0, parse = 0;
  [[nodiscard]] double all() const { return read + segment + parse; }
};

std::vector<std::string> readFiles(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> paths;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().extension() == ".txt") paths.push_back(entry.path());
  }
  std::sort(paths.begin(), paths.end());
  std::vector<std::string> texts;
  for (const auto& path : paths) {
    std::ifstream in(path, std::ios::binary);
    texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>());
  }
  return texts;
}

// Seconds for the open triples of sentences whose words were looked up.
double openTriples(const parley::Document& document, const std::vector<parley::Sentence>& sentences,
                   const std::vector<parley::SentenceAnalysis>& analyses, const parley::LanguageModel& model) {
  std::vector<std::vector<parley::Word>> words;
  for (std::size_t s = 0; s < sentences.size(); ++s)
    words.push_back(parley::lookUpWords(document, sentences[s], analyses[s], model));
  const Clock::time_point begin = Clock::now();
  for (const std::vector<parley::Word>& of_sentence : words)
    static_cast<void>(parley::findOpenTriples(document.text, of_sentence));
  return seconds(begin, Clock::now());
}

void run(const std::filesystem::path& folder, const char* model_path) {
  const std::vector<std::string> texts = readFiles(folder);
  const Clock::time_point opening = Clock::now();
  const parley::LanguageModel model =
      model_path == nullptr ? parley::LanguageModel::openDefault() : parley::LanguageModel::open(model_path);
  const double open_seconds = seconds(opening, Clock::now());

  Times best;
  double best_whole = 0, best_open = 0;
  std::size_t tokens = 0, sentences = 0, names = 0;
  for (const std::string& text : texts) {
    Times fastest;
    double fastest_whole = 0;  // Segmentation, parse and all that follows but open triples.
    double fastest_open = 0;
    for (int round = 0; round < kRounds; ++round) {
      const Clock::time_point begin = Clock::now();
      const parley::Document document = parley::readDocument(text, {"bench", std::nullopt, "", "", ""});
      const Clock::time_point segmenting = Clock::now();
      const std::vector<parley::Sentence> found = parley::segment(document, model);
      const Clock::time_point parsing = Clock::now();
      std::vector<std::vector<std::string_view>> words;
      words.reserve(found.size());
      for (const parley::Sentence& sentence : found) {
        auto& of_sentence = words.emplace_back();
        of_sentence.reserve(sentence.tokens.size());
        for (const parley::Token& token : sentence.tokens) of_sentence.push_back(textOf(document, token.span));
      }
      const std::vector<parley::SentenceAnalysis> analyses = parley::parse(words, model);
      const Times times{seconds(begin, segmenting), seconds(segmenting, parsing), seconds(parsing, Clock::now())};
      const Clock::time_point extracting = Clock::now();
      static_cast<void>(parley::extract(document, model));
      const double whole = seconds(extracting, Clock::now());
      fastest_whole = round == 0 ? whole : std::min(fastest_whole, whole);
      const double open = openTriples(document, found, analyses, model);
      fastest_open = round == 0 ? open : std::min(fastest_open, open);
      if (round == 0 || times.all() < fastest.all()) fastest = times;
      if (round > 0) continue;
      sentences += found.size();
      for (const parley::SentenceAnalysis& analysis : analyses) {
        tokens += analysis.tokens.size();
        names += analysis.names.size();
      }
    }
    best.read += fastest.read;
    best.segment += fastest.segment;
    best.parse += fastest.parse;
    best_whole += fastest_whole;
    best_open += fastest_open;
  }
  const auto share = [&](double seconds) { return 100 * seconds / best.all(); };
  std::printf("%zu documents, %zu sentences, %zu tokens, %zu names; model %s\n", texts.size(), sentences, tokens, names,
              std::string(model.version()).c_str());
  std::printf("%.0f tokens/s: reading %.1f %%, segmentation %.1f %%, parse %.1f %% (alone %.0f tokens/s)\n",
              static_cast<double>(tokens) / best.all(), share(best.read), share(best.segment), share(best.parse),
              static_cast<double>(tokens) / best.parse);
  std::printf("after parsing: %.2f of the time of parsing\n", (best_whole - best.segment - best.parse) / best.parse);
  std::printf("open triples: %.3f of the time of parsing\n", best_open / best.parse);
  std::printf("model opened in %.1f ms; peak memory %.0f MB\n", 1000 * open_seconds, peakMegabytes());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    std::fprintf(stderr, "usage: parse_speed FOLDER [MODEL]\n");
    return 2;
  }
  try {
    run(argv[1], argc == 3 ? argv[2] : nullptr);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "parse_speed: %s\n", error.what());
    return 1;
  }
  return 0;
}
