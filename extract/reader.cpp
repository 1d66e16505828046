#include "extract/reader.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "extract/internal/characters.h"
#include "extract/internal/furniture.h"
#include "extract/internal/html.h"
#include "graph/error.h"

namespace parley {
namespace {

[[noreturn]] void refuse(const Sighting& sighting, const std::string& why) {
  throw Error(ErrorCode::kInvalidArgument,
              "reading " + (sighting.name.empty() ? std::string("a document") : sighting.name) + ": " + why);
}

// Offset of the first byte that is part of no well-formed UTF-8 character (Unicode 15, table 3-7).
std::optional<std::size_t> firstInvalidByte(std::string_view bytes) {
  const auto* data = reinterpret_cast<const std::uint8_t*>(bytes.data());
  const auto size = static_cast<std::int32_t>(bytes.size());
  for (std::int32_t i = 0; i < size;) {
    const std::int32_t begin = i;
    UChar32 code = 0;
    U8_NEXT(data, i, size, code);
    if (code < 0) return static_cast<std::size_t>(begin);
  }
  return std::nullopt;
}

bool hasVisibleText(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const extract::Character c = extract::characterAt(text, i);
    if (!extract::isSpace(c.code)) return true;
    i = c.end;
  }
  return false;
}

void checkBytes(std::string_view bytes, const Sighting& sighting) {
  if (bytes.size() > kMaxDocumentBytes) {
    throw Error(ErrorCode::kLimit, "reading " + sighting.name + ": " + std::to_string(bytes.size()) +
                                       " bytes are more than an article has (the limit is " +
                                       std::to_string(kMaxDocumentBytes) + "); split it into articles");
  }
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    refuse(sighting, "it is UTF-16; convert it to UTF-8 (iconv -f UTF-16 -t UTF-8)");
  }
  if (const std::size_t nul = bytes.find('\0'); nul != std::string_view::npos) {
    refuse(sighting, "it looks like a binary file (byte " + std::to_string(nul) + " is zero); give plain text or HTML");
  }
  const auto controls = std::count_if(
      bytes.begin(), bytes.end(), [](char c) { return (c >= 0 && c < ' ' && !(c >= '\t' && c <= '\r')) || c == 0x7F; });
  if (static_cast<std::size_t>(controls) * 50 > bytes.size()) {
    refuse(sighting, "it looks like a binary file (" + std::to_string(controls) +
                         " control characters); give plain text or HTML");
  }
  if (const auto invalid = firstInvalidByte(bytes)) {
    refuse(sighting, "it is not UTF-8 (byte " + std::to_string(*invalid) +
                         " cannot stand there); convert it, for instance with iconv -f WINDOWS-1252 -t UTF-8");
  }
  if (!hasVisibleText(bytes)) refuse(sighting, "it has no text");
}

std::vector<Span> unionOf(std::vector<Span> a, const std::vector<Span>& b) {
  a.insert(a.end(), b.begin(), b.end());
  std::sort(a.begin(), a.end());
  std::vector<Span> merged;
  for (const Span& span : a) {
    if (!merged.empty() && span.begin <= merged.back().end) {
      merged.back().end = std::max(merged.back().end, span.end);
    } else {
      merged.push_back(span);
    }
  }
  return merged;
}

void fill(std::string& gap, std::string value) {
  if (gap.empty()) gap = std::move(value);
}

}  // namespace

Document readDocument(std::string_view bytes, Sighting sighting) {
  checkBytes(bytes, sighting);
  Document document;
  document.id = documentIdOf(bytes);
  if (extract::looksLikeHtml(bytes)) {
    extract::HtmlPage page = extract::readHtml(bytes);
    if (!hasVisibleText(page.text)) refuse(sighting, "the HTML page has no text");
    document.text = std::move(page.text);
    document.pieces = std::move(page.pieces);
    document.furniture = std::move(page.furniture);
    fill(sighting.title, std::move(page.title));
    fill(sighting.url, std::move(page.url));
    fill(sighting.outlet, std::move(page.outlet));
    if (!sighting.published) sighting.published = page.published;
  } else {
    document.text = std::string(bytes);
  }
  document.furniture = unionOf(std::move(document.furniture), extract::findFurniture(document.text));
  document.sightings.push_back(std::move(sighting));
  return document;
}

}  // namespace parley
