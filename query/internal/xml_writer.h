#pragma once
// XML and HTML text through libxml2, which escapes what needs it, to a stream.
#include <iosfwd>
#include <memory>
#include <string>
#include <string_view>

struct _xmlBuffer;
struct _xmlTextWriter;

namespace parley::query {

// kHtml is HTML 5 in a form that is XML as well: no white space is added, and only closeVoid() leaves out an end tag.
enum class Markup { kXml, kHtml };

class XmlWriter {
 public:
  // `out` outlives this object. Writes the XML declaration, or that the document is HTML.
  explicit XmlWriter(std::ostream& out, Markup markup = Markup::kXml);
  ~XmlWriter();
  XmlWriter(const XmlWriter&) = delete;

  // The attributes of an element follow its open() at once. `name` is a valid XML name.
  void open(const char* name);
  void attribute(const char* name, std::string_view value);
  void text(std::string_view value);
  void close();
  // Of an HTML element that has no content: "meta".
  void closeVoid();
  // <name>value</name>
  void element(const char* name, std::string_view value);
  // A line break between elements of HTML.
  void line() { lines("\n"); }
  // Text of ours with its line breaks; it has no character that is escaped.
  void lines(std::string_view text);
  // Closes what is open and hands over everything. Throws Error(kIo) if `out` failed at any time.
  void finish();

 private:
  void drain();

  std::ostream& out_;
  Markup markup_;
  std::unique_ptr<_xmlBuffer, void (*)(_xmlBuffer*)> buffer_;
  std::unique_ptr<_xmlTextWriter, void (*)(_xmlTextWriter*)> writer_;
};

// `text` (valid UTF-8) without what XML 1.0 forbids or discourages (C0 and C1 control characters, DEL, U+FFFE, U+FFFF);
// tabs and line breaks become spaces, because readers of attributes make them so anyway.
[[nodiscard]] std::string xmlSafe(std::string_view text);

}  // namespace parley::query
