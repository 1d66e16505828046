#pragma once
// The words of a sentence: what the model sees in them (tag, head, name), and what a small lexicon knows of them:
// closed classes, and words that make, plan or undo a meeting. Stage between parse (parse.h) and mentions (mentions.h).
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extract/parse.h"
#include "extract/segment.h"
#include "graph/report.h"

namespace parley {

// Closed classes of English; lists/grammar_words.tsv.
enum class Grammar : std::uint8_t {
  kDeterminer,
  kPossessive,
  kSubject,
  kObject,
  kNumber,
  kPreposition,
  kConjunction,
  kAdverb,
  kAdjective,
  kMonth,
  kWeekday,
  kCrowd,
  kState,
  kEveryone,
  kCountries,
};

// What a word says about meetings; lists/meeting_words.tsv.
enum class Cue : std::uint8_t {
  kMeet,
  kTalk,
  kDine,
  kPhone,
  kHost,
  kLight,
  kVisit,
  kTravel,
  kArrive,
  kPlanning,
  kPlan,
  kAccept,
  kPropose,
  kProposeWeak,
  kInvite,
  kCancel,
  kPostpone,
  kRefuse,
  kDeny,
  kUncertain,
  kFail,
  kHappen,
  kHandshake,
  kAppear,
  kReport,
  kBroker,
  kMeeting,
  kTalks,
  kConversation,
  kSummit,
  kCall,
  kPlural,
  kTrip,
  kWill,
  kWould,
  kMay,
  kNot,
  kBe,
  kNow,
  kThen,
  kHave,
  kTo,
  kClause,
  kIf,
  kRumour,
  kSport,
  kSign,
};

template <typename Member>
class Flags {
 public:
  void set(Member member) { bits_ |= std::uint64_t{1} << static_cast<unsigned>(member); }
  void add(const Flags& other) { bits_ |= other.bits_; }
  [[nodiscard]] bool has(Member member) const { return (bits_ >> static_cast<unsigned>(member) & 1) != 0; }
  [[nodiscard]] bool any() const { return bits_ != 0; }
  bool operator==(const Flags&) const = default;

 private:
  std::uint64_t bits_ = 0;
};

enum class VerbForm : std::uint8_t { kNone, kBase, kPresent, kPast, kParticiple, kPastOrParticiple, kGerund };

// A word or phrase of the lexicon that begins at a word; `length` in words, 0 if there is none.
struct LexiconMatch {
  Flags<Cue> cues;
  VerbForm form = VerbForm::kNone;
  std::uint32_t length = 0;
};

// A whole word of the sentence (segment.h). Tag, lemma and relation are those of its head part: of "led" in "U.S.-led".
struct Word {
  std::string_view text;  // Of the document.
  std::string lower;      // ASCII letters lowered, curly apostrophes straight.
  Span span;
  TokenKind kind = TokenKind::kWord;
  bool capital = false;       // Begins with a capital letter.
  bool all_capitals = false;  // Has two or more letters, all capitals.
  bool first = false;         // First word of the sentence or of a quotation in it.
  Upos upos = Upos::kX;
  std::string lemma;
  bool past = false;             // A finite verb in the past tense.
  std::string_view relation;     // Of the model's: "nsubj:pass".
  std::uint32_t head = kRoot;    // The word that it depends on.
  std::optional<NameType> name;  // Of the name that the word lies in. A word with a name and more has none.
  bool name_begins = false;      // That name begins here.
  bool name_pair = false;        // Two names and nothing else: "Berg-Osei".
  Flags<Grammar> grammar;
  LexiconMatch verb, noun, word;
};

// Borrows `document` and `model`.
[[nodiscard]] std::vector<Word> lookUpWords(const Document& document, const Sentence& sentence,
                                            const SentenceAnalysis& analysis, const LanguageModel& model);

// True if most words of the sentence that could be small are not: a title-case headline, or one in capitals.
[[nodiscard]] bool isTitleCase(const std::vector<Word>& words);

}  // namespace parley
