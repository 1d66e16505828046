#include "extract/internal/lemmas.h"

#include <algorithm>
#include <array>

#include "extract/internal/characters.h"

namespace parley::internal {
namespace {

using extract::Character;
using extract::characterAt;
using extract::isUpper;

constexpr std::size_t kLongestEnding = 6;

void append(std::string& text, UChar32 code) {
  std::array<char, 4> bytes{};
  std::size_t size = 0;
  U8_APPEND_UNSAFE(bytes.data(), size, code);
  text.append(bytes.data(), size);
}

// Where each of the last characters begins, the last first; at most kLongestEnding of them.
struct Endings {
  std::array<std::size_t, kLongestEnding> begin{};
  std::size_t count = 0;

  explicit Endings(std::string_view text) {
    for (std::size_t i = text.size(); i > 0 && count < begin.size(); --i) {
      if ((static_cast<unsigned char>(text[i - 1]) & 0xC0) != 0x80) begin[count++] = i - 1;
    }
  }
};

// What is said of the whole form under the letter `whole`, else of its longest known ending under `ending`.
std::optional<std::uint32_t> choose(const Index& index, char whole, char ending, const std::string& word_class,
                                    std::string_view form, const Endings& endings) {
  std::string key = word_class + " ";
  const std::size_t prefix = key.size();
  key += form;
  if (const auto found = index.find(hashKey(whole, key))) return found;
  for (std::size_t length = endings.count + 1; length-- > 0;) {
    key.resize(prefix);
    if (length > 0) key += form.substr(endings.begin[length - 1]);
    if (const auto found = index.find(hashKey(ending, key))) return found;
  }
  return std::nullopt;
}

}  // namespace

Lemmas::Lemmas(const ModelFile& file) : index_(file, "lemma") {
  for (const std::string_view line : file.lines("lemma.actions")) {
    const std::size_t tab = line.find('\t');
    // One digit is enough for any word of English.
    if (tab != 1 || line[0] < '0' || line[0] > '9') file.damaged("lemma.actions has a line without a number");
    actions_.push_back({static_cast<std::size_t>(line[0] - '0'), line.substr(tab + 1)});
  }
}

std::string Lemmas::lemma(std::string_view word, Upos upos, std::string_view xpos) const {
  std::string lower;     // docs/MODEL_FORMAT.md: the lower form.
  std::string as_cased;  // The same, but for the case of letters.
  std::size_t capitals = 0;
  bool small = false;
  for (std::size_t at = 0; at < word.size();) {
    const Character c = characterAt(word, at);
    at = c.end;
    const UChar32 low = plainMark(u_tolower(c.code));
    append(lower, low);
    append(as_cased, u_isalpha(c.code) ? c.code : low);
    capitals += isUpper(c.code) ? 1 : 0;
    small = small || u_islower(c.code);
  }
  if (xpos == "CD" && !lower.empty() && u_isdigit(characterAt(lower, 0).code)) {
    lower.erase(std::remove(lower.begin(), lower.end(), ','), lower.end());
    return lower;
  }
  std::string word_class(xpos);
  if (xpos.starts_with("NNP") && upos == Upos::kVerb) word_class += "-VERB";
  const char letters = capitals == 0 ? 'l' : capitals == 1 ? 'C' : small ? 'M' : 'A';
  const Endings endings(lower);
  const bool capital = choose(index_, 'c', 'd', word_class + letters, lower, endings).value_or(0) != 0;
  std::string result = capital && capitals > 0 ? std::move(as_cased) : lower;
  if (const auto action = choose(index_, 'e', 's', word_class, lower, endings); action && *action < actions_.size()) {
    const Endings ends(result);
    const auto [cut, add] = actions_[*action];
    if (cut > 0) result.resize(cut <= ends.count ? ends.begin[cut - 1] : 0);
    result += add;
  }
  if (capital && capitals == 0 && !result.empty()) {
    const Character first = characterAt(result, 0);
    std::string with_capital;
    append(with_capital, u_toupper(first.code));
    result.replace(0, first.end, with_capital);
  }
  return result;
}

}  // namespace parley::internal
