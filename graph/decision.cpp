#include "graph/decision.h"

#include <algorithm>
#include <charconv>
#include <cstdio>
#include <tuple>

#include "graph/error.h"
#include "graph/name.h"

namespace parley {
namespace {

constexpr std::pair<DecisionKind, std::string_view> kKinds[] = {{DecisionKind::kMerge, "merge"},
                                                                {DecisionKind::kDistinct, "distinct"},
                                                                {DecisionKind::kReject, "reject"},
                                                                {DecisionKind::kConfirm, "confirm"},
                                                                {DecisionKind::kUndo, "undo"}};

constexpr Instant kFirstInstant = std::chrono::sys_days(std::chrono::year(1000) / 1 / 1);
constexpr Instant kPastInstants = std::chrono::sys_days(std::chrono::year(10000) / 1 / 1);

using Subject = std::tuple<std::string, std::string, std::optional<ReportMention>>;
Subject subjectOf(const Decision& decision) {
  return {foldName(decision.name), foldName(decision.other), decision.report};
}

std::optional<int> twoDigits(std::string_view text) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
  return number;
}

}  // namespace

std::string_view wordOf(DecisionKind kind) {
  for (const auto& [value, word] : kKinds) {
    if (value == kind) return word;
  }
  PARLEY_CHECK(false);
}

std::optional<DecisionKind> decisionKindFromWord(std::string_view word) {
  for (const auto& [value, its_word] : kKinds) {
    if (its_word == word) return value;
  }
  return std::nullopt;
}

std::string formatInstant(Instant instant) {
  const auto day = std::chrono::floor<std::chrono::days>(instant);
  const std::chrono::hh_mm_ss time(instant - day);
  char text[16];
  std::snprintf(text, sizeof(text), "T%02d:%02d:%02dZ", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()), static_cast<int>(time.seconds().count()));
  return formatDate(day) + text;
}

std::optional<Instant> parseInstant(std::string_view text) {
  constexpr std::string_view kShape = "0000-00-00T00:00:00Z";
  if (text.size() != kShape.size()) return std::nullopt;
  const std::optional<Date> day = parseDate(text.substr(0, 10));
  const auto hours = twoDigits(text.substr(11, 2)), minutes = twoDigits(text.substr(14, 2)),
             seconds = twoDigits(text.substr(17, 2));
  if (!day || !hours || !minutes || !seconds || *hours > 23 || *minutes > 59 || *seconds > 59) return std::nullopt;
  for (const std::size_t sign : {10, 13, 16, 19}) {
    if (text[sign] != kShape[sign]) return std::nullopt;
  }
  return *day + std::chrono::hours(*hours) + std::chrono::minutes(*minutes) + std::chrono::seconds(*seconds);
}

ReportMention mentionOf(const DocumentId& document, const Extraction& extraction, std::uint32_t number) {
  const Report& report = extraction.reports.at(number);
  std::string says(wordOf(report.status));
  const auto nameOf = [&](LocalIndex index) { return extraction.entities.at(index).name; };
  if (const auto* meeting = std::get_if<MeetingStatement>(&report.statement)) {
    says += " " + std::string(wordOf(meeting->kind)) + ": ";
    std::string names;
    for (const Participation& participation : meeting->participants) {
      names += (names.empty() ? "" : "; ") + nameOf(participation.entity);
    }
    says += names;
  } else {
    const auto& triple = std::get<TripleStatement>(report.statement);
    says += " " + std::string(triple.relation == Relation::kOpen ? triple.phrase : wordOf(triple.relation)) + ": " +
            nameOf(triple.subject) + "; " + (triple.object ? nameOf(*triple.object) : triple.object_text);
  }
  return {document, report.sentence, std::move(says)};
}

