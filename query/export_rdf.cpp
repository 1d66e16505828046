#include <functional>
#include <nlohmann/json.hpp>
#include <ostream>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "graph/error.h"
#include "query/internal/exports.h"
#include "query/internal/facts.h"
#include "query/internal/lines.h"
#include "query/internal/pairs.h"

namespace parley::query {
namespace {

// --- What is said: the same for both formats. docs/EXPORTS.md has the terms. ---

// Terms are written with a prefix, "schema:name".
constexpr std::pair<std::string_view, std::string_view> kPrefixes[] = {
    {"parley", "urn:parley:"},
    {"prov", "http://www.w3.org/ns/prov#"},
    {"rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"},
    {"schema", "https://schema.org/"},
    {"wd", "http://www.wikidata.org/entity/"},
    {"wdt", "http://www.wikidata.org/prop/direct/"},
    {"xsd", "http://www.w3.org/2001/XMLSchema#"},
};

struct Value {
  enum class Kind { kNode, kTerm, kText, kInteger, kBoolean, kDay, kMonth, kYear };
  Kind kind;
  std::string text;  // An IRI of ours, a term with its prefix, or the lexical form.
};
Value text(std::string value) { return {Value::Kind::kText, std::move(value)}; }
Value term(std::string_view value) { return {Value::Kind::kTerm, std::string(value)}; }
Value node(std::string iri) { return {Value::Kind::kNode, std::move(iri)}; }
Value integer(std::uint64_t value) { return {Value::Kind::kInteger, std::to_string(value)}; }
Value boolean(bool value) { return {Value::Kind::kBoolean, value ? "true" : "false"}; }
Value day(Date date) { return {Value::Kind::kDay, formatDate(date)}; }

std::string_view datatypeOf(Value::Kind kind) {
  switch (kind) {
    case Value::Kind::kInteger:
      return "xsd:integer";
    case Value::Kind::kBoolean:
      return "xsd:boolean";
    case Value::Kind::kDay:
      return "xsd:date";
    case Value::Kind::kMonth:
      return "xsd:gYearMonth";
    case Value::Kind::kYear:
      return "xsd:gYear";
    default:
      return {};
  }
}

// Statements about one node. Texts that are empty are not known and left out.
struct Resource {
  std::string iri;
  std::string graph = {};  // The document that says so; empty: what Parley derives from all.
  std::vector<std::pair<std::string, Value>> properties = {};

  void add(std::string_view property, Value value) {
    if (!value.text.empty()) properties.emplace_back(std::string(property), std::move(value));
  }
};

std::string entityIri(EntityId id) { return "urn:parley:entity:" + toHex(id); }
std::string meetingIri(EntityId id) { return "urn:parley:meeting:" + toHex(id); }
std::string documentIri(const DocumentId& id) { return "urn:parley:document:" + toHex(id); }
std::string reportIri(const ReportId& id) {
  return "urn:parley:report:" + toHex(id.document) + ":" + std::to_string(id.number);
}

std::string_view typeOf(EntityKind kind) {
  switch (kind) {
    case EntityKind::kPerson:
      return "schema:Person";
    case EntityKind::kCountry:
      return "schema:Country";
    case EntityKind::kOrganisation:
      return "schema:Organization";
    case EntityKind::kPlace:
      return "schema:Place";
    case EntityKind::kOffice:
      return "wd:Q4164871";  // Position.
    case EntityKind::kMeeting:
      return "schema:Event";
  }
  PARLEY_CHECK(false);
}

// The property of a relation: where schema.org or Wikidata has one that means the same, theirs; else our own word.
std::string propertyOf(Relation relation) {
  switch (relation) {
    case Relation::kHoldsOffice:
      return "wdt:P39";  // Position held.
    case Relation::kRepresents:
      return "wdt:P1268";  // Represents.
    case Relation::kMemberOf:
      return "schema:memberOf";
    case Relation::kLocatedIn:
      return "wdt:P276";  // Location.
    case Relation::kCapitalOf:
      return "wdt:P1376";  // Capital of.
    case Relation::kPartOf:
      return "wdt:P361";  // Part of.
    case Relation::kSucceeded:
      return "wdt:P1365";  // Replaces.
    default:
      return "parley:" + std::string(wordOf(relation));
  }
}

std::string_view eventStatusOf(Status status) {
  switch (status) {
    case Status::kPlanned:
      return "schema:EventScheduled";
    case Status::kPostponed:
      return "schema:EventPostponed";
    case Status::kCancelled:
      return "schema:EventCancelled";
    default:
      return {};
  }
}

void addDates(const DateInterval& when, Resource& resource) {
  if (when.precision == Precision::kMonth) {
    resource.add("schema:startDate", {Value::Kind::kMonth, formatInterval(when)});
  } else if (when.precision == Precision::kYear) {
    resource.add("schema:startDate", {Value::Kind::kYear, formatInterval(when)});
  } else {
    resource.add("schema:startDate", day(when.first));
    if (when.last != when.first) resource.add("schema:endDate", day(when.last));
  }
}

using Visit = std::function<void(const Resource&)>;

class Describer {
 public:
  Describer(const GraphSource& source, MeetingFilter& filter, const Visit& visit)
      : source_(source), filter_(filter), visit_(visit), lines_(source) {}

