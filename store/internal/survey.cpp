#include "store/internal/survey.h"

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>
#include <utility>

#include "graph/error.h"
#include "store/internal/codec.h"
#include "store/internal/damage.h"
#include "store/internal/rows.h"

namespace parley::store {
namespace {

constexpr std::array<NamedTag, 26> kTags = {{{Tag::kDocument, "documents"},
                                             {Tag::kText, "texts"},
                                             {Tag::kMark, "marks of changed documents"},
                                             {Tag::kCoveredDocument, "documents as covered"},
                                             {Tag::kCoveredText, "texts as covered"},
                                             {Tag::kDecision, "decisions"},
                                             {Tag::kDecisionMark, "marks of new decisions"},
                                             {Tag::kResolved, "resolved local entities"},
                                             {Tag::kDocumentDate, "dates of documents"},
                                             {Tag::kAccount, "accounts"},
                                             {Tag::kAccountMeeting, "meetings of accounts"},
                                             {Tag::kLinkAsWritten, "links of the first pass"},
                                             {Tag::kLinkAsInferred, "links of the second pass"},
                                             {Tag::kTally, "votes on entities"},
                                             {Tag::kMentioning, "documents by entity"},
                                             {Tag::kMeeting, "meetings"},
                                             {Tag::kSpo, "triples, spo"},
                                             {Tag::kPos, "triples, pos"},
                                             {Tag::kOsp, "triples, osp"},
                                             {Tag::kNameBlock, "people by name key"},
                                             {Tag::kPairBlock, "accounts by pair"},
                                             {Tag::kName, "entities by word"},
                                             {Tag::kTime, "meetings by day"},
                                             {Tag::kDocumentName, "documents by name"},
                                             {Tag::kCounts, "counts"},
                                             {Tag::kDerivedVersion, "version of what derived"}}};

// Between characters of valid UTF-8.
bool fallsBetween(std::string_view text, std::uint32_t at) {
  return at <= text.size() && (at == text.size() || (static_cast<unsigned char>(text[at]) & 0xC0) != 0x80);
}

// Empty if every span of every report can be quoted.
std::string damageOfSpans(const ReadDocument& read) {
  const std::string_view text = read.document.text;
  for (const Report& report : read.extraction.reports) {
    std::vector<Span> spans = report.cues;
    spans.push_back(report.sentence);
    spans.push_back(report.when.span);
    for (const Span span : spans) {
      if (span.begin <= span.end && fallsBetween(text, span.begin) && fallsBetween(text, span.end)) continue;
      return "a span of report " + std::to_string(report.number) + " does not fit its text";
    }
  }
  try {
    checkExtraction(read.document, read.extraction);
  } catch (const std::logic_error& broken) {
    return std::string("its reports break an invariant: ") + broken.what();
  }
  // The input of a plain text is the text; of HTML it is not kept.
  if (read.document.pieces.empty() && documentIdOf(text) != read.document.id) return "its text is not the one it names";
  return {};
}

// nullopt if only what is derived knows of it, because it was retracted since.
std::optional<SurveyedDocument> survey(const Rows& rows, const DocumentId& id, Version version) {
  SurveyedDocument result{id, std::nullopt, {}};
  std::string name;
  try {
    const bool covered = version == Version::kCovered;
    const auto record = rows.get(documentKey(covered ? Tag::kCoveredDocument : Tag::kDocument, id));
    const auto text = rows.get(documentKey(covered ? Tag::kCoveredText : Tag::kText, id));
    if (!record && !text && !covered && rows.get(documentKey(Tag::kMark, id))) return std::nullopt;
    if (!record) {
      result.damage = "its record is gone";
    } else {
      ReadDocument read = decodeDocument(id, *record);
      name = " (" + read.document.name() + ")";
      if (!text) {
        result.damage = "its text is gone";
      } else {
        read.document.text = decodeText(*text);
        result.damage = damageOfSpans(read);
        if (result.damage.empty()) result.read = std::move(read);
      }
    }
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kCorruption && error.code() != ErrorCode::kIo) throw;
    result.damage = causeOf(error);
  }
  if (!result.damage.empty()) result.damage = "document " + toHex(id) + name + ": " + result.damage;
  return result;
}

}  // namespace

