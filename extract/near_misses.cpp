#include "extract/near_misses.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>
#include <string_view>
#include <utility>

#include "extract/coreference.h"
#include "extract/mentions.h"
#include "extract/parse.h"
#include "extract/segment.h"

namespace parley {
namespace {

using LocalIndices = std::vector<LocalIndex>;

bool holds(const LocalIndices& side, LocalIndex index) {
  return std::find(side.begin(), side.end(), index) != side.end();
}

// For each entity of `coreference` the stored one: of the same kind and named at the same place in the text. nullopt
// where nothing is stored, because no report needed it or another version found nothing there.
std::vector<std::optional<LocalIndex>> asStored(const Coreference& coreference, const Extraction& extraction) {
  std::multimap<std::pair<EntityKind, Span>, LocalIndex> by_mention;
  for (LocalIndex i = 0; i < extraction.entities.size(); ++i) {
    const LocalEntity& entity = extraction.entities[i];
    for (const Span mention : entity.mentions) by_mention.emplace(std::pair(entity.kind, mention), i);
  }
  std::vector<std::optional<LocalIndex>> stored(coreference.entities.size());
  for (std::size_t i = 0; i < stored.size(); ++i) {
    const LocalEntity& entity = coreference.entities[i];
    if (entity.mentions.empty()) continue;
    auto [at, end] = by_mention.equal_range({entity.kind, entity.mentions.front()});
    for (; at != end; ++at) {
      // "Berg-Osei" names two in one place.
      const bool same_name = extraction.entities[at->second].name == entity.name;
      if (same_name || !stored[i]) stored[i] = at->second;
      if (same_name) break;
    }
  }
  return stored;
}

// The reports of meetings of an extraction.
class MeetingReports {
 public:
  explicit MeetingReports(const Extraction& extraction) : extraction_(extraction) {
    for (const Report& report : extraction.reports) {
      const auto* meeting = std::get_if<MeetingStatement>(&report.statement);
      if (meeting == nullptr) continue;
      numbers_.push_back(report.number);
      LocalIndices& parties = parties_[meeting->local_meeting];
      for (const Participation& one : meeting->participants) {
        if (!holds(parties, one.entity)) parties.push_back(one.entity);
      }
    }
  }

  // Numbers of those that were made from `sentence`.
  [[nodiscard]] std::vector<std::uint32_t> madeFrom(Span sentence) const {
    std::vector<std::uint32_t> made;
    for (const std::uint32_t number : numbers_) {
      const Span from = extraction_.reports[number].sentence;
      if (from.begin < sentence.end && sentence.begin < from.end) made.push_back(number);
    }
    return made;
  }
  // Whether the meeting that the report is about, as the whole document tells it, joins the two sides.
  [[nodiscard]] bool joins(std::uint32_t number, const LocalIndices& one, const LocalIndices& other) const {
    const auto& meeting = std::get<MeetingStatement>(extraction_.reports[number].statement);
    const LocalIndices& parties = parties_.at(meeting.local_meeting);
    return std::any_of(parties.begin(), parties.end(), [&](LocalIndex a) {
      return holds(one, a) &&
             std::any_of(parties.begin(), parties.end(), [&](LocalIndex b) { return a != b && holds(other, b); });
    });
  }

