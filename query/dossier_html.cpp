#include <ostream>
#include <string>

#include "query/internal/dossier_text.h"
#include "query/internal/exports.h"
#include "query/internal/xml_writer.h"

namespace parley::query {
namespace {

// Without the characters that markup escapes: a style is not unescaped. Colours differ in print and for the colour
// blind, so that each status is also a word.
constexpr std::string_view kStyle = R"css(
:root { color-scheme: light; --ink: #1c1f23; --soft: #5d6670; --line: #d9dde2; --held: #1a7f37; --open: #0b5cad;
  --off: #b42318; --doubt: #9a6700; }
* { box-sizing: border-box; }
body { margin: 0; background: #f4f5f6; color: var(--ink); font: 16px/1.55 Georgia, "Times New Roman", serif;
  overflow-wrap: anywhere; }
main { max-width: 52rem; margin: 2rem auto; padding: 3rem 3.5rem; background: #fff; border: 1px solid var(--line); }
h1 { margin: 0 0 .6rem; font-size: 2.1rem; line-height: 1.2; }
h2 { margin: 2.6rem 0 1rem; padding-bottom: .3rem; border-bottom: 2px solid var(--ink); font-size: 1.25rem; }
h3 { margin: 0; font-size: 1.05rem; }
p { margin: .3rem 0; }
.over, .badge, .when, cite, th, td, footer, .history { font-family: "Helvetica Neue", Arial, sans-serif; }
.over { color: var(--soft); font-size: .75rem; letter-spacing: .14em; text-transform: uppercase; }
.count { margin-top: 1rem; font-size: 1.1rem; }
ol { margin: 0; padding: 0; list-style: none; }
.meeting { display: grid; grid-template-columns: 8.5rem 1fr; gap: 0 1.4rem; }
.meeting .what { padding: 0 0 1.6rem 1.4rem; border-left: 3px solid var(--line); }
.when { text-align: right; font-size: .85rem; font-weight: bold; line-height: 1.7; }
.badge { padding: .1rem .5rem; border: 1px solid; border-radius: .7rem; font-size: .72rem; font-weight: bold;
  text-transform: uppercase; letter-spacing: .05em; }
.held { color: var(--held); } .planned, .proposed { color: var(--open); }
.cancelled, .refused, .denied { color: var(--off); } .postponed, .uncertain { color: var(--doubt); }
.history { color: var(--soft); font-size: .8rem; }
blockquote { margin: .7rem 0 0; padding-left: .9rem; border-left: 2px solid var(--line); }
cite { display: block; color: var(--soft); font-size: .76rem; font-style: normal; }
.hash { display: block; font-family: "DejaVu Sans Mono", Menlo, monospace; font-size: .72rem; }
.fact { margin: 0 0 1.2rem; }
a { color: inherit; }
table { width: 100%; border-collapse: collapse; }
th, td { padding: .4rem .6rem .4rem 0; border-bottom: 1px solid var(--line); font-size: .8rem; text-align: left;
  vertical-align: top; }
footer { margin-top: 2.6rem; color: var(--soft); font-size: .78rem; }
@media (max-width: 40rem) { main { margin: 0; padding: 1.2rem; border: 0; } .meeting { display: block; }
  .when { text-align: left; } }
@media print { body { background: #fff; font-size: 10.5pt; } main { max-width: none; margin: 0; padding: 0; border: 0; }
  blockquote, tr, h3 { break-inside: avoid; } h2, h3, .when { break-after: avoid; } @page { margin: 2cm; } }
)css";

class DossierPage {
 public:
  DossierPage(const DossierAnswer& dossier, std::ostream& out) : dossier_(dossier), html_(out, Markup::kHtml) {}

  void write() {
    html_.open("html");
    html_.attribute("lang", "en");
    writeHead();
    html_.open("body");
    html_.open("main");
    writeSubjects();
    heading("Timeline");
    html_.open("ol");
    for (const MeetingLine& meeting : dossier_.meetings) writeMeeting(meeting);
    html_.close();
    if (!dossier_.facts.empty()) {
      heading("What else is stated");
      for (const TripleLine& fact : dossier_.facts) writeFact(fact);
    }
    if (!dossier_.documents.empty()) writeDocuments();
    html_.open("footer");
    html_.text(restsOn(dossier_) +
               " Sentences are copied from the documents; bytes count in the stored text of each. What is marked as "
               "inferred no document states. A hash names a document: the same bytes always have the same one. Made by "
               "Parley.");
    html_.close();
    html_.finish();
  }

 private:
  void writeHead() {
    html_.open("head");
    meta("charset", "utf-8");
    html_.open("meta");
    html_.attribute("http-equiv", "Content-Security-Policy");
    html_.attribute("content", "default-src 'none'; style-src 'unsafe-inline'");
    html_.closeVoid();
    html_.open("meta");
    html_.attribute("name", "viewport");
    html_.attribute("content", "width=device-width, initial-scale=1");
    html_.closeVoid();
    std::string title = "Dossier:";
    std::string_view between = " ";
    for (const DossierSubject& subject : dossier_.subjects) {
      title += std::string(between) + subject.entity.name;
      between = " and ";
    }
    html_.element("title", title);
    html_.open("style");
    html_.lines(kStyle);
    html_.close();
    html_.close();
  }

  void meta(const char* name, std::string_view value) {
    html_.open("meta");
    html_.attribute(name, value);
    html_.closeVoid();
  }

  void begin(const char* element, std::string_view style) {
    html_.line();
    html_.open(element);
    html_.attribute("class", style);
  }

  void heading(std::string_view text) {
    html_.line();
    html_.element("h2", text);
  }

  // Text of others. Isolated, so that a mark in it that turns the direction ends with it.
  void foreign(std::string_view text) { html_.element("bdi", text); }

  void writeSubjects() {
    begin("p", "over");
    html_.text("Dossier");
    html_.close();
    html_.line();
    html_.open("h1");
    std::string_view between;
    for (const DossierSubject& subject : dossier_.subjects) {
      html_.text(between);
      foreign(subject.entity.name);
      between = " and ";
    }
    html_.close();
    for (const DossierSubject& subject : dossier_.subjects) {
      html_.line();
      html_.open("p");
      html_.open("strong");
      foreign(subject.entity.name);
      html_.close();
      html_.text(": ");
      foreign(describedSubject(subject));
      html_.close();
    }
    begin("p", "count");
    html_.text(countedMeetings(dossier_));
    html_.close();
  }

  void writeMeeting(const MeetingLine& meeting) {
    begin("li", "meeting");
    begin("div", "when");
    foreign(whenOf(meeting));
    html_.close();
    begin("div", "what");
    html_.open("h3");
    std::string_view between;
    for (const EntityRef& participant : meeting.participants) {
      html_.text(between);
      foreign(participant.name);
      between = " – ";
    }
    html_.close();
    html_.open("p");
    html_.open("span");
    html_.attribute("class", "badge " + std::string(wordOf(meeting.status)));
    html_.text(wordOf(meeting.status));
    html_.close();
    html_.text(" ");
    foreign(kindAndPlace(meeting));
    html_.close();
    if (const std::string history = historyOf(meeting); !history.empty()) {
      begin("p", "history");
      html_.text(history);
      html_.close();
    }
    for (const Quote& quote : meeting.history) writeQuote(quote);
    html_.close();
    html_.close();
  }

  void writeFact(const TripleLine& fact) {
    begin("div", "fact");
    html_.open("h3");
    foreign(fact.subject.name);
    html_.text(" " + relationWords(fact) + " ");
    foreign(fact.object.name);
    if (fact.status != Status::kHeld) {
      html_.text(" ");
      html_.open("span");
      html_.attribute("class", "badge " + std::string(wordOf(fact.status)));
      html_.text(wordOf(fact.status));
      html_.close();
    }
    html_.close();
    for (const Quote& quote : fact.quotes) writeQuote(quote);
    html_.close();
  }

  void writeQuote(const Quote& quote) {
    html_.line();
    html_.open("blockquote");
    html_.open("p");
    html_.text("“");
    foreign(quote.text);
    html_.text("”");
    html_.close();
    html_.open("cite");
    foreign(originOf(quote));
    html_.text(" · ");
    link(quote.url, quote.document);
    html_.text(", bytes " + std::to_string(quote.span.begin) + "–" + std::to_string(quote.span.end));
    hash(quote.document_id);
    html_.close();
    html_.close();
  }

  void link(const std::string& url, const std::string& text) {
    const std::string address = webAddress(url);
    if (address.empty()) return foreign(text);
    html_.open("a");
    html_.attribute("href", address);
    html_.attribute("rel", "noreferrer noopener");
    foreign(text);
    html_.close();
  }

  void hash(const DocumentId& id) {
    html_.open("span");
    html_.attribute("class", "hash");
    html_.text(toHex(id));
    html_.close();
  }

  void writeDocuments() {
    heading("Documents");
    html_.line();
    html_.open("table");
    html_.open("thead");
    html_.open("tr");
    for (const char* head : {"Published", "Outlet", "Document", "Hash"}) html_.element("th", head);
    html_.close();
    html_.close();
    html_.open("tbody");
    for (const DossierDocument& document : dossier_.documents) {
      html_.line();
      html_.open("tr");
      html_.element("td", (document.published ? formatDate(*document.published) : "undated") +
                              (document.published_inferred ? " (inferred)" : ""));
      html_.open("td");
      foreign(document.outlet);
      html_.close();
      html_.open("td");
      link(document.url, document.title.empty() ? document.name : document.title);
      html_.close();
      html_.open("td");
      hash(document.id);
      html_.close();
      html_.close();
    }
    html_.close();
    html_.close();
  }

  const DossierAnswer& dossier_;
  XmlWriter html_;
};

}  // namespace

void writeDossierHtml(const DossierAnswer& dossier, std::ostream& out) { DossierPage(dossier, out).write(); }

}  // namespace parley::query
