#include <gumbo.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>

#include "extract/internal/characters.h"
#include "extract/internal/html.h"
#include "extract/reader.h"
#include "graph/error.h"

namespace parley::extract {
namespace {

// --- Before parsing ------------------------------------------------------------------------------------------------

bool isAsciiLetter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool isHtmlSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

// The parser compares each attribute of a tag with all earlier ones of that tag.
constexpr std::size_t kMaxAttributeComparisons = 100'000'000;  // About a second.

// How many comparisons the parser will make, or more. Whether a '<' begins a tag depends on all that stands before it
// (scripts, comments, quotes), so we follow every tag that could have begun, all at once: tags that are in the same
// state at the same byte have the same future, and the one with most attributes stands for all of them.
class AttributeCounter {
 public:
  void beginTag() { offer(kTagName, 0); }

  void read(char c) {
    const auto counts = std::exchange(counts_, Counts());
    for (std::size_t state = 0; state < counts.size(); ++state) {
      if (counts[state]) step(static_cast<State>(state), *counts[state], c);
    }
  }

  [[nodiscard]] std::size_t comparisons() const { return comparisons_; }

 private:
  enum State { kTagName, kBeforeName, kName, kAfterName, kBeforeValue, kValue, kDoubleQuoted, kSingleQuoted, kStates };
  using Counts = std::array<std::optional<std::size_t>, kStates>;

  void offer(State state, std::size_t count) { counts_[state] = std::max(counts_[state].value_or(0), count); }

  void step(State state, std::size_t count, char c) {
    if (state == kDoubleQuoted || state == kSingleQuoted) {
      return offer(c == (state == kDoubleQuoted ? '"' : '\'') ? kBeforeName : state, count);
    }
    if (c == '>') return;  // The tag has ended.
    switch (state) {
      case kTagName:
        return offer(isHtmlSpace(c) || c == '/' ? kBeforeName : kTagName, count);
      case kName:
      case kAfterName:
        if (c == '=') return offer(kBeforeValue, count);
        if (c == '/') return offer(kBeforeName, count);
        if (isHtmlSpace(c)) return offer(kAfterName, count);
        if (state == kName) return offer(kName, count);
        break;
      case kBeforeName:
        if (isHtmlSpace(c) || c == '/') return offer(kBeforeName, count);
        break;
      case kBeforeValue:
        if (c == '"') return offer(kDoubleQuoted, count);
        if (c == '\'') return offer(kSingleQuoted, count);
        return offer(isHtmlSpace(c) ? kBeforeValue : kValue, count);
      default:
        return offer(isHtmlSpace(c) ? kBeforeName : kValue, count);
    }
    comparisons_ += count;  // A new attribute.
    offer(kName, count + 1);
  }

  Counts counts_;
  std::size_t comparisons_ = 0;
};

[[noreturn]] void refuseSize(const std::string& what) {
  throw Error(ErrorCode::kLimit, "reading an HTML page: it has " + what + "; give the article alone or its text");
}

// Refuses what makes the parser slow before it begins.
void checkSize(std::string_view bytes) {
  std::size_t tags = 0;
  AttributeCounter attributes;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    attributes.read(bytes[i]);
    if (attributes.comparisons() > kMaxAttributeComparisons) refuseSize("too many attributes in its tags");
    if (i == 0 || bytes[i - 1] != '<' || !(isAsciiLetter(bytes[i]) || bytes[i] == '!' || bytes[i] == '/')) continue;
    if (++tags > kMaxHtmlTags) refuseSize("more than " + std::to_string(kMaxHtmlTags) + " tags");
    attributes.beginTag();
  }
}

// --- The parser's tree ---------------------------------------------------------------------------------------------

// Memory for one tree. Freed at once: gumbo's own destruction calls itself once per level of nesting, and a hostile
// page has more levels than the stack has room for.
class Arena {
 public:
  static void* allocate(void* arena, std::size_t size) noexcept { return static_cast<Arena*>(arena)->take(size); }
  static void release(void*, void*) noexcept {}

 private:
  static constexpr std::size_t kChunk = std::size_t{256} << 10;

  std::byte* take(std::size_t size) {
    constexpr std::size_t kAlign = alignof(std::max_align_t);
    size = (size + kAlign - 1) / kAlign * kAlign;
    if (size > kChunk / 4) return chunks_.emplace_back(new std::byte[size]).get();  // Of its own; `free_` goes on.
    if (size > left_) {
      free_ = chunks_.emplace_back(new std::byte[kChunk]).get();
      left_ = kChunk;
    }
    std::byte* const begin = free_;
    free_ += size;
    left_ -= size;
    return begin;
  }

