#include "extract/internal/action_words.h"

#include <algorithm>
#include <array>
#include <map>
#include <string>

#include "extract/internal/tsv.h"
#include "parley_extract_data.h"

namespace parley::internal {
namespace {

struct ActionLexicon {
  std::array<std::map<std::string, std::vector<ActionWord>, std::less<>>, 5> words;  // By ActionPart.

  static const ActionLexicon& builtIn() {
    static const ActionLexicon lexicon;
    return lexicon;
  }

  ActionLexicon() {
    forEachLine("action_words.tsv", lists::action_words_tsv, 4, [&](const auto& line) {
      ActionWord word;
      if (line[0] == "begin") {
        word.means = ActionWord::Means::kBegins;
      } else if (line[0] == "end") {
        word.means = ActionWord::Means::kEnds;
      } else if (const auto relation = relationFromWord(line[0])) {
        word.relation = *relation;
      } else {
        return false;
      }
      for (const std::string_view target : splitList(line[2], ' ')) {
        bool* place = target == "object"   ? &word.object
                      : target == "deed"   ? &word.deed
                      : target == "told"   ? &word.told
                      : target == "clause" ? &word.clause
                                           : nullptr;
        if (place != nullptr)
          *place = true;
        else
          word.prepositions.push_back(target);
      }
      constexpr std::array<std::string_view, 5> kParts = {"verb", "noun", "adjective", "doer", "predicate"};
      const auto part = std::find(kParts.begin(), kParts.end(), line[1]);
      if (part == kParts.end()) return false;
      const bool noun = *part == "noun";
      for (const std::string_view phrase : splitList(line[3], ';')) {
        std::vector<std::string_view> all = splitList(phrase, ' ');
        const std::string lemma(noun ? all.back() : all.front());
        all.erase(noun ? all.end() - 1 : all.begin());
        word.others = std::move(all);
        words.at(static_cast<std::size_t>(part - kParts.begin()))[lemma].push_back(word);
      }
      return true;
    });
    for (auto& of_part : words) {
      for (auto& [lemma, entries] : of_part) {
        std::stable_sort(entries.begin(), entries.end(),
                         [](const ActionWord& a, const ActionWord& b) { return a.others.size() > b.others.size(); });
      }
    }
  }
};

}  // namespace

const std::vector<ActionWord>& actionWords(ActionPart part, std::string_view lemma) {
  static const std::vector<ActionWord> kNone;
  const auto& words = ActionLexicon::builtIn().words.at(static_cast<std::size_t>(part));
  const auto found = words.find(lemma);
  return found == words.end() ? kNone : found->second;
}

std::optional<Relation> eventClassOf(Relation relation, Status status) {
  Relation event = relation;
  switch (relation) {
    case Relation::kPraised:
    case Relation::kSupports:
    case Relation::kSignedAgreementWith:
      event = Relation::kSupport;
      break;
    case Relation::kCriticised:
      event = Relation::kAccuse;
      break;
    case Relation::kOpposes:
      event = Relation::kReject;
      break;
    case Relation::kInvited:
      event = Relation::kAgree;
      break;
    case Relation::kMet:
    case Relation::kSpokeWith:
    case Relation::kVisited:
    case Relation::kTraveledTo:
      event = Relation::kConsult;
      break;
    case Relation::kRequestedSupportFrom:
      event = Relation::kRequest;
      break;
    default:
      if (relation < Relation::kAgree || relation > Relation::kAssault) return std::nullopt;
  }
  const bool helpful = event == Relation::kConsult || event == Relation::kSupport || event == Relation::kCooperate ||
                       event == Relation::kAid || event == Relation::kConcede || event == Relation::kRetreat;
  const bool hostile = event == Relation::kSanction || event == Relation::kMobilize || event == Relation::kCoerce ||
                       event == Relation::kAssault || event == Relation::kProtest;
  switch (status) {
    case Status::kHeld:
      return event;
    case Status::kProposed:
    case Status::kPlanned:
    case Status::kUncertain:
      return helpful ? Relation::kAgree : hostile ? Relation::kThreaten : event;
    case Status::kPostponed:
    case Status::kCancelled:
      if (event == Relation::kAssault || event == Relation::kMobilize) return Relation::kRetreat;
      return helpful || event == Relation::kAgree ? Relation::kSanction : hostile ? Relation::kConcede : event;
    case Status::kRefused:
    case Status::kDenied:
      return helpful || event == Relation::kAgree || event == Relation::kRequest ? Relation::kReject : event;
  }
  return event;
}

}  // namespace parley::internal