  void describeAll() {
    source_.forEachMeeting([&](const Meeting& meeting) {
      if (!meeting.furniture && filter_.passes(meeting)) describe(meeting);
      return true;
    });
    source_.scan({}, [&](const TripleFact& fact) {
      if (isStated(fact.triple.relation)) describe(fact);
      return true;
    });
    for (const EntityId id : entities_) describeEntity(id);
    for (const DocumentId& id : documents_) describeDocument(id);
  }

 private:
  void describe(const Meeting& meeting) {
    Resource event{meetingIri(meeting.id)};
    event.add("rdf:type", term("schema:Event"));
    event.add("schema:name", text(meetingLabel(meeting, lines_)));
    event.add("parley:kind", text(std::string(wordOf(meeting.kind))));
    event.add("parley:status", text(std::string(wordOf(meeting.status))));
    event.add("schema:eventStatus", term(eventStatusOf(meeting.status)));
    if (meeting.when) {
      addDates(*meeting.when, event);
      event.add("parley:date_inferred", boolean(meeting.when_inferred));
    }
    event.add("parley:date_words", text(meeting.when_words));
    if (meeting.place) {
      entities_.insert(*meeting.place);
      event.add("schema:location", node(entityIri(*meeting.place)));
    }
    for (const Participant& participant : meeting.participants) {
      entities_.insert(participant.entity);
      event.add("schema:attendee", node(entityIri(participant.entity)));
      if (participant.role == Role::kHost) event.add("schema:organizer", node(entityIri(participant.entity)));
    }
    for (const Step& step : meeting.steps) event.add("prov:wasDerivedFrom", node(reportIri(step.report)));
    visit_(event);
    for (const Step& step : meeting.steps) describe(step.report, event.iri);

    if (meeting.status != Status::kHeld) return;
    const Relation relation = meeting.kind == MeetingKind::kCall ? Relation::kSpokeWith : Relation::kMet;
    for (const Participant& one : meeting.participants) {
      Resource met{entityIri(one.entity)};
      const std::string property = propertyOf(relation);
      for (const Participant& other : meeting.participants) {
        if (other.entity != one.entity) met.add(property, node(entityIri(other.entity)));
      }
      visit_(met);
    }
  }

  void describe(const TripleFact& fact) {
    const Triple& triple = fact.triple;
    entities_.insert(triple.subject);
    entities_.insert(triple.object);
    const std::string property = propertyOf(triple.relation);
    // What was planned, refused or denied is stated, and is not so: it has no triple of its own.
    if (fact.status == Status::kHeld) {
      Resource subject{entityIri(triple.subject)};
      subject.add(property, node(entityIri(triple.object)));
      visit_(subject);
    }
    Resource statement{"urn:parley:statement:" + toHex(triple.subject) + ":" + std::string(wordOf(triple.relation)) +
                       ":" + toHex(triple.object)};
    statement.add("rdf:type", term("rdf:Statement"));
    statement.add("rdf:subject", node(entityIri(triple.subject)));
    statement.add("rdf:predicate", term(property));
    statement.add("rdf:object", node(entityIri(triple.object)));
    statement.add("parley:status", text(std::string(wordOf(fact.status))));
    for (const ReportId& report : fact.reports) statement.add("prov:wasDerivedFrom", node(reportIri(report)));
    visit_(statement);
    for (const ReportId& report : fact.reports) describe(report, statement.iri);
  }

  void describe(const ReportId& id, const std::string& about) {
    documents_.insert(id.document);
    const Quote quote = lines_.quote(id);
    Resource report{reportIri(id), documentIri(id.document)};
    report.add("rdf:type", term("schema:Quotation"));
    report.add("schema:text", text(quote.text));
    report.add("schema:about", node(about));
    report.add("schema:isPartOf", node(report.graph));
    report.add("parley:status", text(std::string(wordOf(quote.status))));
    report.add("parley:speaker", text(quote.speaker));
    report.add("parley:date", text(quote.when));
    report.add("parley:date_words", text(quote.words));
    report.add("parley:begin", integer(quote.span.begin));
    report.add("parley:end", integer(quote.span.end));
    report.add("parley:confidence", integer(quote.confidence));
    visit_(report);
  }

  void describeEntity(EntityId id) {
    const std::optional<Entity> entity = source_.entity(id);
    PARLEY_CHECK(entity.has_value());
    Resource resource{entityIri(id)};
    resource.add("rdf:type", term(typeOf(entity->kind)));
    resource.add("schema:name", text(entity->name));
    for (const std::string& alias : entity->aliases) resource.add("schema:alternateName", text(alias));
    resource.add("schema:jobTitle", text(entity->role));
    resource.add("parley:country", text(entity->country));
    visit_(resource);
  }