 private:
  const Extraction& extraction_;
  std::vector<std::uint32_t> numbers_;
  std::map<std::uint32_t, LocalIndices> parties_;  // Of each meeting of the document.
};

// --- Words ---

bool canMeanMeeting(const Word& word) {
  static constexpr std::array kVerbs = {Cue::kMeet, Cue::kTalk,  Cue::kDine,   Cue::kPhone,
                                        Cue::kHost, Cue::kVisit, Cue::kInvite, Cue::kHandshake};
  static constexpr std::array kNouns = {Cue::kMeeting, Cue::kTalks, Cue::kConversation,
                                        Cue::kSummit,  Cue::kCall,  Cue::kVisit};
  const bool noun = word.upos == Upos::kNoun || word.upos == Upos::kPropn;
  return (word.upos == Upos::kVerb &&
          std::any_of(kVerbs.begin(), kVerbs.end(), [&](Cue cue) { return word.verb.cues.has(cue); })) ||
         (noun && std::any_of(kNouns.begin(), kNouns.end(), [&](Cue cue) { return word.noun.cues.has(cue); }));
}

// Positions of words outside names that can mean a meeting; a phrase ("phone call") at its first.
std::vector<std::uint32_t> meetingWords(const Parsed& sentence) {
  std::vector<bool> in_name(sentence.words.size(), false);
  for (const Mention& mention : sentence.mentions) {
    for (std::uint32_t t = mention.first_token; t < mention.end_token; ++t) in_name[t] = true;
  }
  std::vector<std::uint32_t> found;
  for (std::uint32_t t = 0; t < sentence.words.size();) {
    const Word& word = sentence.words[t];
    const bool cue = !in_name[t] && canMeanMeeting(word);
    if (cue) found.push_back(t);
    t += cue ? std::max({word.verb.length, word.noun.length, 1u}) : 1;
  }
  return found;
}

// --- How somebody is named ---

// What a mention is in its sentence, as far as it bears on who meets.
enum class Standing { kParty, kOwner, kPlace };

bool isPointer(MentionKind kind) {
  return kind == MentionKind::kPronoun || kind == MentionKind::kGroup || kind == MentionKind::kOfficeHolder;
}

class Standings {
 public:
  Standings(const Parsed& sentence, const std::vector<Referent>& referents,
            const std::vector<std::uint32_t>& meeting_words)
      : words_(sentence.words),
        mentions_(sentence.mentions),
        referents_(referents),
        meeting_words_(meeting_words),
        title_case_(sentence.title_case) {}

  [[nodiscard]] Standing of(std::size_t m) const {
    if (mentions_[m].kind == MentionKind::kCrowd || owns(mentions_[m])) return Standing::kOwner;
    return referents_[m].place && isPlace(mentions_[m]) ? Standing::kPlace : Standing::kParty;
  }

 private:
  [[nodiscard]] bool isMark(std::uint32_t t) const {
    return t < words_.size() && (words_[t].lower == "'s" || words_[t].lower == "'");
  }
  // "Berg's lawyer", "the Berg plan", but not "Berg's meeting with Osei".
  [[nodiscard]] bool owns(const Mention& mention) const {
    for (std::uint32_t t = mention.first_token; t < mention.end_token; ++t) {
      const Word& word = words_[t];
      if (word.head >= mention.first_token && word.head < mention.end_token) continue;
      const bool marks = word.relation.starts_with("nmod:poss") || word.relation == "compound";
      const bool meeting = std::find(meeting_words_.begin(), meeting_words_.end(), word.head) != meeting_words_.end();
      return (marks || isMark(mention.end_token)) && !meeting;
    }
    return false;
  }
  // "in Russia", and the dateline "MOSCOW (Nordwire) -".
  [[nodiscard]] bool isPlace(const Mention& mention) const {
    static constexpr std::array<std::string_view, 9> kWhere = {"in",      "at",     "near",   "inside",    "outside",
                                                               "through", "across", "around", "throughout"};
    std::uint32_t t = mention.first_token;
    if (t > 0 && words_[t - 1].grammar.has(Grammar::kDeterminer)) --t;
    if (t == 0) return words_[0].all_capitals && !title_case_;
    return std::find(kWhere.begin(), kWhere.end(), words_[t - 1].lower) != kWhere.end();
  }

  const std::vector<Word>& words_;
  const std::vector<Mention>& mentions_;
  const std::vector<Referent>& referents_;
  const std::vector<std::uint32_t>& meeting_words_;
  bool title_case_;
};

// A side in one sentence.
struct Named {
  std::map<LocalIndex, Naming> namings;
  std::set<Standing> standings;