  std::vector<std::unique_ptr<std::byte[]>> chunks_;
  std::byte* free_ = nullptr;
  std::size_t left_ = 0;
};

const GumboVector& childrenOf(const GumboNode& node) {
  static constexpr GumboVector kNone{};
  if (node.type == GUMBO_NODE_DOCUMENT) return node.v.document.children;
  return node.type == GUMBO_NODE_ELEMENT ? node.v.element.children : kNone;
}

// Calls enter(node) before and leave(node) after its children, in document order; children are skipped where enter
// gives false. A loop, not a recursion, for the sake of deep pages.
template <typename Enter, typename Leave>
void walk(const GumboNode& root, const Enter& enter, const Leave& leave) {
  std::vector<std::pair<const GumboNode*, unsigned>> path;  // Node, next child.
  const auto open = [&](const GumboNode& node) {
    if (enter(node)) {
      path.emplace_back(&node, 0);
    } else {
      leave(node);
    }
  };
  open(root);
  while (!path.empty()) {
    const GumboNode& node = *path.back().first;
    const GumboVector& children = childrenOf(node);
    if (path.back().second == children.length) {
      path.pop_back();
      leave(node);
    } else {
      open(*static_cast<const GumboNode*>(children.data[path.back().second++]));
    }
  }
}

bool isElement(const GumboNode& node) { return node.type == GUMBO_NODE_ELEMENT; }
bool isText(const GumboNode& node) {
  return node.type == GUMBO_NODE_TEXT || node.type == GUMBO_NODE_WHITESPACE || node.type == GUMBO_NODE_CDATA;
}
GumboTag tagOf(const GumboNode& node) { return isElement(node) ? node.v.element.tag : GUMBO_TAG_UNKNOWN; }

std::string_view attribute(const GumboNode& node, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&node.v.element.attributes, name);
  return found == nullptr ? std::string_view() : std::string_view(found->value);
}

