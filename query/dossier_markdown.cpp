#include <array>
#include <ostream>
#include <string>

#include "query/internal/dossier_text.h"
#include "query/internal/exports.h"
#include "query/internal/xml_writer.h"

namespace parley::query {
namespace {

// Foreign text on one line in which nothing is markup. Marks that turn the direction of all that follows are shown by
// their number: Markdown has no means to end what they begin.
std::string plain(std::string_view foreign) {
  const std::string text = xmlSafe(foreign);
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const std::string_view rest = std::string_view(text).substr(i, 3);
    const bool turns = (rest >= "\u202A" && rest <= "\u202E") || (rest >= "\u2066" && rest <= "\u2069");
    if (turns && rest.size() == 3) {
      static constexpr char kDigits[] = "0123456789ABCDEF";
      const auto last = static_cast<unsigned char>(rest[2]);
      const bool isolates = static_cast<unsigned char>(rest[1]) == 0x81;
      result += isolates ? "U+206" : "U+202";
      result += kDigits[last & 15U];
      i += 2;
      continue;
    }
    if (std::string_view("\\`*_[]<>&#|~$").find(text[i]) != std::string_view::npos) result += '\\';
    result += text[i];
  }
  return result;
}

void writeQuote(const Quote& quote, std::string_view indent, std::ostream& out) {
  out << indent << "> “" << plain(quote.text) << "”\n" << indent << ">\n" << indent << "> — " << plain(originOf(quote));
  const std::string address = webAddress(quote.url);
  const std::string name = plain(quote.document);
  out << "; " << (address.empty() ? name : "[" + name + "](<" + address + ">)") << ", bytes " << quote.span.begin << "–"
      << quote.span.end << ", document `" << toHex(quote.document_id) << "`\n\n";
}

std::string names(const MeetingLine& meeting) {
  std::string text;
  for (const EntityRef& participant : meeting.participants) {
    text += (text.empty() ? "" : " – ") + plain(participant.name);
  }
  return text;
}

}  // namespace

void writeDossierMarkdown(const DossierAnswer& dossier, std::ostream& out) {
  std::string title;
  for (const DossierSubject& subject : dossier.subjects) {
    title += (title.empty() ? "" : " and ") + plain(subject.entity.name);
  }
  out << "# " << title << "\n\n";
  for (const DossierSubject& subject : dossier.subjects) {
    out << "- **" << plain(subject.entity.name) << "**: " << plain(describedSubject(subject)) << "\n";
  }
  out << "\n" << countedMeetings(dossier) << "\n\n## Timeline\n\n";
  for (const MeetingLine& meeting : dossier.meetings) {
    out << "### " << plain(whenOf(meeting)) << " · " << wordOf(meeting.status) << " · " << plain(kindAndPlace(meeting))
        << "\n\n"
        << names(meeting) << "\n\n";
    if (const std::string history = historyOf(meeting); !history.empty()) out << "History: " << history << "\n\n";
    for (const Quote& quote : meeting.history) writeQuote(quote, "", out);
  }
  if (!dossier.facts.empty()) {
    out << "## What else is stated\n\n";
    for (const TripleLine& fact : dossier.facts) {
      out << "- **" << plain(fact.subject.name) << "** " << relationWords(fact) << " **" << plain(fact.object.name)
          << "**" << (fact.status == Status::kHeld ? "" : " (" + std::string(wordOf(fact.status)) + ")") << "\n\n";
      for (const Quote& quote : fact.quotes) writeQuote(quote, "  ", out);
    }
  }
  if (!dossier.documents.empty()) {
    out << "## Documents\n\n| Published | Outlet | Document | Hash |\n|---|---|---|---|\n";
    for (const DossierDocument& document : dossier.documents) {
      const std::string address = webAddress(document.url);
      const std::string name = plain(document.title.empty() ? document.name : document.title);
      out << "| " << (document.published ? formatDate(*document.published) : "")
          << (document.published_inferred ? " (inferred)" : "") << " | " << plain(document.outlet) << " | "
          << (address.empty() ? name : "[" + name + "](<" + address + ">)") << " | `" << toHex(document.id) << "` |\n";
    }
    out << "\n";
  }
  out << "---\n\n"
      << restsOn(dossier) << " Sentences are copied from the documents; what is marked as inferred no "
      << "document states. Made by Parley.\n";
  finishOutput(out);
}

}  // namespace parley::query