  void describeDocument(const DocumentId& id) {
    const Document& document = lines_.document(id).document;
    const DocumentSource::KnownDate date = source_.dateOf(id);
    Resource resource{documentIri(id), documentIri(id)};
    resource.add("rdf:type", term("schema:NewsArticle"));
    resource.add("schema:identifier", text(toHex(id)));
    resource.add("schema:name", text(document.name()));
    resource.add("schema:headline", text(document.title()));
    if (date.date) {
      resource.add("schema:datePublished", day(*date.date));
      resource.add("parley:date_inferred", boolean(date.inferred));
    }
    resource.add("schema:publisher", text(document.outlet()));
    resource.add("schema:url", text(document.url()));  // A text: addresses come from strangers and may be no IRI.
    visit_(resource);
  }

  const GraphSource& source_;
  MeetingFilter& filter_;
  const Visit& visit_;
  Lines lines_;
  std::set<EntityId> entities_;
  std::set<DocumentId> documents_;
};

// --- N-Quads ---

std::string iriOf(std::string_view term) {
  const std::size_t colon = term.find(':');
  for (const auto& [prefix, iri] : kPrefixes) {
    if (term.substr(0, colon) == prefix) return std::string(iri) + std::string(term.substr(colon + 1));
  }
  PARLEY_CHECK(false);
}

std::string inBrackets(std::string_view iri) { return "<" + std::string(iri) + ">"; }

// A literal of N-Quads. Control characters are written by their number.
std::string literal(std::string_view value) {
  static constexpr char kDigits[] = "0123456789ABCDEF";
  std::string result = "\"";
  for (std::size_t i = 0; i < value.size(); ++i) {
    const auto byte = static_cast<unsigned char>(value[i]);
    if (byte == '"' || byte == '\\') {
      result += '\\';
      result += value[i];
    } else if (byte < 0x20 || byte == 0x7F) {
      result += "\\u00";
      result += kDigits[byte >> 4U];
      result += kDigits[byte & 15U];
    } else {
      result += value[i];
    }
  }
  return result + '"';
}

std::string objectOf(const Value& value) {
  if (value.kind == Value::Kind::kNode) return inBrackets(value.text);
  if (value.kind == Value::Kind::kTerm) return inBrackets(iriOf(value.text));
  const std::string_view datatype = datatypeOf(value.kind);
  return literal(value.text) + (datatype.empty() ? "" : "^^" + inBrackets(iriOf(datatype)));
}

// --- JSON-LD ---

using Json = nlohmann::ordered_json;

Json jsonOf(std::string_view property, const Value& value) {
  switch (value.kind) {
    case Value::Kind::kNode:
      return {{"@id", value.text}};
    case Value::Kind::kTerm:
      return property == "rdf:type" ? Json(value.text) : Json{{"@id", value.text}};
    case Value::Kind::kText:
      return value.text;
    case Value::Kind::kInteger:
      return std::stoull(value.text);
    case Value::Kind::kBoolean:
      return value.text == "true";
    default:
      return {{"@value", value.text}, {"@type", datatypeOf(value.kind)}};
  }
}

Json objectOf(const Resource& resource) {
  Json object = {{"@id", resource.iri}};
  for (const auto& [property, value] : resource.properties) {
    const std::string key = property == "rdf:type" ? "@type" : std::string(property);
    Json json = jsonOf(property, value);
    if (!object.contains(key)) {
      object[key] = std::move(json);
    } else {
      if (!object[key].is_array()) object[key] = Json::array({object[key]});
      object[key].push_back(std::move(json));
    }
  }
  if (resource.graph.empty()) return object;
  return {{"@id", resource.graph}, {"@graph", Json::array({std::move(object)})}};
}

}  // namespace

void writeNquads(const GraphSource& source, MeetingFilter& filter, std::ostream& out) {
  const Visit visit = [&](const Resource& resource) {
    const std::string end = (resource.graph.empty() ? "" : " " + inBrackets(resource.graph)) + " .\n";
    for (const auto& [property, value] : resource.properties) {
      out << inBrackets(resource.iri) << ' ' << inBrackets(iriOf(property)) << ' ' << objectOf(value) << end;
    }
  };
  Describer(source, filter, visit).describeAll();
  finishOutput(out);
}

void writeJsonld(const GraphSource& source, MeetingFilter& filter, std::ostream& out) {
  Json context;
  for (const auto& [prefix, iri] : kPrefixes) context[std::string(prefix)] = iri;
  out << "{\"@context\":" << context.dump() << ",\n\"@graph\":[";
  const char* separator = "\n";
  const Visit visit = [&](const Resource& resource) {
    if (resource.properties.empty()) return;
    out << separator << objectOf(resource).dump();
    separator = ",\n";
  };
  Describer(source, filter, visit).describeAll();
  out << "\n]}\n";
  finishOutput(out);
}

}  // namespace parley::query
