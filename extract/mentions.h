#pragma once
// Mentions: the phrases of a sentence that name or point to people, states, organisations and places. A shallow parse
// by hand-written rules over words with tags and names (words.h) and lists (lists.h). Fifth stage of extraction.
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "extract/lists.h"
#include "extract/segment.h"
#include "extract/words.h"

namespace parley {

enum class MentionKind : std::uint8_t {
  kPerson,        // A person's name, with or without office: "Foreign Minister Ada Berg", "Berg".
  kName,          // A name of we do not know what, or two in one word: "Berg-Osei".
  kOrganisation,  // "Nordbank", "Finance Ministry".
  kPlace,         // One that the lists do not have: "Camp Berg".
  kEvent,         // "the Bergen Conference".
  kListed,  // A state, organisation or place of the lists, or the side of one: "Russia", "the Russian delegation".
  kOfficeHolder,  // Offices without a name: "the Irish prime minister", "his counterparts from Germany and France".
  kPronoun,       // "he", "his", "they", "who".
  kGroup,         // "the two ministers", "both sides", "the leaders".
  kCrowd,         // People without names: "senior US officials". Some act for their state, none takes part himself.
};

struct Mention {
  Span span;  // The whole phrase: "her Ghanaian counterpart, Kofi Osei".
  std::uint32_t sentence = 0;
  std::uint32_t first_token = 0;  // [first_token, end_token) of the sentence.
  std::uint32_t end_token = 0;
  MentionKind kind = MentionKind::kName;
  Span name_span;                      // Of `name`, where it has one; else equal to `span`.
  std::string name;                    // Without title and office.
  std::string title;                   // "Mr", "Sheikh"; one that is part of the name is in `name`.
  std::string office;                  // As stated, without country: "foreign minister".
  bool office_of_several = false;      // Said once for several people: "Senators Berg and Osei".
  std::string description;             // kPerson: what the sentence says of them beside the name: "Oslo lawyer".
  std::optional<std::uint32_t> owner;  // Of `description`: the mention of the sentence that says whose ("her husband").
  std::vector<std::string> countries;  // Stated in the phrase, in its order.
  std::string organisation;            // Of the lists, whose office it is: "NATO".
  std::string possessive;              // kOfficeHolder: "his", "their" in front. kPronoun: empty.
  const ListEntry* entry = nullptr;    // kListed.
  bool counterpart = false;
  bool definite = false;
  bool plural = false;
  bool likely_person = false;  // kPerson: a title, an office or the model says so.
  std::uint32_t count = 0;     // kGroup: "two"; 0 if not said.
};

// A sentence with its words and mentions; `mentions` ascending by first_token, without overlap.
struct Parsed {
  std::vector<Word> words;
  std::vector<Mention> mentions;
  bool title_case = false;
};

// One for each sentence, in order. Looks at the whole document: the same words are the same kind of name everywhere in
// it, in a headline too. Borrows `document` and `model`.
[[nodiscard]] std::vector<Parsed> findMentions(const Document& document, const std::vector<Sentence>& sentences,
                                               const std::vector<SentenceAnalysis>& analyses,
                                               const LanguageModel& model);

}  // namespace parley
