#include "extract/internal/affiliations.h"

#include <algorithm>
#include <array>
#include <string>

#include "extract/internal/action_words.h"

namespace parley::internal {
namespace {

constexpr std::uint8_t kTitle = 85;   // An office before or behind a name.
constexpr std::uint8_t kState = 80;   // The state in the same phrase.
constexpr std::uint8_t kKnown = 65;   // The state that the document gives elsewhere.
constexpr std::uint8_t kPhrase = 70;  // Another phrase.

// "national security adviser": its last word, or one behind which "of" follows, is an office.
bool isOffice(std::string_view description) {
  const std::size_t of = std::min(description.find(" of "), description.size());
  const std::string_view core = description.substr(0, of);
  std::string last(core.substr(core.rfind(' ') == std::string_view::npos ? 0 : core.rfind(' ') + 1));
  for (char& c : last) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return Lists::builtIn().isOfficeHead(last);
}

// Offices whose holders act for the state that the document gives them; "chief", "lawyer" do so for somebody else.
bool isOfState(std::string_view office) {
  static constexpr std::array kWords = {"president", "minister", "secretary", "chancellor", "premier", "ambassador",
                                        "senator",   "king",     "queen",     "emperor",    "consul",  "envoy"};
  std::string lower(office);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return std::any_of(kWords.begin(), kWords.end(),
                     [&](std::string_view word) { return lower.find(word) != std::string::npos; });
}

}  // namespace

std::vector<FoundTriple> AffiliationFinder::run() {
  for (std::uint32_t m = 0; m < mentions_.size(); ++m) {
    person(m);
    officeHolder(m);
    placeInState(m);
    members(m);
  }
  for (std::uint32_t t = 0; t < size(); ++t) {
    if (lemma(t, "resign") || ((lemma(t, "step") || lemma(t, "stand")) && is(t + 1, "down")) || lemma(t, "quit"))
      resignation(t);
    if (words_[t].lower.ends_with("-based")) seat(t);
    if (!nominal(t)) continue;
    if (lemma(t, "member")) member(t);
    if (lemma(t, "capital")) capital(t);
    if (lemma(t, "successor")) successor(t);
  }
  return std::move(found_);
}

void AffiliationFinder::tell(std::uint32_t trigger, Actors subjects, Relation relation, Actors objects,
                             std::uint8_t confidence, Status status) {
  if (subjects.empty() || objects.empty()) return;
  FoundTriple found;
  found.trigger = trigger;
  found.relation = relation;
  found.status = status;
  found.subjects = std::move(subjects);
  found.objects = std::move(objects);
  found.cues = {trigger};
  found.confidence = confidence;
  found.made_by = "triple.affiliation@1";
  found_.push_back(std::move(found));
}

void AffiliationFinder::person(std::uint32_t m) {
  const Mention& about = mentions_[m];
  if (about.kind != MentionKind::kPerson || referents_[m].actors.size() != 1 || !isPerson(referents_[m].actors[0]))
    return;
  const LocalIndex who = referents_[m].actors[0];
  const std::string country = entities_[who].country;  // A copy: new entities move the others.
  const std::uint32_t trigger = about.first_token;
  bool former = false;
  std::string office = about.office;
  for (std::uint32_t t = about.first_token - (about.first_token > 0 ? 1 : 0); t < about.end_token && !former; ++t) {
    former = is(t, {"former", "ex", "erstwhile"}) || words_[t].lower.starts_with("ex-");
    if (!office.empty() && (former || is(t, "acting"))) office = (former ? "former " : "acting ") + about.office;
  }
  if (!office.empty() && actionWords(ActionPart::kDoer, office).empty()) {
    // The state as the phrase has it: the office of another state is another office.
    const std::string state = about.countries.size() == 1 ? about.countries[0] : country;
    tell(trigger, {who}, Relation::kHoldsOffice, {entities_.office(office, state, about.span, furniture_)}, kTitle);
  }
  // "his Peruvian counterpart Ada Berg": she holds what he holds. "Berg's press secretary, Ada Osei": an office of his.
  std::string other = about.counterpart ? entities_[who].role : about.description;
  if (const std::size_t owned = other.rfind("s "); !about.counterpart && about.owner && owned != std::string::npos)
    other = other.substr(owned + 2);
  // "president of Peru": the state is part of the office, not of its name.
  if (const std::size_t of = other.find(" of " + country); of != std::string::npos && !country.empty())
    other.resize(of);
  const bool named = !other.empty() && (about.counterpart || isOffice(other)) &&
                     actionWords(ActionPart::kDoer, other.substr(0, other.find(' '))).empty();
  if (about.office.empty() && named)
    tell(trigger, {who}, Relation::kHoldsOffice, {entities_.office(other, country, about.span, furniture_)}, kPhrase);
  if (!former && (!about.office.empty() || about.counterpart || named)) {
    if (about.countries.size() == 1) {
      tell(trigger, {who}, Relation::kRepresents, {entities_.state(about.countries[0], about.span, furniture_)},
           kState);
    } else if (!about.organisation.empty()) {
      tell(trigger, {who}, Relation::kRepresents, {entities_.organisation(about.organisation, about.span, furniture_)},
           kState);
    } else if (about.countries.empty() && !country.empty() && isOfState(about.office)) {
      tell(trigger, {who}, Relation::kRepresents, {entities_.state(country, about.span, furniture_)}, kKnown);
    }
    // "Berg's press secretary, Kofi Osei"
    if (named && about.owner && actors(*about.owner).size() == 1 && isPerson(actors(*about.owner)[0]))
      tell(trigger, {who}, Relation::kRepresents, actors(*about.owner), kPhrase);
  }
  employer(m, who);
}

// "Berg is the foreign minister of Peru", "was elected president"
void AffiliationFinder::officeHolder(std::uint32_t m) {
  const Mention& about = mentions_[m];
  if (about.kind != MentionKind::kOfficeHolder || about.office.empty() || about.plural || !about.possessive.empty())
    return;
  if (!actionWords(ActionPart::kDoer, about.office).empty()) return;  // "an opponent of NATO"
  const std::uint32_t t = top(about.first_token);
  std::uint32_t verb = verbal(about.first_token) ? about.first_token : parent(t);
  Actors who;
  if (child(t, "cop") != kNone) {
    who = actorsOf(subject(t));
    verb = t;
  } else if (verb != kNone && lemma(verb, {"become", "name", "appoint", "elect", "serve", "remain", "nominate"})) {
    const std::vector<std::uint32_t> named =
        passive(verb) || lemma(verb, {"become", "serve", "remain"}) ? std::vector<std::uint32_t>() : objects(verb);
    for (const std::uint32_t one : named) {
      if (one != t) add(who, actorsOf(list(one)));
    }
    if (named.empty()) who = actorsOf(subject(verb));
  }
  std::erase_if(who, [&](LocalIndex index) { return !isPerson(index); });
  if (who.size() != 1) return;
  bool none = false;
  const std::optional<Status> said = outlookOf(verb).status(none);
  const Status status = none ? Status::kDenied : said.value_or(Status::kHeld);
  const std::string state = about.countries.size() == 1 ? about.countries[0] : std::string();
  tell(t, who, Relation::kHoldsOffice, {entities_.office(about.office, state, about.span, furniture_)}, kState, status);
  if (!state.empty())
    tell(t, who, Relation::kRepresents, {entities_.state(state, about.span, furniture_)}, kState, status);
}

// "Nordbank chief Ada Berg", "Ada Berg of Nordbank", "Nordbank's Ada Berg", "Ada Berg, head of Nordbank".
void AffiliationFinder::employer(std::uint32_t m, LocalIndex who) {
  const Mention& about = mentions_[m];
  for (std::uint32_t t = about.first_token; t < about.end_token; ++t) {
    const bool in_name = words_[t].span.begin >= about.name_span.begin && words_[t].span.end <= about.name_span.end;
    if (in_name || words_[t].name != NameType::kOrganisation || !words_[t].name_begins) continue;
    std::uint32_t end = t + 1;
    while (end < about.end_token && words_[end].name == NameType::kOrganisation && !words_[end].name_begins) ++end;
    const Span span{words_[t].span.begin, words_[end - 1].span.end};
    const std::string name(textOf(reading_.document, span));
    // "Assistant Secretary for Fisheries": what she deals with.
    if (about.office.find(name) != std::string::npos || (t > 0 && is(t - 1, "for"))) continue;
    tell(t, {who}, Relation::kRepresents, {entities_.organisation(name, span, furniture_)}, kPhrase);
  }
  unlisted(m, who);
  std::uint32_t before = about.first_token;
  if (before > 0 && is(before - 1, {"'s", "'"})) --before;
  if (before > 0 && mention_at_[before - 1] != kNone) {
    const bool owned = before < about.first_token || !about.office.empty();
    if (owned && mentions_[mention_at_[before - 1]].end_token == before)
      tell(about.first_token, {who}, Relation::kRepresents, bodiesAt(before - 1), kPhrase);
  }
  for (const std::uint32_t c : children(about.first_token)) {
    if (words_[c].relation != "appos" && words_[c].relation != "nmod") continue;
    if (words_[c].relation == "nmod" && !marked(c, {"of", "from", "at", "with"})) continue;
    if (words_[c].relation == "nmod") {
      tell(about.first_token, {who}, Relation::kRepresents, bodiesAt(c), kPhrase);
      continue;
    }
    for (const std::uint32_t of : children(c)) {
      const bool employs = words_[of].relation == "nmod:poss" ||
                           (words_[of].relation == "nmod" && marked(of, {"of", "at", "for", "with"}));
      if (employs && Lists::builtIn().isPersonNoun(words_[c].lower))
        tell(c, {who}, Relation::kRepresents, bodiesAt(of), kPhrase);
    }
  }
}

// A capitalised name in front of an office that no list and no model knows: "Nordbank chief Ada Berg".
void AffiliationFinder::unlisted(std::uint32_t m, LocalIndex who) {
  const Mention& about = mentions_[m];
  if (about.office.empty() && !about.counterpart) return;
  std::uint32_t end = about.first_token;
  if (about.counterpart) {  // "his LSE counterpart"
    while (end < about.end_token && !is(end, {"counterpart", "counterparts"})) ++end;
  }
  std::uint32_t begin = end;
  const auto plain = [&](std::uint32_t t) {
    return words_[t].capital && words_[t].kind == TokenKind::kWord &&
           (mention_at_[t] == kNone || mention_at_[t] == m) &&
           (words_[t].upos == Upos::kPropn || words_[t].upos == Upos::kAdj || words_[t].upos == Upos::kNoun) &&
           Lists::builtIn().find(words_[t].text).empty() && !words_[t].grammar.has(Grammar::kWeekday);
  };
  while (begin > 0 && plain(begin - 1)) --begin;
  if (begin == end || top(words_[end - 1].head == kRoot ? end - 1 : words_[end - 1].head) != top(about.first_token))
    return;
  if (begin == 0 && end - begin == 1 && words_[begin].upos != Upos::kPropn && !words_[begin].name) {
    static constexpr std::size_t kShort = 4;  // "Then president Berg"
    if (words_[begin].text.size() <= kShort) return;
  }
  if (reading_.parsed[s_].title_case || Lists::builtIn().isTitle(words_[begin].text)) return;
  const Span span{words_[begin].span.begin, words_[end - 1].span.end};
  tell(about.first_token, {who}, Relation::kRepresents,
       {entities_.organisation(std::string(textOf(reading_.document, span)), span, furniture_)}, kKnown);
}

Actors AffiliationFinder::bodiesAt(std::uint32_t t) {
  Actors out;
  for (const std::uint32_t m : list(t)) {
    for (const LocalIndex index : referents_[m].actors) {
      if (entities_[index].kind == EntityKind::kOrganisation) add(out, {index});
    }
  }
  return out;
}

// "the Quad, which includes Peru and Kenya"
void AffiliationFinder::members(std::uint32_t m) {
  if (referents_[m].actors.size() != 1) return;
  const LocalIndex group = referents_[m].actors[0];
  const std::vector<std::string> states = entities_[group].members;
  if (states.empty()) return;
  for (std::uint32_t k = m + 1; k < mentions_.size(); ++k) {
    if (referents_[k].actors.size() != 1 || !isCountry(referents_[k].actors[0])) continue;
    const LocalIndex state = referents_[k].actors[0];
    if (std::find(states.begin(), states.end(), entities_[state].name) != states.end())
      tell(mentions_[k].first_token, {state}, Relation::kMemberOf, {group}, kPhrase);
  }
}

// "Peru, a member of the Pacific Alliance", "NATO member Norway"
void AffiliationFinder::member(std::uint32_t t) {
  Actors bodies;
  for (const std::uint32_t c : children(t)) {
    const bool of = words_[c].relation == "nmod" && marked(c, "of");
    if (of || words_[c].relation == "nmod:poss" || (c < t && related(c, "compound"))) add(bodies, bodiesAt(c));
  }
  Actors who = described(t);
  std::erase_if(who, [&](LocalIndex index) { return std::find(bodies.begin(), bodies.end(), index) != bodies.end(); });
  tell(t, std::move(who), Relation::kMemberOf, std::move(bodies), kPhrase);
}

// "Lima, the capital of Peru", "the Peruvian capital, Lima"
void AffiliationFinder::capital(std::uint32_t t) {
  Actors states, cities;
  const auto city = [&](std::uint32_t unit) {
    const std::uint32_t m = unit == kNone ? kNone : mention_at_[unit];
    if (m != kNone && referents_[m].place && entities_[*referents_[m].place].kind == EntityKind::kPlace)
      add(cities, {*referents_[m].place});
  };
  for (const std::uint32_t c : children(t)) {
    const bool owner = words_[c].relation == "nmod:poss" || (words_[c].relation == "nmod" && marked(c, "of"));
    if (owner && inMention(c)) {
      for (const LocalIndex index : actors(mention_at_[c])) {
        if (isCountry(index)) add(states, {index});
      }
    }
    if (words_[c].relation == "amod" && words_[c].capital) {
      for (const ListEntry* entry : Lists::builtIn().find(words_[c].text)) {
        if (entry->as == ListedAs::kDemonym) add(states, {entities_.state(entry->country, words_[c].span, furniture_)});
      }
    }
    if (related(c, "appos") || related(c, "flat")) city(c);
    if (related(c, "nsubj") && child(t, "cop") != kNone) city(c);
  }
  if (related(t, "appos") || words_[t].relation == "nmod:desc" || related(t, "compound")) city(parent(t));
  if (states.size() == 1) tell(t, std::move(cities), Relation::kCapitalOf, std::move(states), kPhrase);
}

// "Lima-based Nordbank"
void AffiliationFinder::seat(std::uint32_t t) {
  const std::string_view text = words_[t].text.substr(0, words_[t].text.size() - std::string_view("-based").size());
  const auto entries = Lists::builtIn().find(text);
  if (entries.empty() || entries.front()->city.empty() || parent(t) == kNone) return;
  const ListEntry& entry = *entries.front();
  tell(t, bodiesAt(parent(t)), Relation::kLocatedIn,
       {entities_.place(entry.city, entry.country, words_[t].span, furniture_)}, kPhrase);
}

// "Lima, Peru"
void AffiliationFinder::placeInState(std::uint32_t m) {
  if (m + 1 >= mentions_.size() || mentions_[m].kind != MentionKind::kListed || !referents_[m].place) return;
  const Mention& next = mentions_[m + 1];
  const std::uint32_t comma = mentions_[m].end_token;
  if (!is(comma, ",") || next.first_token != comma + 1 || next.kind != MentionKind::kListed) return;
  if (next.entry->as != ListedAs::kCountry || entities_[*referents_[m].place].kind != EntityKind::kPlace) return;
  if (mentions_[m].entry->country != next.entry->country || actors(m + 1).size() != 1) return;
  tell(mentions_[m].first_token, {*referents_[m].place}, Relation::kLocatedIn, actors(m + 1), kState);
}

// "Osei's successor, Ada Berg"
void AffiliationFinder::successor(std::uint32_t t) {
  const std::uint32_t owner = child(t, "nmod:poss");
  if (owner == kNone) return;
  Actors before = actorsOf(list(owner));
  Actors after = described(t);
  std::erase_if(after, [&](LocalIndex index) { return !isPerson(index); });
  if (before.size() == 1 && isPerson(before[0]))
    tell(t, std::move(after), Relation::kSucceeded, std::move(before), kPhrase);
}

// "resigned as foreign minister", "stepped down from Nordbank"
void AffiliationFinder::resignation(std::uint32_t t) {
  if (!verbal(t) || related(t, "xcomp")) return;  // "urged her to resign"
  Actors who = actorsOf(subject(t));
  std::erase_if(who, [&](LocalIndex index) { return !isPerson(index); });
  if (who.size() != 1) return;
  Actors from;
  for (const std::uint32_t c : children(t)) {
    if (!related(c, "obl") && !related(c, "obj")) continue;
    if (marked(c, "as") && inMention(c) && !mentions_[mention_at_[c]].office.empty()) {
      const Mention& about = mentions_[mention_at_[c]];
      const std::string state = about.countries.size() == 1 ? about.countries[0] : entities_[who[0]].country;
      add(from, {entities_.office(about.office, state, about.span, furniture_)});
    }
    if (marked(c, "from") || related(c, "obj")) add(from, bodiesAt(c));
  }
  if (from.empty() && !lemma(t, "quit") && !entities_[who[0]].role.empty())
    from = {entities_.office(entities_[who[0]].role, entities_[who[0]].country, words_[t].span, furniture_)};
  bool none = false;
  const std::optional<Status> status = outlookOf(t).status(none);
  tell(t, std::move(who), Relation::kResignedFrom, std::move(from), kPhrase,
       none ? Status::kDenied : status.value_or(Status::kHeld));
}

}  // namespace parley::internal
