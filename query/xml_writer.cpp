#include "query/internal/xml_writer.h"

#include <libxml/xmlwriter.h>

#include <new>
#include <ostream>

#include "graph/error.h"
#include "query/internal/exports.h"

namespace parley::query {
namespace {

// Memory is handed to the stream in pieces of about this size.
constexpr int kDrainBytes = 1 << 18;

const xmlChar* xmlChars(const std::string& text) { return reinterpret_cast<const xmlChar*>(text.c_str()); }
const xmlChar* xmlChars(const char* text) { return reinterpret_cast<const xmlChar*>(text); }

// libxml2 writes to memory here: the only way to fail is to have none left.
void check(int written) {
  if (written < 0) throw std::bad_alloc();
}

}  // namespace

XmlWriter::XmlWriter(std::ostream& out, Markup markup)
    : out_(out),
      markup_(markup),
      buffer_(xmlBufferCreate(), xmlBufferFree),
      writer_(buffer_ ? xmlNewTextWriterMemory(buffer_.get(), 0) : nullptr, xmlFreeTextWriter) {
  if (!writer_) throw std::bad_alloc();
  if (markup == Markup::kHtml) {
    lines("<!DOCTYPE html>\n");
    return;
  }
  check(xmlTextWriterSetIndent(writer_.get(), 1));
  check(xmlTextWriterSetIndentString(writer_.get(), xmlChars("  ")));
  check(xmlTextWriterStartDocument(writer_.get(), "1.0", "UTF-8", nullptr));
}

XmlWriter::~XmlWriter() = default;

void XmlWriter::open(const char* name) { check(xmlTextWriterStartElement(writer_.get(), xmlChars(name))); }

void XmlWriter::attribute(const char* name, std::string_view value) {
  check(xmlTextWriterWriteAttribute(writer_.get(), xmlChars(name), xmlChars(xmlSafe(value))));
}

void XmlWriter::text(std::string_view value) {
  check(xmlTextWriterWriteString(writer_.get(), xmlChars(xmlSafe(value))));
}

void XmlWriter::close() {
  // An HTML parser takes <bdi/> for an element that goes on.
  check(markup_ == Markup::kHtml ? xmlTextWriterFullEndElement(writer_.get()) : xmlTextWriterEndElement(writer_.get()));
  drain();
}

void XmlWriter::closeVoid() { check(xmlTextWriterEndElement(writer_.get())); }

void XmlWriter::lines(std::string_view text) {
  PARLEY_CHECK(text.find_first_of("<&") == std::string_view::npos || text.starts_with("<!DOCTYPE"));
  check(xmlTextWriterWriteRaw(writer_.get(), xmlChars(std::string(text))));
}

void XmlWriter::element(const char* name, std::string_view value) {
  open(name);
  text(value);
  close();
}

void XmlWriter::drain() {
  check(xmlTextWriterFlush(writer_.get()));
  if (xmlBufferLength(buffer_.get()) < kDrainBytes) return;
  out_.write(reinterpret_cast<const char*>(xmlBufferContent(buffer_.get())), xmlBufferLength(buffer_.get()));
  xmlBufferEmpty(buffer_.get());
}

void XmlWriter::finish() {
  check(xmlTextWriterEndDocument(writer_.get()));
  check(xmlTextWriterFlush(writer_.get()));
  out_.write(reinterpret_cast<const char*>(xmlBufferContent(buffer_.get())), xmlBufferLength(buffer_.get()));
  xmlBufferEmpty(buffer_.get());
  finishOutput(out_);
}

std::string xmlSafe(std::string_view text) {
  std::string safe;
  safe.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const auto next = static_cast<unsigned char>(i + 1 < text.size() ? text[i + 1] : 0);
    const auto third = static_cast<unsigned char>(i + 2 < text.size() ? text[i + 2] : 0);
    if (byte == '\t' || byte == '\n' || byte == '\r') {
      safe += ' ';
    } else if (byte < 0x20 || byte == 0x7F) {
      continue;
    } else if (byte == 0xC2 && next < 0xA0) {  // U+0080 to U+009F.
      ++i;
    } else if (byte == 0xEF && next == 0xBF && third >= 0xBE) {  // U+FFFE and U+FFFF.
      i += 2;
    } else {
      safe += text[i];
    }
  }
  return safe;
}

}  // namespace parley::query
