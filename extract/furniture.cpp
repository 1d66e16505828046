#include "extract/internal/furniture.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <string>

#include "extract/internal/characters.h"

namespace parley::extract {
namespace {

// Beginnings of lines by which a page speaks to its reader. Lower case.
constexpr auto kCalls = std::to_array<std::string_view>({"sign up",
                                                         "subscribe",
                                                         "click here",
                                                         "follow us",
                                                         "follow our",
                                                         "join our",
                                                         "get our",
                                                         "get the latest",
                                                         "get unlimited",
                                                         "download our",
                                                         "download the app",
                                                         "support our",
                                                         "donate",
                                                         "please consider",
                                                         "by submitting",
                                                         "by signing up",
                                                         "by subscribing",
                                                         "by clicking",
                                                         "log in",
                                                         "login",
                                                         "register now",
                                                         "register for",
                                                         "create an account",
                                                         "enter your email",
                                                         "your email address",
                                                         "we use cookies",
                                                         "this site uses cookies",
                                                         "accept cookies",
                                                         "skip to",
                                                         "share this",
                                                         "share on",
                                                         "share via",
                                                         "print this",
                                                         "email this",
                                                         "want more of",
                                                         "like us on",
                                                         "find us on",
                                                         "download this",
                                                         "all rights reserved",
                                                         "copyright \u00A9",
                                                         "\u00A9",
                                                         "this material may not be",
                                                         "terms of use",
                                                         "terms of service",
                                                         "privacy policy",
                                                         "advertisement",
                                                         "sponsored",
                                                         "already a subscriber",
                                                         "become a member",
                                                         "become a subscriber",
                                                         "thank you for reading",
                                                         "to continue reading",
                                                         "listen to this article",
                                                         "leave a comment",
                                                         "post a comment",
                                                         "view comments",
                                                         "load more"});

// Lines that cut off or introduce other stories. Lower case.
constexpr auto kTeaserCuts = std::to_array<std::string_view>(
    {"keep reading", "continue reading",  "read more",        "read also",         "also read",
     "read next",    "read the full",     "show less",        "see also",          "see more",
     "view more",    "more from",         "more on this",     "more stories",      "more news",
     "more in",      "related stories",   "related articles", "related news",      "related topics",
     "related:",     "related content",   "recommended",      "you may also like", "you might also like",
     "most read",    "most popular",      "most viewed",      "trending",          "latest news",
     "top stories",  "editor's picks",    "editors' picks",   "don't miss",        "up next",
     "watch now",    "what to read next", "from our partners"});

// Words of which a paragraph that asks for money or addresses has several. Lower case.
constexpr auto kAppealWords = std::to_array<std::string_view>(
    {"subscri", "newsletter", "donat", "contribution", "tax-exempt", "tax-deductible", "our readers", "dear reader",
     "your inbox", "support our", "sign up", "our journalism", "our work", "our reporters", "membership",
     "become a member", "free trial", "our coverage"});

constexpr auto kCreditWords =
    std::to_array<std::string_view>({"photo", "image", "credit", "getty", "shutterstock", "courtesy of", "picture",
                                     "file pic", "screenshot", "screengrab", "handout via"});

constexpr auto kCreditStarts =
    std::to_array<std::string_view>({"image credit", "photo credit", "photo:", "photo by",
                                     "photos:", "image:", "credit:", "credits:", "picture:", "file photo",
                                     "photograph:", "featured image", "illustration:", "video:", "photo courtesy"});

struct Line {
  Span span;
  std::uint32_t words = 0;
  bool stopped = false;  // Ends as a sentence does.
  bool call = false;     // Speaks to the reader or cuts a teaser: no reporter writes it.
  bool cut = false;      // A teaser ends or a list of other stories begins here.
  bool caption = false;
  bool label = false;  // A few words without a stop: a menu entry, a section, a short headline.
  bool furniture = false;