  void add(LocalIndex entity, const Mention& mention, Standing standing) {
    const Naming naming = {entity, mention.span, !isPointer(mention.kind)};
    const auto [known, is_new] = namings.emplace(entity, naming);
    if (!is_new && naming.by_name && !known->second.by_name) known->second = naming;
    standings.insert(standing);
  }
  [[nodiscard]] bool only(Standing standing) const { return standings == std::set{standing}; }
  [[nodiscard]] std::vector<Naming> list() const {
    std::vector<Naming> all;
    for (const auto& [entity, naming] : namings) all.push_back(naming);
    return all;
  }
};

Named namedIn(const Parsed& sentence, const std::vector<Referent>& referents, const Standings& standings,
              const std::vector<std::optional<LocalIndex>>& stored, const LocalIndices& side) {
  Named named;
  for (std::size_t m = 0; m < sentence.mentions.size(); ++m) {
    LocalIndices meant = referents[m].actors;
    if (referents[m].place) meant.push_back(*referents[m].place);
    for (const LocalIndex index : meant) {
      if (stored[index] && holds(side, *stored[index]))
        named.add(*stored[index], sentence.mentions[m], standings.of(m));
    }
  }
  return named;
}

// A state and a person who acts for it.
bool oneSide(const LocalEntity& a, const LocalEntity& b) {
  const auto actsFor = [](const LocalEntity& person, const LocalEntity& state) {
    return person.kind == EntityKind::kPerson && state.kind == EntityKind::kCountry && person.country == state.name;
  };
  return actsFor(a, b) || actsFor(b, a);
}

// Pairs of different entities, one of each side.
struct Pairs {
  bool any = false;
  bool only_one_side = true;  // Each of them.
};

Pairs pairsOf(const Named& one, const Named& other, const std::vector<LocalEntity>& entities) {
  Pairs pairs;
  for (const auto& [a, a_naming] : one.namings) {
    for (const auto& [b, b_naming] : other.namings) {
      if (a == b) continue;
      pairs.any = true;
      pairs.only_one_side = pairs.only_one_side && oneSide(entities[a], entities[b]);
    }
  }
  return pairs;
}

NearMissReason reasonOf(const Sentence& sentence, const NearMiss& miss, const Pairs& pairs, const Named& one,
                        const Named& other) {
  if (sentence.furniture) return NearMissReason::kFurniture;
  if (pairs.only_one_side) return NearMissReason::kOneSide;
  if (!miss.reports.empty()) return NearMissReason::kOtherParties;
  if (miss.words.empty()) return NearMissReason::kNoWord;
  for (const auto& [standing, reason] :
       {std::pair(Standing::kOwner, NearMissReason::kOwner), std::pair(Standing::kPlace, NearMissReason::kPlace)}) {
    if (one.only(standing) || other.only(standing)) return reason;
  }
  return NearMissReason::kWordOnly;
}

}  // namespace

NearMisses nearMisses(const ReadDocument& read, const LocalIndices& one, const LocalIndices& other,
                      const LanguageModel& model) {
  const std::vector<Sentence> sentences = segment(read.document, model);
  const std::vector<Parsed> parsed =
      findMentions(read.document, sentences, parse(read.document, sentences, model), model);
  const Coreference coreference = resolveMentions(sentences, parsed);
  const std::vector<std::optional<LocalIndex>> stored = asStored(coreference, read.extraction);
  const MeetingReports reports(read.extraction);

  NearMisses misses;
  for (std::size_t s = 0; s < sentences.size(); ++s) {
    const std::vector<Referent>& referents = coreference.referents[s];
    const std::vector<std::uint32_t> meeting_words = meetingWords(parsed[s]);
    const Standings standings(parsed[s], referents, meeting_words);
    const Named named = namedIn(parsed[s], referents, standings, stored, one);
    const Named other_named = namedIn(parsed[s], referents, standings, stored, other);
    const Pairs pairs = pairsOf(named, other_named, read.extraction.entities);
    if (!pairs.any) continue;
    NearMiss miss;
    miss.sentence = sentences[s].span;
    miss.reports = reports.madeFrom(miss.sentence);
    const bool tells = std::any_of(miss.reports.begin(), miss.reports.end(),
                                   [&](std::uint32_t number) { return reports.joins(number, one, other); });
    if (tells && !sentences[s].furniture) {
      ++misses.telling;
      continue;
    }
    for (const std::uint32_t t : meeting_words) miss.words.push_back(parsed[s].words[t].span);
    miss.one = named.list();
    miss.other = other_named.list();
    miss.reason = reasonOf(sentences[s], miss, pairs, named, other_named);
    misses.sentences.push_back(std::move(miss));
  }
  return misses;
}

}  // namespace parley