bool isOneOf(GumboTag tag, std::initializer_list<GumboTag> tags) {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

// Elements whose content nobody sees.
bool isHidden(const GumboNode& node) {
  return isOneOf(tagOf(node), {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_SVG,
                               GUMBO_TAG_MATH, GUMBO_TAG_HEAD, GUMBO_TAG_IFRAME, GUMBO_TAG_OBJECT, GUMBO_TAG_NOFRAMES,
                               GUMBO_TAG_TEXTAREA, GUMBO_TAG_SELECT}) ||
         node.type == GUMBO_NODE_TEMPLATE;
}

// Elements that stand inside a line of text; any other begins and ends a block.
bool isInline(GumboTag tag) {
  return isOneOf(
      tag, {GUMBO_TAG_A,      GUMBO_TAG_ABBR,   GUMBO_TAG_ACRONYM, GUMBO_TAG_B,    GUMBO_TAG_BDI,   GUMBO_TAG_BDO,
            GUMBO_TAG_BIG,    GUMBO_TAG_CITE,   GUMBO_TAG_CODE,    GUMBO_TAG_DATA, GUMBO_TAG_DEL,   GUMBO_TAG_DFN,
            GUMBO_TAG_EM,     GUMBO_TAG_FONT,   GUMBO_TAG_I,       GUMBO_TAG_INS,  GUMBO_TAG_KBD,   GUMBO_TAG_MARK,
            GUMBO_TAG_NOBR,   GUMBO_TAG_Q,      GUMBO_TAG_RUBY,    GUMBO_TAG_S,    GUMBO_TAG_SMALL, GUMBO_TAG_SPAN,
            GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG, GUMBO_TAG_SUB,     GUMBO_TAG_SUP,  GUMBO_TAG_TIME,  GUMBO_TAG_TT,
            GUMBO_TAG_U,      GUMBO_TAG_VAR,    GUMBO_TAG_WBR,     GUMBO_TAG_IMG,  GUMBO_TAG_LABEL, GUMBO_TAG_INPUT,
            GUMBO_TAG_UNKNOWN});
}

// Words of class and id attributes by which pages name what is no story.
constexpr auto kFurnitureNames = std::to_array<std::string_view>(
    {"nav",         "navigation", "navbar",     "menu",        "sidebar",         "breadcrumb",
     "breadcrumbs", "footer",     "newsletter", "subscribe",   "subscription",    "signup",
     "promo",       "promotion",  "share",      "sharing",     "social",          "comments",
     "cookie",      "cookies",    "consent",    "advert",      "advertisement",   "ad",
     "ads",         "sponsored",  "related",    "recommended", "recommendations", "teaser",
     "teasers",     "trending",   "popular",    "caption",     "credit",          "paywall",
     "banner",      "popup",      "modal",      "widget"});

bool isNamedFurniture(const GumboNode& node) {
  for (const char* name : {"class", "id", "role"}) {
    const std::string_view value = attribute(node, name);
    for (std::size_t begin = 0; begin < value.size();) {
      std::size_t end = begin;
      while (end < value.size() && isAsciiLetter(value[end])) ++end;
      if (end - begin <= 16 && contains(kFurnitureNames, lowerCase(value.substr(begin, end - begin)))) return true;
      begin = end + 1;
    }
  }
  return false;
}

// --- Text ----------------------------------------------------------------------------------------------------------

// The text under construction, with its map to the input.
class TextBuilder {
 public:
  TextBuilder(std::string_view input, HtmlPage& page) : input_(input), page_(page) {}

  // A line break, or a blank line between blocks. Nothing at the beginning of the text; the stronger of several counts.
  void breakLine() { pending_ = std::max(pending_, Gap::kLine); }
  void breakBlock() { pending_ = std::max(pending_, Gap::kBlock); }

  std::uint32_t size() const { return static_cast<std::uint32_t>(page_.text.size()); }
  // Where the next visible character will stand.
  std::uint32_t nextBegin() const {
    return size() + (page_.text.empty() ? 0 : static_cast<std::uint32_t>(gap().size()));
  }

  // Appends the text of `node`. Its original differs from it in character references, in line breaks, and in tags that
  // the parser ignored; what cannot be found in it goes without a place in the input.
  void append(const GumboText& node) {
    const std::string_view text(node.text);
    std::size_t at = input_.size();
    std::size_t limit = input_.size();
    const char* original = node.original_text.data;
    if (original != nullptr && original >= input_.data() + mapped_ && original <= input_.data() + input_.size()) {
      at = static_cast<std::size_t>(original - input_.data());
      limit = std::min(at + node.original_text.length, input_.size());
    }
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t begin = at;
      const std::size_t length = align(text, i, at, limit);
      put(text.substr(i, length), begin, at);
      i += length;
    }
  }

 private:
  enum class Gap { kNone, kSpace, kLine, kBlock };

  std::string_view gap() const {
    switch (pending_) {
      case Gap::kNone:
        return "";
      case Gap::kSpace:
        return " ";
      case Gap::kLine:
        return "\n";
      case Gap::kBlock:
        break;
    }
    return "\n\n";
  }

  // How many bytes of `text` at `i` come from the input at `at`, which moves behind what they were made from.
  std::size_t align(std::string_view text, std::size_t i, std::size_t& at, std::size_t limit) const {
    const std::size_t character = characterAt(text, i).end - i;
    while (at < limit) {
      const char c = input_[at];
      if (c == '&') return alignReference(text, i, character, at, limit);
      if (input_.substr(at, character) == text.substr(i, character)) {
        at = std::min(at + character, limit);
        return character;
      }
      if (c == '<') {  // A tag that the parser ignored.
        at = std::min(input_.find('>', at), limit - 1) + 1;
      } else if (c == '\r' && text[i] == '\n') {
        ++at;
        if (at < limit && input_[at] == '\n') ++at;
        return 1;
      } else {
        ++at;
      }
    }
    return character;
  }

  std::size_t alignReference(std::string_view text, std::size_t i, std::size_t character, std::size_t& at,
                             std::size_t limit) const {
    constexpr std::size_t kLongestName = 34;
    std::size_t end = at + 1;
    if (end < limit && input_[end] == '#') ++end;
    while (end < limit && end - at <= kLongestName &&
           (isAsciiLetter(input_[end]) || (input_[end] >= '0' && input_[end] <= '9')))
      ++end;
    if (end < limit && input_[end] == ';') {
      ++end;
      // "&amp;" gives "&"; "&nosuch;" stands for itself.
      const bool literal = text.substr(i, end - at) == input_.substr(at, end - at);
      at = literal ? at + 1 : end;
      if (literal) return character;
      // A few references stand for two characters: the second is not what follows in the input.
      const std::size_t second = characterAt(text, i + character).end - (i + character);
      const bool two = i + character < text.size() && at < limit && input_[at] != '&' && input_[at] != '<' &&
                       input_[at] != '\r' && input_.substr(at, second) != text.substr(i + character, second);
      return two ? character + second : character;
    }
    // Without a semicolon: the name ends where the input goes on as the text does ("&copy2022").
    if (text[i] == '&' && text.substr(i, end - at) == input_.substr(at, end - at)) {
      ++at;
      return character;
    }
    const std::size_t rest = std::min<std::size_t>(text.size() - i - character, 4);
    std::size_t name = std::min(at + 3, end);
    while (name < end && input_.substr(name, rest) != text.substr(i + character, rest)) ++name;
    at = name;
    return character;
  }

  // Appends `characters`, made from the input bytes [begin, end); white space is kept back until something follows.
  void put(std::string_view characters, std::size_t begin, std::size_t end) {
    if (characters == "\uFEFF") return;  // A byte order mark.
    if (characters.size() == 1 && isHtmlSpace(characters[0])) {
      if (pending_ == Gap::kNone) {
        pending_ = Gap::kSpace;
        space_begin_ = begin;
      }
      if (pending_ == Gap::kSpace) space_end_ = end;
      return;
    }
    if (pending_ != Gap::kNone && !page_.text.empty()) {
      const std::uint32_t at = size();
      const std::string_view filler = gap();
      page_.text += filler;
      if (pending_ == Gap::kSpace) addPiece(at, 1, space_begin_, space_end_);
    }
    pending_ = Gap::kNone;
    const std::uint32_t at = size();
    page_.text += characters;
    addPiece(at, characters.size(), begin, end);
  }

  // Bytes that were rewritten into as many others get no piece: the map says equal lengths only of equal bytes.
  void addPiece(std::uint32_t text_begin, std::size_t length, std::size_t begin, std::size_t end) {
    if (begin >= end || begin < mapped_) return;
    const bool same = end - begin == length &&
                      input_.substr(begin, length) == std::string_view(page_.text).substr(text_begin, length);
    if (!same && end - begin == length) return;
    mapped_ = end;
    if (!page_.pieces.empty()) {
      TextPiece& last = page_.pieces.back();
      if (same && last.length == last.input_end - last.input_begin && last.text_begin + last.length == text_begin &&
          last.input_end == begin) {
        last.length += static_cast<std::uint32_t>(length);
        last.input_end = static_cast<std::uint32_t>(end);
        return;
      }
    }
    page_.pieces.push_back({text_begin, static_cast<std::uint32_t>(length), static_cast<std::uint32_t>(begin),
                            static_cast<std::uint32_t>(end)});
  }

  std::string_view input_;
  HtmlPage& page_;
  std::size_t mapped_ = 0;  // Input before this is mapped.
  Gap pending_ = Gap::kNone;
  std::size_t space_begin_ = 0;
  std::size_t space_end_ = 0;
};