Decision checkedDecision(Decision decision, const std::string& doing) {
  const auto refuse = [&](const std::string& why) { throw Error(ErrorCode::kInvalidArgument, doing + ": " + why); };
  if (decision.by.empty()) refuse("a decision is signed; nobody is named who made it");
  if (decision.made < kFirstInstant || decision.made >= kPastInstants) refuse("its year has not four digits");
  const bool about_names = !decision.name.empty() || !decision.other.empty();
  if (about_names == decision.report.has_value()) refuse("it is about two names or about a report");
  const bool undo = decision.kind == DecisionKind::kUndo;
  const bool of_names = decision.kind == DecisionKind::kMerge || decision.kind == DecisionKind::kDistinct;
  if (!undo && of_names != about_names) {
    refuse(std::string(wordOf(decision.kind)) + (of_names ? " is about two names" : " is about a report"));
  }
  if (about_names) {
    const std::string first = foldName(decision.name), second = foldName(decision.other);
    if (first.empty() || second.empty()) refuse("a name has no letters");
    if (first == second) refuse("“" + decision.name + "” and “" + decision.other + "” are one name");
    if (second < first) std::swap(decision.name, decision.other);
  } else if (decision.report->says.empty() || decision.report->sentence.begin > decision.report->sentence.end) {
    refuse("it does not say which report");
  }
  return decision;
}

std::string inWords(const Decision& decision) {
  std::string words;
  if (decision.report) {
    words = "“" + decision.report->says + "” in document " + toHex(decision.report->document).substr(0, 8);
  } else {
    words = "“" + decision.name + "” and “" + decision.other + "”";
  }
  switch (decision.kind) {
    case DecisionKind::kMerge:
      words += " are one person";
      break;
    case DecisionKind::kDistinct:
      words += " are two people";
      break;
    case DecisionKind::kReject:
      words += " is rejected";
      break;
    case DecisionKind::kConfirm:
      words += " is confirmed";
      break;
    case DecisionKind::kUndo:
      words += ": nothing is decided";
      break;
  }
  return words + " (" + decision.by + ", " + formatInstant(decision.made).substr(0, 10) + ")";
}

bool sameSubject(const Decision& a, const Decision& b) { return subjectOf(a) == subjectOf(b); }

Decisions::Decisions(std::vector<Decision> made) : all_(std::move(made)) {
  std::sort(all_.begin(), all_.end());
  all_.erase(std::unique(all_.begin(), all_.end()), all_.end());
  std::map<Subject, const Decision*> last;
  for (const Decision& decision : all_) last[subjectOf(decision)] = &decision;
  for (const Decision& decision : all_) {
    if (decision.kind != DecisionKind::kUndo && last.at(subjectOf(decision)) == &decision) {
      standing_.push_back(decision);
    }
  }
  for (const Decision& decision : standing_) {
    if (decision.report) {
      judged_[decision.report->document][*decision.report] = decision.kind;
      continue;
    }
    const std::string first = foldName(decision.name), second = foldName(decision.other);
    if (decision.kind == DecisionKind::kDistinct) {
      distinct_[first].insert(second);
      distinct_[second].insert(first);
      continue;
    }
    merges_.emplace_back(first, second);
    merged_.insert({first, second});
    std::set<std::string> words;
    for (const std::string& name : {decision.name, decision.other}) {
      for (std::string& word : nameWords(name)) words.insert(std::move(word));
    }
    std::erase_if(joined_, [&](const std::set<std::string>& others) {
      const bool meets =
          std::any_of(others.begin(), others.end(), [&](const std::string& word) { return words.contains(word); });
      if (meets) words.insert(others.begin(), others.end());
      return meets;
    });
    joined_.push_back(std::move(words));
  }
}

bool Decisions::areDistinct(const std::string& a, const std::string& b) const {
  const auto found = distinct_.find(a);
  return found != distinct_.end() && found->second.contains(b);
}

std::set<std::string> Decisions::blocksWith(const std::string& name_key) const {
  const auto found = std::find_if(joined_.begin(), joined_.end(),
                                  [&](const std::set<std::string>& words) { return words.contains(name_key); });
  return found == joined_.end() ? std::set<std::string>{name_key} : *found;
}

Extraction Decisions::judged(const DocumentId& document, const Extraction& extraction) const {
  Extraction result = extraction;
  const auto verdicts = judged_.find(document);
  if (verdicts == judged_.end()) return result;
  result.reports.clear();
  for (Report report : extraction.reports) {
    const auto verdict = verdicts->second.find(mentionOf(document, extraction, report.number));
    if (verdict != verdicts->second.end()) {
      if (verdict->second == DecisionKind::kReject) continue;
      report.confidence = 100;
    }
    result.reports.push_back(std::move(report));
  }
  return result;
}

}  // namespace parley