std::span<const NamedTag> allTags() { return kTags; }

RowCursor::RowCursor(const KeyValueView& view, std::uint16_t partition, Tag tag) : view_(view) {
  std::string begin = KeyBuilder(partition, tag).take();
  end_ = prefixEnd(begin);
  load(std::move(begin));
}

void RowCursor::next() {
  if (++at_ < page_.rows.size() || !page_.next) return;
  load(std::move(*page_.next));
}

void RowCursor::load(std::string begin) {
  constexpr std::size_t kPageRows = 256;
  at_ = 0;
  try {
    const Range range = {std::move(begin), end_, kPageRows};
    page_ = std::move(view_.scan(std::span(&range, 1)).front());
  } catch (const Error& error) {
    if (error.code() != ErrorCode::kCorruption && error.code() != ErrorCode::kIo) throw;
    page_ = {};
    failure_ = causeOf(error);
  }
}

void surveyDocuments(const KeyValueView& view, Version version, std::span<const Tag> tags,
                     const std::function<void(SurveyedDocument)>& visit,
                     const std::function<void(const std::string&)>& unreadable) {
  const Rows rows(view);
  for (std::uint16_t partition = 0; partition < kPartitions; ++partition) {
    std::set<DocumentId> ids;
    for (const NamedTag& named : allTags()) {
      if (std::find(tags.begin(), tags.end(), named.tag) == tags.end()) continue;
      RowCursor cursor(view, partition, named.tag);
      for (; cursor.row() != nullptr; cursor.next()) ids.insert(KeyReader(cursor.row()->key).takeDocument());
      if (cursor.failure()) unreadable("some " + std::string(named.name) + ": " + *cursor.failure());
    }
    for (const DocumentId& id : ids) {
      if (auto document = survey(rows, id, version)) visit(std::move(*document));
    }
  }
}

void surveyDecisions(const KeyValueView& view, const std::function<void(const Decision&, bool covered)>& visit,
                     const std::function<void(const std::string&)>& unsound) {
  const auto idsOf = [&](Tag tag, const std::string& name) {
    std::set<DocumentId> ids;
    RowCursor cursor(view, 0, tag);
    for (; cursor.row() != nullptr; cursor.next()) ids.insert(KeyReader(cursor.row()->key).takeDocument());
    if (cursor.failure()) unsound("some " + name + ": " + *cursor.failure());
    return ids;
  };
  const std::set<DocumentId> decisions = idsOf(Tag::kDecision, "decisions");
  const std::set<DocumentId> marks = idsOf(Tag::kDecisionMark, "marks of new decisions");
  const Rows rows(view);
  for (const DocumentId& id : decisions) {
    try {
      const std::string record = rows.need(decisionKey(Tag::kDecision, id), "decision " + toHex(id));
      if (documentIdOf(record) != id) throw damaged("its record is not the one it names");
      visit(decodeDecision(record), !marks.contains(id));
    } catch (const Error& error) {
      if (error.code() != ErrorCode::kCorruption && error.code() != ErrorCode::kIo) throw;
      unsound("decision " + toHex(id) + ": " + causeOf(error));
    }
  }
  for (const DocumentId& id : marks) {
    if (!decisions.contains(id)) unsound("decision " + toHex(id) + ": its record is gone");
  }
}

std::size_t countedDocuments(const KeyValueView& view) {
  try {
    const auto record = Rows(view).get(countsKey());
    return record ? decodeCounts(*record).documents : 0;
  } catch (const Error&) {
    return 0;
  }
}

}  // namespace parley::store