// --- The page ------------------------------------------------------------------------------------------------------

// What the walk of the sizes found for the n-th element.
struct Size {
  std::uint32_t text = 0;   // Bytes of text in it that are no white space.
  std::uint32_t links = 0;  // Of these in links.
  bool has_title = false;   // An <h1> or <article> is in it.
};

std::uint32_t visibleBytes(const char* text) {
  std::uint32_t bytes = 0;
  for (; *text != 0; ++text) bytes += isHtmlSpace(*text) ? 0 : 1;
  return bytes;
}

std::vector<Size> sizesOf(const GumboNode& root) {
  std::vector<Size> sizes;
  std::vector<std::size_t> open;
  int links = 0;
  walk(
      root,
      [&](const GumboNode& node) {
        if (isText(node)) {
          if (open.empty()) return false;
          const std::uint32_t bytes = visibleBytes(node.v.text.text);
          sizes[open.back()].text += bytes;
          if (links > 0) sizes[open.back()].links += bytes;
          return false;
        }
        if (!isElement(node) || isHidden(node)) return false;
        open.push_back(sizes.size());
        sizes.emplace_back();
        if (tagOf(node) == GUMBO_TAG_A) ++links;
        return true;
      },
      [&](const GumboNode& node) {
        if (!isElement(node) || isHidden(node)) return;
        if (tagOf(node) == GUMBO_TAG_A) --links;
        const std::size_t self = open.back();
        open.pop_back();
        if (isOneOf(tagOf(node), {GUMBO_TAG_H1, GUMBO_TAG_ARTICLE})) sizes[self].has_title = true;
        if (open.empty()) return;
        Size& parent = sizes[open.back()];
        parent.text += sizes[self].text;
        parent.links += sizes[self].links;
        parent.has_title = parent.has_title || sizes[self].has_title;
      });
  return sizes;
}

