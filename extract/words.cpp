#include "extract/words.h"

#include <unicode/uchar.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <optional>
#include <unordered_map>
#include <utility>

#include "extract/internal/tsv.h"
#include "parley_extract_data.h"

namespace parley {

using internal::forEachLine;
using internal::splitList;

namespace {

constexpr std::array<std::string_view, 15> kGrammarWords = {
    "determiner", "possessive", "subject", "object", "number", "preposition", "conjunction", "adverb",
    "adjective",  "month",      "weekday", "crowd",  "state",  "everyone",    "countries"};
constexpr std::array<std::string_view, 47> kCueWords = {
    "meet",     "talk",     "dine",    "phone",     "host",         "light",        "visit",     "travel",
    "arrive",   "planning", "plan",    "accept",    "propose",      "propose_weak", "invite",    "cancel",
    "postpone", "refuse",   "deny",    "uncertain", "fail",         "happen",       "handshake", "appear",
    "report",   "broker",   "meeting", "talks",     "conversation", "summit",       "call",      "plural",
    "trip",     "will",     "would",   "may",       "not",          "be",           "now",       "then",
    "have",     "to",       "clause",  "if",        "rumour",       "sport",        "sign"};

template <typename Member, std::size_t count>
bool readFlags(std::string_view names, const std::array<std::string_view, count>& words, Flags<Member>& flags) {
  for (const std::string_view name : splitList(names, ' ')) {
    const auto found = std::find(words.begin(), words.end(), name);
    if (found == words.end()) return false;
    flags.set(static_cast<Member>(found - words.begin()));
  }
  return flags.any();
}

bool vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

// Regular forms of the first word of `base`; a particle ("call off") stays behind it.
std::string inflect(const std::string& base, std::string_view ending) {
  const std::size_t space = std::min(base.find(' '), base.size());
  std::string word = base.substr(0, space);
  const std::string rest = base.substr(space);
  const bool y = word.size() > 1 && word.back() == 'y' && !vowel(word[word.size() - 2]);
  if (ending == "s") {
    const bool hiss = word.back() == 's' || word.back() == 'x' || word.back() == 'z' ||
                      word.compare(word.size() - 2, 2, "ch") == 0 || word.compare(word.size() - 2, 2, "sh") == 0;
    if (y) word.pop_back();
    word += y ? "ies" : hiss || word == "go" || word == "do" ? "es" : "s";
  } else if (ending == "ed") {
    if (y) word.pop_back();
    word += y ? "ied" : word.back() == 'e' ? "d" : "ed";
  } else {
    if (word.back() == 'e' && word != "be" && word.compare(word.size() - 2, 2, "ee") != 0) word.pop_back();
    word += "ing";
  }
  return word + rest;
}

// Verbs that double their last consonant in the past do so in the gerund.
std::string gerundOf(const std::string& base, const std::string& past) {
  const std::string verb = base.substr(0, base.find(' '));
  const std::string past_verb = past.substr(0, past.find(' '));
  const bool doubled = past_verb.size() == verb.size() + 3 && past_verb[verb.size()] == verb.back();
  const bool stressed = verb == "set" || verb == "put" || verb == "sit" || verb == "begin";
  if (doubled || stressed) return verb + verb.back() + "ing" + base.substr(verb.size());
  return inflect(base, "ing");
}

// All forms of a verb; `past` and `participle` are empty where they are regular.
std::vector<std::pair<VerbForm, std::string>> formsOf(const std::string& base, std::string_view past,
                                                      std::string_view participle) {
  const std::string then = past.empty() ? inflect(base, "ed") : std::string(past);
  const std::string done = participle.empty() ? then : std::string(participle);
  std::vector<std::pair<VerbForm, std::string>> forms = {
      {VerbForm::kBase, base},
      {VerbForm::kPresent, inflect(base, "s")},
      {VerbForm::kGerund, gerundOf(base, then)},
      {then == done ? VerbForm::kPastOrParticiple : VerbForm::kPast, then}};
  if (then != done) forms.emplace_back(VerbForm::kParticiple, done);
  return forms;
}

struct Lexicon {
  std::unordered_map<std::string, Flags<Grammar>> grammar;
  std::unordered_map<std::string, LexiconMatch> verbs, nouns, words;
  std::uint32_t longest = 1;

  static const Lexicon& builtIn() {
    static const Lexicon lexicon;
    return lexicon;
  }

