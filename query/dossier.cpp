#include "query/dossier.h"

#include <algorithm>
#include <functional>
#include <map>
#include <ostream>
#include <tuple>
#include <utility>

#include "graph/error.h"
#include "query/internal/as_of.h"
#include "query/internal/dossier_text.h"
#include "query/internal/facts.h"
#include "query/internal/lines.h"
#include "query/local_answers.h"

namespace parley {
namespace {

// The documents of all quotes, oldest first, undated last.
std::vector<DossierDocument> documentsOf(const DossierAnswer& dossier, query::Lines& lines) {
  std::map<DocumentId, DossierDocument> by_id;
  const auto note = [&](const std::vector<Quote>& quotes) {
    for (const Quote& quote : quotes) {
      DossierDocument& document = by_id[quote.document_id];
      document.id = quote.document_id;
      document.name = quote.document;
      document.outlet = quote.outlet;
      document.url = quote.url;
      document.published = quote.published;
      document.published_inferred = quote.published_inferred;
    }
  };
  for (const MeetingLine& meeting : dossier.meetings) note(meeting.history);
  for (const TripleLine& fact : dossier.facts) note(fact.quotes);
  std::vector<DossierDocument> documents;
  for (auto& [id, document] : by_id) {
    document.title = lines.document(id).document.title();
    documents.push_back(std::move(document));
  }
  std::sort(documents.begin(), documents.end(), [](const DossierDocument& a, const DossierDocument& b) {
    const bool a_undated = !a.published;
    const bool b_undated = !b.published;
    return std::tie(a_undated, a.published, a.name, a.id) < std::tie(b_undated, b.published, b.name, b.id);
  });
  return documents;
}

std::string counted(std::uint64_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

}  // namespace

DossierAnswer LocalAnswers::dossier(const DossierQuestion& question) {
  if (question.as_of) return asOf(question, std::mem_fn(&LocalAnswers::dossier));
  DossierAnswer answer;
  MetAnswer met = this->met({.name = question.name,
                             .other = question.other,
                             .exact = question.exact,
                             .chronological = true,
                             .filters = question.filters});
  answer.names = std::move(met.names);
  answer.resolved = met.resolved;
  answer.searched = met.searched;
  if (!answer.resolved) return answer;
  answer.meetings = std::move(met.meetings);
  answer.left_out = met.left_out;
  answer.furniture_left_out = met.furniture_left_out;

  query::Lines lines(source_);
  for (const NameMatch& name : answer.names) {
    const std::optional<Entity> entity = source_.entity(name.candidates.front().id);
    PARLEY_CHECK(entity.has_value());
    answer.subjects.push_back({query::refOf(*entity), entity->aliases});
  }
  if (answer.names.size() == 1) {
    answer.facts = query::factsOf(source_, {answer.subjects.front().entity.id}, nullptr, lines);
  } else {
    const std::vector<query::Side> sides = query::sidesOf(source_, answer.names, question.exact);
    answer.facts = query::factsOf(source_, sides[0], &sides[1], lines);
  }
  answer.documents = documentsOf(answer, lines);
  return answer;
}

std::vector<std::string_view> dossierWords() { return {"dossier.md", "dossier.html"}; }

std::optional<DossierFormat> dossierFormatOf(std::string_view file_name) {
  if (file_name.ends_with(".md")) return DossierFormat::kMarkdown;
  if (file_name.ends_with(".html")) return DossierFormat::kHtml;
  return std::nullopt;
}

void writeDossier(const DossierAnswer& dossier, DossierFormat format, std::ostream& out) {
  PARLEY_CHECK(dossier.resolved);
  if (format == DossierFormat::kHtml) return query::writeDossierHtml(dossier, out);
  query::writeDossierMarkdown(dossier, out);
}

namespace query {

std::string describedSubject(const DossierSubject& subject) {
  const EntityRef& entity = subject.entity;
  std::string text = entity.role.empty() ? std::string(wordOf(entity.kind)) : entity.role;
  if (!entity.country.empty()) text += ", " + entity.country;
  std::string aliases;
  for (const std::string& alias : subject.aliases) aliases += (aliases.empty() ? "" : ", ") + alias;
  if (!aliases.empty()) text += "; also called " + aliases;
  return text + "; named in " + counted(entity.documents, "document", "documents");
}

std::string countedMeetings(const DossierAnswer& dossier) {
  if (dossier.meetings.empty()) return "No meeting found.";
  std::string by_status;
  for (const Status status : kStatusOrder) {
    const auto count = std::count_if(dossier.meetings.begin(), dossier.meetings.end(),
                                     [&](const MeetingLine& meeting) { return meeting.status == status; });
    if (count > 0) {
      by_status += (by_status.empty() ? "" : ", ") + std::to_string(count) + " " + std::string(wordOf(status));
    }
  }
  return counted(dossier.meetings.size(), "meeting", "meetings") + ": " + by_status + ".";
}

std::string whenOf(const MeetingLine& meeting) {
  if (meeting.when.empty()) return meeting.words.empty() ? "no date" : "no date; “" + meeting.words + "”";
  return meeting.when + (meeting.when_inferred ? " (inferred)" : "");
}

std::string kindAndPlace(const MeetingLine& meeting) {
  return std::string(wordOf(meeting.kind)) + (meeting.place ? " in " + meeting.place->name : "");
}

std::string historyOf(const MeetingLine& meeting) {
  std::string text;
  std::size_t steps = 0;
  const Quote* previous = nullptr;
  for (const Quote& quote : meeting.history) {
    if (previous != nullptr && previous->status == quote.status) continue;
    previous = &quote;
    if (steps++ > 0) text += ", then ";
    text += wordOf(quote.status);
    if (quote.published) text += " " + formatDate(*quote.published);
  }
  return steps > 1 ? text : "";
}

std::string originOf(const Quote& quote) {
  std::string text;
  if (!quote.speaker.empty()) text += "says " + quote.speaker + "; ";
  if (!quote.outlet.empty()) text += quote.outlet + ", ";
  return text +
         (quote.published ? formatDate(*quote.published) + (quote.published_inferred ? " (inferred)" : "") : "undated");
}

std::string relationWords(const TripleLine& fact) {
  std::string words = fact.relation;
  std::replace(words.begin(), words.end(), '_', ' ');
  return words;
}

std::string restsOn(const DossierAnswer& dossier) {
  const Searched& searched = dossier.searched;
  std::string text = "Rests on " + counted(searched.documents, "document", "documents") + ", " +
                     std::to_string(searched.naming) + " of which " + (searched.naming == 1 ? "names " : "name ") +
                     (dossier.names.size() == 1 ? "the one asked about" : "both sides") + ".";
  if (searched.as_of) {
    text += " As of " + formatDate(searched.as_of->day) + ": " +
            counted(searched.as_of->later, "later document", "later documents") + " and " +
            std::to_string(searched.as_of->undated) + " without a date are left out.";
  }
  for (const std::string& decision : searched.decisions) text += " Decided: " + decision + ".";
  const LeftOut& out = dossier.left_out;
  const std::uint64_t filtered = out.status + out.kind + out.undated + out.days + out.place + out.reports + out.outlet;
  if (filtered > 0) {
    text += " " + counted(filtered, "meeting", "meetings") + " that " + (filtered == 1 ? "does" : "do") +
            " not pass the filters asked for, " + std::to_string(out.undated) + " of them for want of a date, " +
            (filtered == 1 ? "is" : "are") + " left out.";
  }
  if (dossier.furniture_left_out > 0) {
    text +=
        " " + counted(dossier.furniture_left_out, "meeting", "meetings") + " told only in menus and teasers left out.";
  }
  return text;
}

}  // namespace query
}  // namespace parley