// Furniture by what the element is, by its name, or because it holds little but links. An element with the headline or
// much of the page's text is none, whatever it is called.
bool isFurniture(const GumboNode& node, const Size& size, const Size& page) {
  const GumboTag tag = tagOf(node);
  if (isOneOf(tag, {GUMBO_TAG_HTML, GUMBO_TAG_BODY, GUMBO_TAG_MAIN, GUMBO_TAG_ARTICLE, GUMBO_TAG_H1})) return false;
  if (size.has_title || size.text * 2 > page.text) return false;
  if (isOneOf(tag, {GUMBO_TAG_NAV, GUMBO_TAG_ASIDE, GUMBO_TAG_FOOTER, GUMBO_TAG_HEADER, GUMBO_TAG_FORM,
                    GUMBO_TAG_BUTTON, GUMBO_TAG_FIGCAPTION, GUMBO_TAG_MENU, GUMBO_TAG_ADDRESS})) {
    return true;
  }
  if (isNamedFurniture(node)) return true;
  return isOneOf(tag, {GUMBO_TAG_P, GUMBO_TAG_DIV, GUMBO_TAG_SECTION, GUMBO_TAG_UL, GUMBO_TAG_OL, GUMBO_TAG_LI,
                       GUMBO_TAG_TABLE, GUMBO_TAG_H2, GUMBO_TAG_H3, GUMBO_TAG_H4, GUMBO_TAG_H5, GUMBO_TAG_H6}) &&
         size.text > 0 && size.links * 10 > size.text * 7;
}

// The text of the page into `page`, with its furniture.
void readText(const GumboNode& root, std::string_view input, HtmlPage& page) {
  const std::vector<Size> sizes = sizesOf(root);
  TextBuilder builder(input, page);
  std::size_t element = 0;
  const GumboNode* furniture = nullptr;  // The outermost element of it that is open.
  std::uint32_t furniture_begin = 0;
  walk(
      root,
      [&](const GumboNode& node) {
        if (isText(node)) {
          builder.append(node.v.text);
          return false;
        }
        if (!isElement(node) || isHidden(node)) return false;
        if (!isInline(tagOf(node)))
          isOneOf(tagOf(node), {GUMBO_TAG_BR, GUMBO_TAG_TD, GUMBO_TAG_TH}) ? builder.breakLine() : builder.breakBlock();
        if (furniture == nullptr && isFurniture(node, sizes[element], sizes.front())) {
          furniture = &node;
          furniture_begin = builder.nextBegin();
        }
        ++element;
        return true;
      },
      [&](const GumboNode& node) {
        if (!isElement(node) || isHidden(node)) return;
        if (!isInline(tagOf(node)) && tagOf(node) != GUMBO_TAG_BR)
          isOneOf(tagOf(node), {GUMBO_TAG_TD, GUMBO_TAG_TH}) ? builder.breakLine() : builder.breakBlock();
        if (furniture != &node) return;
        furniture = nullptr;
        if (builder.size() > furniture_begin) page.furniture.push_back({furniture_begin, builder.size()});
      });
}

// All text in `node`, white space collapsed.
std::string textIn(const GumboNode& root) {
  std::string text;
  walk(
      root,
      [&](const GumboNode& node) {
        if (!isText(node)) return isElement(node);
        for (const char* c = node.v.text.text; *c != 0; ++c) {
          if (!isHtmlSpace(*c)) {
            text += *c;
          } else if (!text.empty() && text.back() != ' ') {
            text += ' ';
          }
        }
        return false;
      },
      [](const GumboNode&) {});
  while (text.ends_with(' ')) text.pop_back();
  return text;
}

std::optional<Date> dateIn(std::string_view stamp) { return parseDate(stamp.substr(0, 10)); }

// The value of "datePublished" in JSON-LD. Looked for in the text and not parsed: pages get their JSON wrong often.
std::optional<Date> publishedInJson(std::string_view json) {
  constexpr std::string_view kKey = "\"datePublished\"";
  std::size_t at = json.find(kKey);
  if (at == std::string_view::npos) return std::nullopt;
  at = json.find_first_not_of(" \t\r\n:", at + kKey.size());
  if (at == std::string_view::npos || json[at] != '"') return std::nullopt;
  return dateIn(json.substr(at + 1));
}

