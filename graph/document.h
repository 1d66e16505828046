#pragma once
// A document as it was read, and what is known about where and when it was seen.
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "graph/date.h"
#include "graph/id.h"

namespace parley {

// Bytes [begin, end) of a document's text. begin <= end <= text.size(); both fall between UTF-8 characters.
struct Span {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  auto operator<=>(const Span&) const = default;
};

// One time that the same bytes were seen. Empty strings: not known.
struct Sighting {
  std::string name;  // File stem, "seed_001": what people call the document.
  std::optional<Date> published;
  std::string outlet;
  std::string url;
  std::string title;
  auto operator<=>(const Sighting&) const = default;
};

// `length` bytes at `text_begin` of the text were made from the input bytes [input_begin, input_end). Where both are of
// the same length they are the same bytes; elsewhere a character reference or white space was rewritten.
struct TextPiece {
  std::uint32_t text_begin = 0;
  std::uint32_t length = 0;
  std::uint32_t input_begin = 0;
  std::uint32_t input_end = 0;
  auto operator<=>(const TextPiece&) const = default;
};

// Something that was skipped or doubtful, kept as data. `code` is stable ("date.conflict"); `detail` is for people.
struct Incident {
  std::string code;
  std::string detail;
  Span span;
  auto operator<=>(const Incident&) const = default;
};

struct Document {
  DocumentId id;
  std::string text;                 // Plain text: the input itself. HTML: the text extracted from it. Valid UTF-8.
  std::vector<TextPiece> pieces;    // HTML only: the map back to the input, ascending and without overlap.
  std::vector<Span> furniture;      // Menus, teasers, captions, sign-up boxes: ascending, without overlap.
  std::vector<Incident> incidents;  // Of reading the bytes.
  // Sorted, without duplicates, at least one. Which is first depends on no order of adding.
  std::vector<Sighting> sightings;

  // The smallest name of any sighting.
  [[nodiscard]] std::string name() const;
  // The earliest publication date of any sighting.
  [[nodiscard]] std::optional<Date> published() const;
  // The first that is not empty, in sighting order.
  [[nodiscard]] std::string title() const;
  [[nodiscard]] std::string outlet() const;
  [[nodiscard]] std::string url() const;
};

// Adds the sightings of `other`, the same document seen again: earliest date counts. True if anything was new.
bool mergeSightings(Document& document, const Document& other);

}  // namespace parley