  Lexicon() {
    forEachLine("grammar_words.tsv", lists::grammar_words_tsv, 2, [&](const auto& line) {
      Flags<Grammar> flags;
      if (!readFlags(line[0], kGrammarWords, flags)) return false;
      for (const std::string_view word : splitList(line[1], ' ')) grammar[std::string(word)].add(flags);
      return true;
    });
    forEachLine("meeting_words.tsv", lists::meeting_words_tsv, 3, [&](const auto& line) {
      Flags<Cue> cues;
      if (!readFlags(line[2], kCueWords, cues)) return false;
      const std::string base(line[1]);
      if (line[0] == "noun") return add(nouns, base, cues, VerbForm::kNone), true;
      if (line[0] == "word") return add(words, base, cues, VerbForm::kNone), true;
      if (line[0] != "verb" || line.size() < 5) return false;
      for (const auto& [form, words_of] : formsOf(base, line[3], line[4])) add(verbs, words_of, cues, form);
      return true;
    });
  }

  void add(std::unordered_map<std::string, LexiconMatch>& map, const std::string& words_of, const Flags<Cue>& cues,
           VerbForm form) {
    const auto length = static_cast<std::uint32_t>(1 + std::count(words_of.begin(), words_of.end(), ' '));
    longest = std::max(longest, length);
    LexiconMatch& match = map[words_of];
    // "set", "put": base and past are one form; the past is what decides nothing, so the wider reading is kept.
    match.form = match.length == 0 || match.form == form ? form : VerbForm::kPastOrParticiple;
    match.cues.add(cues);
    match.length = length;
  }
};

std::string lowered(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 3, "\u2019") == 0) {
      out += '\'';
      i += 2;
    } else {
      out += text[i] >= 'A' && text[i] <= 'Z' ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
    }
  }
  return out;
}

void lookAtLetters(Word& word) {
  std::int32_t at = 0;
  int letters = 0;
  bool small = false;
  const auto size = static_cast<std::int32_t>(word.text.size());
  while (at < size) {
    UChar32 c = 0;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(word.text.data()), at, size, c);
    if (c < 0 || !u_isalpha(c)) continue;
    if (letters == 0) word.capital = u_isupper(c) || u_istitle(c);
    small = small || u_islower(c);
    ++letters;
  }
  word.all_capitals = letters > 1 && !small;
}

// Of each token, the word that it lies in.
std::vector<std::uint32_t> wordsOfTokens(const Sentence& sentence) {
  std::vector<std::uint32_t> word_of(sentence.tokens.size(), 0);
  for (std::uint32_t w = 0; w < sentence.words.size(); ++w) {
    for (std::uint32_t t = sentence.words[w].first_token; t < sentence.words[w].end_token; ++t) word_of[t] = w;
  }
  return word_of;
}

// The token of the word on which the others of it hang; its last one if several hang on other words.
const TokenAnalysis& headPart(const WholeWord& word, const SentenceAnalysis& analysis) {
  const TokenAnalysis* head = nullptr;
  for (std::uint32_t t = word.first_token; t < word.end_token; ++t) {
    const TokenAnalysis& token = analysis.tokens[t];
    const bool inside = token.head >= word.first_token && token.head < word.end_token;
    if (!inside && (head == nullptr || token.upos != Upos::kPunct)) head = &token;
  }
  return *head;
}

// "U.Khurelsukh": an initial and a surname, as Mongolian and other names are written.
bool gluesInitial(std::string_view word) {
  static constexpr std::size_t kShortest = 5;  // Bytes; "U.Ng" could be anything.
  const auto upper = [](char c) { return c >= 'A' && c <= 'Z'; };
  const auto lower = [](char c) { return c >= 'a' && c <= 'z'; };
  return word.size() >= kShortest && upper(word[0]) && word[1] == '.' && upper(word[2]) &&
         std::all_of(word.begin() + 3, word.end(), lower);
}

// Names of tokens become names of whole words. "Berg-Osei" holds two: the word takes the type of the first. "Berg-led"
// holds more than a name: it is part of none, unless a person's name goes on in it ("Kang In-sun").
void nameWords(const Sentence& sentence, const SentenceAnalysis& analysis, std::vector<Word>& words) {
  std::vector<const Name*> name_of(sentence.tokens.size(), nullptr);
  for (const Name& name : analysis.names) {
    for (std::uint32_t t = name.first; t < name.end; ++t) name_of[t] = &name;
  }
  const Name* before = nullptr;
  for (std::uint32_t w = 0; w < words.size(); ++w) {
    const WholeWord& word = sentence.words[w];
    const Name* name = name_of[word.first_token];
    const bool goes_on = name != nullptr && name == before && name->type == NameType::kPerson;
    bool more = name == nullptr;
    for (std::uint32_t t = word.first_token; t < word.end_token; ++t) {
      more = more || (name_of[t] == nullptr && !goes_on && sentence.tokens[t].kind != TokenKind::kPunctuation);
    }
    if (!more) {
      words[w].name = name->type;
      words[w].name_begins = name != before;
      words[w].name_pair = !goes_on && name_of[word.end_token - 1] != name;
    }
    if (gluesInitial(words[w].text) && words[w].name != NameType::kOrganisation) {
      words[w].name_begins = words[w].name != NameType::kPerson || words[w].name_begins;
      words[w].name = NameType::kPerson;
      words[w].upos = Upos::kPropn;
    }
    // What follows a pair begins a name of its own.
    before = more || name_of[word.end_token - 1] != name ? nullptr : name;
  }
}