  // A paragraph, as of a story.
  [[nodiscard]] bool body() const { return words >= 12 && stopped && !call && !caption; }
};

template <std::size_t n>
bool startsWithAny(std::string_view text, const std::array<std::string_view, n>& starts) {
  return std::any_of(starts.begin(), starts.end(), [&](std::string_view start) { return text.starts_with(start); });
}

template <std::size_t n>
std::ptrdiff_t countOf(std::string_view text, const std::array<std::string_view, n>& parts) {
  return std::count_if(parts.begin(), parts.end(),
                       [&](std::string_view part) { return text.find(part) != std::string_view::npos; });
}

bool endsWithStop(std::string_view line) {
  for (const std::string_view closing : {"\u201D", "\u2019", "\"", "'", ")", "]"}) {
    if (line.ends_with(closing)) line.remove_suffix(closing.size());
  }
  return !line.empty() &&
         (std::string_view(".?!:;").find(line.back()) != std::string_view::npos || line.ends_with("\u2026"));
}

bool isQuoted(std::string_view line) {
  return line.starts_with('"') || line.starts_with("\u201C") || line.starts_with("\u2018");
}

// The last bracket of the line, if the line ends with it.
std::string_view lastBracket(std::string_view line) {
  if (line.ends_with('.')) line.remove_suffix(1);
  if (!line.ends_with(')') && !line.ends_with(']')) return {};
  const std::size_t open = line.find_last_of("([");
  return open == std::string_view::npos ? std::string_view() : line.substr(open);
}

constexpr std::size_t kLongestPattern = 4096;  // Bytes: no line of furniture is longer.

void judge(std::string_view text, Line& line) {
  const std::string_view whole = text.substr(line.span.begin, line.span.end - line.span.begin);
  bool in_word = false;
  for (const char c : whole) {
    const bool space = c == ' ' || c == '\t';
    if (!space && !in_word) ++line.words;
    in_word = !space;
  }
  line.stopped = endsWithStop(whole);
  if (whole.size() > kLongestPattern || isQuoted(whole)) return;
  const std::string lower = lowerCase(whole);
  line.cut = line.words <= 12 && startsWithAny(lower, kTeaserCuts);
  const auto appeals = countOf(lower, kAppealWords);
  line.call = line.cut || (line.words <= 30 && startsWithAny(lower, kCalls)) ||
              (appeals >= 2 && lower.find(" our ") != std::string::npos && lower.find("please") != std::string::npos);
  line.caption =
      (line.words <= 40 && (startsWithAny(lower, kCreditStarts) || lower.find("image credit:") != std::string::npos)) ||
      (line.words <= 90 && countOf(lastBracket(lower), kCreditWords) > 0);
  const bool path =
      line.words <= 8 && countOf(lower, std::to_array<std::string_view>({" | ", " > ", " \u00BB ", " \u203A "})) > 0;
  const bool list_item = !u_isalnum(characterAt(whole, 0).code);
  const bool says_more =
      whole.find_first_of(",0123456789") != std::string_view::npos && whole.find(' ') != std::string_view::npos;
  line.label = path || (line.words <= 4 && !line.stopped && !list_item && !says_more);
  line.furniture = line.call || line.caption || path;
}

std::vector<Line> linesOf(std::string_view text) {
  std::vector<Line> lines;
  std::uint32_t begin = 0;
  while (begin < text.size()) {
    std::size_t end = text.find_first_of("\r\n", begin);
    if (end == std::string_view::npos) end = text.size();
    const std::string_view whole = text.substr(begin, end - begin);
    const std::size_t first = whole.find_first_not_of(" \t");
    if (first != std::string_view::npos) {
      Line line;
      const std::size_t last = whole.find_last_not_of(" \t");
      line.span = {begin + static_cast<std::uint32_t>(first), begin + static_cast<std::uint32_t>(last) + 1};
      judge(text, line);
      lines.push_back(line);
    }
    begin = static_cast<std::uint32_t>(end) + 1;
  }
  return lines;
}

constexpr std::size_t kStoryParagraphs = 3;  // A story has begun, and may have ended, after so many paragraphs.

// Labels in a row are a menu; a label that comes again and again is a button. Before the story two lines may be its
// section and its byline, so a menu has three.
void markMenus(std::string_view text, std::vector<Line>& lines) {
  std::map<std::string_view, int> times;
  const auto textOf = [&](const Line& line) { return text.substr(line.span.begin, line.span.end - line.span.begin); };
  for (const Line& line : lines) {
    if (line.label) ++times[textOf(line)];
  }
  for (std::size_t first = 0; first < lines.size();) {
    std::size_t last = first;
    while (last < lines.size() && (lines[last].label || lines[last].call)) ++last;
    for (std::size_t i = first; i < last; ++i) {
      if (last - first >= 3 || (lines[i].label && times[textOf(lines[i])] >= 3)) lines[i].furniture = true;
    }
    first = std::max(last, first + 1);
  }
}

// A teaser after the story: its headline, one to three paragraphs, and the words that cut it off.
void markCutTeasers(std::vector<Line>& lines) {
  std::size_t paragraphs = 0;  // Of a story, so far.
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].body()) ++paragraphs;
    if (!lines[i].cut) continue;
    std::size_t first = i;
    std::size_t own = 0;
    while (first > 0 && i - first < 4 && lines[first - 1].body()) {
      --first;
      ++own;
    }
    if (own == 0 || own > 3 || first == 0 || lines[first - 1].body() || paragraphs < own + kStoryParagraphs) continue;
    for (std::size_t k = first; k < i; ++k) lines[k].furniture = true;
    for (std::size_t k = first; k > 0 && !lines[k - 1].body() && lines[k - 1].words <= 20; --k)
      lines[k - 1].furniture = true;
    paragraphs -= own;
  }
}

// The story has ended at a call to the reader from where on the page holds little but labels, headlines and captions.
void markRest(std::vector<Line>& lines) {
  std::vector<std::size_t> bodies_from(lines.size() + 1, 0);  // Paragraphs in lines [i, end) that no other rule marked.
  for (std::size_t i = lines.size(); i-- > 0;) bodies_from[i] = bodies_from[i + 1] + (lines[i].body() ? 1 : 0);
  std::size_t before = 0;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::size_t rest = lines.size() - i;
    if (before >= kStoryParagraphs && lines[i].call && rest >= 4 && bodies_from[i] * 3 <= rest) {
      const std::size_t soon = std::min(i + 4, lines.size());
      if (bodies_from[i] - bodies_from[soon] <= 1) {
        for (std::size_t k = i; k < lines.size(); ++k) lines[k].furniture = true;
        return;
      }
    }
    if (lines[i].body() && !lines[i].furniture) ++before;
  }
}

}  // namespace

std::vector<Span> findFurniture(std::string_view text) {
  std::vector<Line> lines = linesOf(text);
  markMenus(text, lines);
  markCutTeasers(lines);
  markRest(lines);
  std::vector<Span> furniture;
  for (const Line& line : lines) {
    if (line.furniture) furniture.push_back(line.span);
  }
  return furniture;
}

}  // namespace parley::extract
