#include "graph/name.h"

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <memory>

#include "graph/error.h"

namespace parley {
namespace {

std::string latinLower(std::string_view name) {
  // Transliterators are not thread-safe and costly to make: one a thread.
  thread_local const std::unique_ptr<icu::Transliterator> latin = [] {
    UErrorCode status = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(
        icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, status));
    PARLEY_CHECK(U_SUCCESS(status) && made != nullptr);
    return made;
  }();
  icu::UnicodeString text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
  latin->transliterate(text);
  std::string out;
  text.toUTF8String(out);
  return out;
}

// Sergei/Sergey, Zelensky/Zelenskyy/Zelenskiy, Yanukovych/Yanukovich: every run of i, j and y after the first letter
// becomes one i ("ey" stays "ei"), and a doubled letter one.
std::string oneSpelling(const std::string& word) {
  std::string out;
  for (const char c : word) {
    const char now = !out.empty() && (c == 'y' || c == 'j') ? 'i' : c;
    if (!out.empty() && now == out.back()) continue;
    out += now;
  }
  return out;
}

}  // namespace

std::string foldName(std::string_view name) {
  bool ascii = true;
  for (const char c : name) ascii = ascii && static_cast<unsigned char>(c) < 0x80;
  std::string lower;
  if (ascii) {
    for (const char c : name) lower += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  } else {
    lower = latinLower(name);
  }
  std::string out;
  std::string word;
  const auto finish = [&] {
    if (word.empty()) return;
    if (!out.empty()) out += ' ';
    out += oneSpelling(word);
    word.clear();
  };
  for (const char c : lower) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      word += c;
    } else if (c != '\'') {
      finish();
    }
  }
  finish();
  return out;
}

std::vector<std::string> nameWords(std::string_view name) {
  std::vector<std::string> words;
  const std::string folded = foldName(name);
  std::size_t begin = 0;
  while (begin < folded.size()) {
    const std::size_t end = std::min(folded.find(' ', begin), folded.size());
    words.push_back(folded.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

std::string consonantSkeleton(std::string_view word) {
  std::string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    char c = word[i];
    if (c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u') continue;
    if (c == 'h' && i > 0 && (word[i - 1] == 'k' || word[i - 1] == 'g' || word[i - 1] == 't' || word[i - 1] == 'd'))
      continue;
    if (c == 'c' || c == 'q') c = 'k';
    if (c == 'w') c = 'v';
    if (c == 'z') c = 's';
    if (!out.empty() && out.back() == c) continue;
    out += c;
  }
  return out;
}

std::size_t editDistance(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> cost(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        cost[i][j] = i + j;
        continue;
      }
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + (a[i - 1] != b[j - 1])});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
      }
    }
  }
  return cost[a.size()][b.size()];
}

std::string foldText(std::string_view text) {
  std::string folded;
  icu::StringByteSink<std::string> sink(&folded);
  UErrorCode status = U_ZERO_ERROR;
  icu::CaseMap::utf8Fold(0, icu::StringPiece(text.data(), static_cast<std::int32_t>(text.size())), sink, nullptr,
                         status);
  PARLEY_CHECK(U_SUCCESS(status));
  std::string out;
  for (const char c : folded) {
    const bool space = c == ' ' || c == '\n' || c == '\r' || c == '\t';
    if (!space) out += c;
    if (space && !out.empty() && out.back() != ' ') out += ' ';
  }
  return out;
}

}  // namespace parley