bool opensQuotation(std::string_view text) {
  return text == "\"" || text == "\u201c" || text == "\u2018" || text == "'" || text == "\u00ab" || text == "(" ||
         text == "``" || text == ":" || text == "\u2014" || text == "[";
}

// "met with visiting President Berg": the tree often takes the adjective for a verb.
void straightenVisiting(std::vector<Word>& words) {
  for (std::uint32_t i = 0; i + 1 < words.size(); ++i) {
    if (words[i].lower != "visiting" || !words[i + 1].capital) continue;
    std::uint32_t whom = kRoot, before = kRoot;
    bool verb = false;
    for (std::uint32_t c = 0; c < words.size(); ++c) {
      if (words[c].head != i) continue;
      verb = verb || words[c].relation.starts_with("nsubj") || words[c].relation.starts_with("aux");
      if (c > i && words[c].relation == "obj") whom = c;
      if (c + 1 == i && (words[c].relation == "mark" || words[c].relation == "case")) before = c;
    }
    const Flags<Cue> in_front = i > 0 ? words[i - 1].verb.cues : Flags<Cue>();
    const bool meets = in_front.has(Cue::kMeet) || in_front.has(Cue::kHost) || in_front.has(Cue::kTalk);
    const bool with = before != kRoot && (words[before].lower == "with" || words[before].lower == "between");
    if (verb || whom == kRoot || words[i].head == kRoot || !(meets || with)) continue;
    const std::uint32_t head = words[i].head;
    words[whom].head = head;
    words[whom].relation = with ? "obl" : "obj";
    for (std::uint32_t c = 0; c < words.size(); ++c) {
      if (words[c].head == i) words[c].head = c == before ? whom : head;
    }
    if (before != kRoot) words[before].relation = "case";
    words[i].head = whom;
    words[i].relation = "amod";
    words[i].upos = Upos::kAdj;
    words[i].verb = {};
  }
}

}  // namespace

std::vector<Word> lookUpWords(const Document& document, const Sentence& sentence, const SentenceAnalysis& analysis,
                              const LanguageModel& model) {
  const Lexicon& lexicon = Lexicon::builtIn();
  const std::vector<std::uint32_t> word_of = wordsOfTokens(sentence);
  std::vector<Word> words;
  words.reserve(sentence.words.size());
  bool first = true;
  for (const WholeWord& token : sentence.words) {
    Word word;
    const TokenAnalysis& head = headPart(token, analysis);
    word.upos = head.upos;
    word.lemma = head.lemma;
    word.relation = model.relations()[head.relation];
    const std::string& features = model.featureSets()[head.features];
    word.past = features.find("Tense=Past") != std::string::npos && features.find("VerbForm=Fin") != std::string::npos;
    if (head.head != kRoot) word.head = word_of[head.head];
    word.text = textOf(document, token.span);
    word.lower = lowered(word.text);
    word.span = token.span;
    word.kind = token.kind;
    word.first = first;
    first = (first && token.kind == TokenKind::kPunctuation) || opensQuotation(word.text);
    lookAtLetters(word);
    if (const auto found = lexicon.grammar.find(word.lower); found != lexicon.grammar.end())
      word.grammar = found->second;
    words.push_back(std::move(word));
  }
  nameWords(sentence, analysis, words);
  std::string phrase;
  for (std::size_t i = 0; i < words.size(); ++i) {
    phrase.clear();
    for (std::size_t j = i; j < words.size() && j < i + lexicon.longest; ++j) {
      if (words[j].kind == TokenKind::kPunctuation) break;
      if (!phrase.empty()) phrase += ' ';
      phrase += words[j].lower;
      const auto take = [&](const auto& map, LexiconMatch& match) {
        if (const auto found = map.find(phrase); found != map.end()) match = found->second;
      };
      take(lexicon.verbs, words[i].verb);
      take(lexicon.nouns, words[i].noun);
      take(lexicon.words, words[i].word);
    }
  }
  straightenVisiting(words);
  return words;
}

bool isTitleCase(const std::vector<Word>& words) {
  int small = 0;
  int capital = 0;
  for (const Word& word : words) {
    if (word.kind != TokenKind::kWord || word.text.size() < 4 || word.grammar.has(Grammar::kPreposition) || word.first)
      continue;
    const bool verb = word.upos == Upos::kVerb;
    if (!verb && (word.name || word.upos == Upos::kPropn)) continue;  // Has its capital anyway.
    (word.capital ? capital : small) += word.capital && verb ? 2 : 1;
  }
  return capital >= 2 && capital >= 3 * small;
}

}  // namespace parley
