#include "extract/segment.h"

#include <algorithm>
#include <cstddef>

#include "extract/internal/characters.h"
#include "extract/internal/sentence_splitter.h"
#include "extract/internal/tokenizer.h"
#include "extract/language_model.h"

namespace parley {
namespace {

using extract::Character;
using extract::characterAt;
using extract::isSpace;
using extract::startsLower;

// --- Lines to paragraphs -------------------------------------------------------------------------------------------

struct Line {
  Span span;                     // No white space at either end, not empty.
  std::uint32_t width = 0;       // In characters.
  std::uint32_t first_word = 0;  // In characters.
  bool after_blank = false;
};

std::vector<Line> linesOf(std::string_view text) {
  std::vector<Line> lines;
  Line line;
  std::uint32_t width = 0;  // To the current character, from the first of the line.
  bool open = false;        // The line has a visible character.
  bool in_first_word = false;
  bool blank = true;
  const auto finish = [&] {
    if (open) {
      line.after_blank = blank;
      lines.push_back(line);
    }
    blank = !open;
    open = false;
  };
  for (std::uint32_t i = 0; i < text.size();) {
    const Character c = characterAt(text, i);
    if (extract::isLineBreak(c.code)) {
      // "\r\n" is one break.
      const bool pair = c.code == '\r' && c.end < text.size() && text[c.end] == '\n';
      i = pair ? c.end + 1 : c.end;
      finish();
      continue;
    }
    if (!isSpace(c.code)) {
      if (!open) {
        open = in_first_word = true;
        width = 0;
        line = {{i, i}, 0, 0, false};
      }
      line.span.end = c.end;
      line.width = width + 1;
      if (in_first_word) line.first_word = line.width;
    } else {
      in_first_word = false;
    }
    ++width;
    i = c.end;
  }
  finish();
  return lines;
}

// Text wrapped by hand has lines of at most this many characters; a shorter widest line is a list or a menu.
constexpr std::uint32_t kWidestWrap = 100;
constexpr std::uint32_t kNarrowestWrap = 40;

// A block of lines without a blank one between them was wrapped if some line goes on in lower case and the widest one
// is as wide as people wrap. A break in it is a wrap if the next line's first word would not have fitted any more:
// that is how wrapping works, so a shorter line is one that somebody ended.
std::vector<Span> paragraphsOf(std::string_view text) {
  const std::vector<Line> lines = linesOf(text);
  std::vector<Span> paragraphs;
  for (std::size_t first = 0; first < lines.size();) {
    std::size_t last = first + 1;
    std::uint32_t widest = lines[first].width;
    bool goes_on = false;
    for (; last < lines.size() && !lines[last].after_blank; ++last) {
      widest = std::max(widest, lines[last].width);
      goes_on = goes_on || startsLower(text.substr(lines[last].span.begin, 4));
    }
    const bool wrapped = goes_on && widest >= kNarrowestWrap && widest <= kWidestWrap;
    paragraphs.push_back(lines[first].span);
    for (std::size_t i = first + 1; i < last; ++i) {
      if (wrapped && lines[i - 1].width + 1 + lines[i].first_word > widest) {
        paragraphs.back().end = lines[i].span.end;
      } else {
        paragraphs.push_back(lines[i].span);
      }
    }
    first = last;
  }
  return paragraphs;
}

// --- Headlines -----------------------------------------------------------------------------------------------------

bool endsWithStop(std::string_view text, const Sentence& sentence) {
  for (std::size_t i = sentence.tokens.size(); i-- > 0;) {
    const Token& token = sentence.tokens[i];
    const std::string_view word = text.substr(token.span.begin, token.span.end - token.span.begin);
    if (token.kind != TokenKind::kPunctuation) return false;
    if (std::string_view(".?!:").find(word.front()) != std::string_view::npos || word == "\u2026") return true;
    if (word != "\"" && word != "'" && word != "\u201D" && word != "\u2019" && word != ")") return false;
  }
  return false;
}

constexpr std::size_t kShortestBodySentence = 8;  // Words and marks: a caption or a slogan is shorter.

// The body begins with the first sentence that is long enough and ends as sentences do; lines before it that do not end
// so and stand alone in their paragraph are headlines.
void markHeadlines(std::string_view text, std::vector<Sentence>& sentences) {
  std::size_t body = 0;
  while (body < sentences.size() &&
         (sentences[body].furniture || sentences[body].words.size() < kShortestBodySentence ||
          !endsWithStop(text, sentences[body]))) {
    ++body;
  }
  if (body == sentences.size()) return;
  for (std::size_t i = 0; i < body; ++i) {
    Sentence& sentence = sentences[i];
    const bool alone = sentences[i + 1].paragraph != sentence.paragraph &&
                       (i == 0 || sentences[i - 1].paragraph != sentence.paragraph);
    const auto words = std::count_if(sentence.words.begin(), sentence.words.end(),
                                     [](const WholeWord& word) { return word.kind == TokenKind::kWord; });
    sentence.headline = alone && words >= 3 && !sentence.furniture && !endsWithStop(text, sentence);
  }
}

void addSentences(const internal::Tokens& found, const std::vector<std::size_t>& ends, std::uint32_t paragraph,
                  std::vector<Sentence>& sentences) {
  const auto at = [](std::size_t index) { return static_cast<std::ptrdiff_t>(index); };
  std::size_t begin = 0;
  for (const std::size_t end : ends) {
    Sentence sentence;
    sentence.words.assign(found.words.begin() + at(begin), found.words.begin() + at(end));
    const std::uint32_t first = sentence.words.front().first_token;
    const std::uint32_t last = sentence.words.back().end_token;
    sentence.tokens.assign(found.tokens.begin() + at(first), found.tokens.begin() + at(last));
    for (WholeWord& word : sentence.words) {
      word.first_token -= first;
      word.end_token -= first;
    }
    sentence.span = {sentence.tokens.front().span.begin, sentence.tokens.back().span.end};
    sentence.paragraph = paragraph;
    // A cut may leave one word for the next sentence that would have found room (see wholeEnd).
    const std::size_t next = std::min(end + 1, found.words.size() - 1);
    sentence.cut = end < found.words.size() && found.words[next].end_token - first > kMaxSentenceTokens;
    sentences.push_back(std::move(sentence));
    begin = end;
  }
}

}  // namespace

std::vector<Sentence> segment(const Document& document, const internal::SentenceSplitter& splitter) {
  const std::string_view text = document.text;
  std::vector<Sentence> sentences;
  std::uint32_t paragraph = 0;
  for (const Span& span : paragraphsOf(text)) {
    const internal::Tokens found = internal::tokenize(text, span);
    addSentences(found, splitter.ends(text, found), paragraph++, sentences);
  }
  std::size_t next = 0;  // First furniture span that does not end before the sentence.
  for (Sentence& sentence : sentences) {
    while (next < document.furniture.size() && document.furniture[next].end <= sentence.span.begin) ++next;
    std::size_t covered = 0;
    for (std::size_t i = next; i < document.furniture.size() && document.furniture[i].begin < sentence.span.end; ++i) {
      covered += std::min(document.furniture[i].end, sentence.span.end) -
                 std::max(document.furniture[i].begin, sentence.span.begin);
    }
    sentence.furniture = 2 * covered > sentence.span.end - sentence.span.begin;
  }
  markHeadlines(text, sentences);
  return sentences;
}

std::vector<Sentence> segmentLines(const Document& document) {
  std::vector<Sentence> sentences;
  std::uint32_t paragraph = 0;
  for (const Line& line : linesOf(document.text)) {
    const internal::Tokens found = internal::tokenize(document.text, line.span);
    addSentences(found, internal::SentenceSplitter::endsByLength(found), paragraph++, sentences);
  }
  return sentences;
}

std::vector<Sentence> segment(const Document& document) { return segment(document, internal::SentenceSplitter()); }

std::vector<Sentence> segment(const Document& document, const LanguageModel& model) {
  return segment(document, model.splitter());
}

}  // namespace parley