// What the page states about itself. Of several statements the first of the most reliable kind counts.
class Statements {
 public:
  // Takes `value` unless one at least as good is known; 0 is the best rank.
  template <typename T>
  struct Best {
    T value{};
    int rank = 9;
    void offer(T other, int other_rank) {
      if (other_rank >= rank || other == T{}) return;
      value = std::move(other);
      rank = other_rank;
    }
  };

  void visit(const GumboNode& node) {
    switch (tagOf(node)) {
      case GUMBO_TAG_META:
        visitMeta(node);
        break;
      case GUMBO_TAG_LINK:
        if (attribute(node, "rel") == "canonical") url_.offer(std::string(attribute(node, "href")), 0);
        break;
      case GUMBO_TAG_TITLE:
        if (!std::exchange(saw_title_, true)) title_.offer(textIn(node), 2);
        break;
      case GUMBO_TAG_H1:
        if (!std::exchange(saw_h1_, true)) title_.offer(textIn(node), 1);
        break;
      case GUMBO_TAG_SCRIPT:
        if (attribute(node, "type") == "application/ld+json") published_.offer(publishedInJson(textIn(node)), 1);
        break;
      case GUMBO_TAG_TIME:
        published_.offer(dateIn(attribute(node, "datetime")), 2);
        break;
      default:
        break;
    }
  }

  void moveInto(HtmlPage& page) {
    page.title = std::move(title_.value);
    page.url = std::move(url_.value);
    page.outlet = std::move(outlet_.value);
    page.published = published_.value;
  }

 private:
  void visitMeta(const GumboNode& node) {
    std::string_view name = attribute(node, "property");
    if (name.empty()) name = attribute(node, "name");
    if (name.empty()) name = attribute(node, "itemprop");
    const std::string_view content = attribute(node, "content");
    const std::string key = lowerCase(name.substr(0, 64));
    if (key == "og:title") title_.offer(std::string(content), 0);
    if (key == "og:url") url_.offer(std::string(content), 1);
    if (key == "og:site_name") outlet_.offer(std::string(content), 0);
    constexpr auto kPublished = std::to_array<std::string_view>({"article:published_time", "datepublished", "date",
                                                                 "pubdate", "publishdate", "publish-date", "dc.date",
                                                                 "dc.date.issued", "dcterms.created", "dcterms.date"});
    if (contains(kPublished, key)) published_.offer(dateIn(content), 0);
  }

  bool saw_title_ = false;  // Only the first of each is read: nested ones would be read once per level.
  bool saw_h1_ = false;
  Best<std::string> title_;
  Best<std::string> url_;
  Best<std::string> outlet_;
  Best<std::optional<Date>> published_;
};

}  // namespace

bool looksLikeHtml(std::string_view bytes) {
  const std::string_view start = bytes.substr(0, std::size_t{64} << 10);
  const std::string lower = lowerCase(start);
  const std::size_t first = lower.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
  if (first == std::string::npos) return false;
  const std::string_view text = std::string_view(lower).substr(first);
  if (text.starts_with("<!doctype html") || text.starts_with("<html")) return true;
  if (text.starts_with("<?xml") && text.find("<html") != std::string_view::npos) return true;
  // A fragment: begins with a tag, or has many for its size.
  std::size_t tags = 0;
  for (const std::string_view tag :
       {"<p>", "<p ", "</p>", "<div", "</div>", "<span", "<a href", "<br>", "<br/>", "<br />", "<li>", "<h1", "<h2",
        "<body", "<head>", "<meta ", "<article", "<section", "<img "}) {
    for (std::size_t at = text.find(tag); at != std::string_view::npos; at = text.find(tag, at + tag.size())) ++tags;
  }
  return tags >= 2 && (text.front() == '<' || tags * 300 >= text.size());
}

HtmlPage readHtml(std::string_view bytes) {
  checkSize(bytes);
  Arena arena;
  GumboOptions options = kGumboDefaultOptions;
  options.allocator = Arena::allocate;
  options.deallocator = Arena::release;
  options.userdata = &arena;
  options.max_errors = 0;
  const GumboOutput* output = gumbo_parse_with_options(&options, bytes.data(), bytes.size());
  HtmlPage page;
  Statements statements;
  walk(
      *output->root,
      [&](const GumboNode& node) {
        statements.visit(node);
        return isElement(node);
      },
      [](const GumboNode&) {});
  statements.moveInto(page);
  readText(*output->root, bytes, page);
  return page;
}

}  // namespace parley::extract
