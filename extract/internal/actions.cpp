#include "extract/internal/actions.h"

#include <algorithm>
#include <array>

namespace parley::internal {
namespace {

constexpr std::uint8_t kPlain = 75;     // Verb with its own subject and object.
constexpr std::uint8_t kIndirect = 65;  // By a noun, or by what the other owns.

// Unnamed people and things whose deeds are those of their state: more than those who meet for it (clauses.cpp).
bool isArmOfState(std::string_view crowd) {
  static constexpr std::array kWords = {
      "officials",  "authorities", "government", "military",       "army",      "troops",    "forces",
      "soldiers",   "navy",        "police",     "warplanes",      "jets",      "diplomats", "envoys",
      "ministers",  "leaders",     "lawmakers",  "prosecutors",    "missiles",  "drones",    "warships",
      "parliament", "regime",      "leadership", "administration", "delegation"};
  return std::find(kWords.begin(), kWords.end(), crowd) != kWords.end();
}

}  // namespace

std::vector<FoundTriple> ActionFinder::run() {
  std::vector<FoundTriple> out;
  for (std::uint32_t t = 0; t < size(); ++t) {
    if (nominal(t)) doer(t, out);
    if (inMention(t)) continue;
    if (verbal(t))
      verb(t, out);
    else if (nominal(t))
      noun(t, out);
    else if (words_[t].upos == Upos::kAdj)
      adjective(t, out);
  }
  return out;
}

// ---- Words ----

std::vector<const ActionWord*> ActionFinder::entriesAt(std::uint32_t t) const {
  const bool noun = nominal(t);
  const ActionPart part = noun                           ? ActionPart::kNoun
                          : words_[t].upos == Upos::kAdj ? ActionPart::kAdjective
                                                         : ActionPart::kVerb;
  // Words between a verb and its particle or object: "paid her warm tribute".
  static constexpr std::uint32_t kBetween = 3;
  const auto beside = [&](const ActionWord& word) {
    if (noun) {
      const auto count = static_cast<std::uint32_t>(word.others.size());
      if (count > t) return false;
      for (std::uint32_t i = 0; i < count; ++i) {
        if (!is(t - count + i, word.others[i]) && !lemma(t - count + i, word.others[i])) return false;
      }
      return true;
    }
    std::uint32_t at = t + 1;
    for (const std::string_view other : word.others) {
      const std::uint32_t last = std::min(size(), at + kBetween);
      while (at < last && !is(at, other) && !lemma(at, other)) ++at;
      if (at == last) return false;
      ++at;
    }
    return true;
  };
  std::vector<const ActionWord*> out;
  const std::vector<ActionWord>& of_lemma = actionWords(part, words_[t].lemma);
  // "weapons", "talks": some nouns are listed in the plural.
  for (const ActionWord& word : of_lemma.empty() ? actionWords(part, words_[t].lower) : of_lemma) {
    if (!out.empty() && word.others.size() < out.front()->others.size()) break;
    if (beside(word)) out.push_back(&word);
  }
  return out;
}

const ActionWord* ActionFinder::actionNounAt(std::uint32_t t) const {
  if (!nominal(t) || inMention(t)) return nullptr;
  for (const ActionWord* word : entriesAt(t)) {
    if (word->means == ActionWord::Means::kAction) return word;
  }
  return nullptr;
}

std::uint32_t ActionFinder::lightVerbOf(std::uint32_t t) const {
  // "a spate of sanctions", "a round of talks"
  std::uint32_t noun = t;
  if (related(t, "nmod") && marked(t, "of") && parent(t) != kNone && actionNounAt(parent(t)) == nullptr &&
      !inMention(parent(t)))
    noun = parent(t);
  if (related(noun, "conj") && parent(noun) != kNone && nominal(parent(noun))) noun = parent(noun);
  const std::uint32_t verb = parent(noun);
  if (verb == kNone || !verbal(verb)) return kNone;
  const bool object = related(noun, "obj") || (related(noun, "nsubj") && passive(verb));
  const bool relative = words_[verb].relation == "acl:relcl";
  if (!object && !(related(noun, "obl") && marked(noun, "in")) && !relative) return kNone;
  for (const ActionWord* word : entriesAt(verb)) {
    if (word->means == ActionWord::Means::kAction) continue;
    if (word->object ? object : related(noun, "obl")) return verb;
  }
  return kNone;
}

// ---- Who ----

Actors ActionFinder::partiesOf(const List& list) const {
  Actors out;
  for (const std::uint32_t m : list) {
    const Mention& about = mentions_[m];
    // "a Russian lawyer" is not Russia.
    const bool anybody = about.kind == MentionKind::kOfficeHolder && !about.definite && about.possessive.empty() &&
                         !isArmOfState(words_[about.end_token - 1].lower + "s") &&
                         !isArmOfState(words_[top(about.first_token)].lower + "s");
    if (anybody) continue;
    const bool acting = about.kind == MentionKind::kCrowd && (isArmOfState(words_[about.end_token - 1].lower) ||
                                                              isArmOfState(words_[about.first_token].lower));
    add(out, acting ? referents_[m].actors : actors(m));
  }
  return out;
}

Actors ActionFinder::partiesAt(std::uint32_t t) {
  Actors out = partiesOf(list(t));
  if (out.empty() && mention_at_[top(t)] == kNone && nominal(t) && isArmOfState(words_[t].lower))
    return ownersOf(t, true);
  return out;
}

Actors ActionFinder::ownersOf(std::uint32_t t, bool of) {
  Actors out;
  for (const std::uint32_t c : children(t)) {
    const std::string_view relation = words_[c].relation;
    const std::uint32_t m = mention_at_[c];
    if (relation == "nmod:poss") {
      add(out, partiesAt(c));
    } else if (c < t && m != kNone && (relation == "compound" || relation == "amod" || relation.starts_with("nmod"))) {
      if (mentions_[m].kind == MentionKind::kListed || mentions_[m].kind == MentionKind::kOrganisation) {
        add(out, partiesOf({m}));
      } else if (mentions_[m].kind == MentionKind::kPerson && isArmOfState(words_[t].lower)) {
        // "the Berg administration": the state that he leads, where the document says which.
        for (const LocalIndex who : actors(m)) {
          const std::string state = entities_[who].country;
          if (!state.empty()) add(out, {entities_.state(state, words_[c].span, reading_.sentences[s_].furniture)});
        }
      }
    } else if (c < t && m == kNone && words_[c].capital && (relation == "amod" || relation == "compound")) {
      for (const ListEntry* entry : Lists::builtIn().find(words_[c].text)) {
        if (entry->as != ListedAs::kDemonym) continue;
        add(out, {entities_.state(entry->country, words_[c].span, reading_.sentences[s_].furniture)});
        break;
      }
    } else if (relation.starts_with("nmod") && (marked(c, {"by", "from"}) || (of && marked(c, "of")))) {
      add(out, partiesAt(c));
    } else if (relation == "acl" && passive(c)) {
      add(out, doers(c));
    }
  }
  return out;
}

std::uint32_t ActionFinder::chargedBy(std::uint32_t t) const {
  const std::uint32_t above = parent(t);
  const bool of = related(t, "advcl") && marked(t, {"of", "for", "from"}) && words_[t].lower.ends_with("ing");
  return of && above != kNone && verbal(above) && above < t ? above : kNone;
}

Actors ActionFinder::doers(std::uint32_t verb) {
  if (const std::uint32_t above = chargedBy(verb); above != kNone) {
    Actors out;
    if (passive(above)) return partiesOf(subject(above));
    for (const std::uint32_t object : objects(above)) add(out, partiesAt(object));
    if (!out.empty()) return out;
  }
  if (!passive(verb)) {
    Actors out = partiesOf(subject(verb));
    if (out.empty()) {
      if (const std::uint32_t own = child(verb, "nsubj"); own != kNone) out = partiesAt(own);
    }
    return out;
  }
  Actors out;
  for (const std::uint32_t c : children(verb)) {
    if (related(c, "obl") && marked(c, "by")) add(out, partiesAt(c));
  }
  return out;
}

Actors ActionFinder::phrasesWith(std::uint32_t t, const std::vector<std::string_view>& prepositions, bool deed) {
  Actors out;
  for (const std::uint32_t c : children(t)) {
    if (!related(c, "obl") && !related(c, "nmod")) continue;
    if (!marksAny(c, prepositions)) continue;
    Actors parties = partiesAt(c);
    if (parties.empty() && deed && mention_at_[top(c)] == kNone) parties = ownersOf(c, false);
    add(out, parties);
  }
  return out;
}

bool ActionFinder::marksAny(std::uint32_t t, const std::vector<std::string_view>& prepositions) const {
  return std::any_of(prepositions.begin(), prepositions.end(),
                     [&](std::string_view preposition) { return marked(t, preposition); });
}

Actors ActionFinder::targetsOf(std::uint32_t t, const ActionWord& word) {
  Actors out;
  std::vector<std::uint32_t> things = objects(t);
  if (passive(t)) {
    things.clear();
    if (const std::uint32_t own = child(t, "nsubj"); own != kNone) things.push_back(own);
    if (things.empty() && words_[t].relation.starts_with("acl") && parent(t) != kNone) things.push_back(parent(t));
  }
  if (word.object || (word.told && child(t, "xcomp") != kNone)) {
    for (const std::uint32_t thing : things) add(out, partiesAt(thing));
  }
  if (out.empty() && word.deed) {
    for (const std::uint32_t thing : things) {
      if (mention_at_[top(thing)] != kNone) continue;
      const ActionWord* noun = actionNounAt(thing);  // "the invasion of Mali by Chad": not Mali's
      const bool of = noun == nullptr || !noun->takes("of");
      add(out, ownersOf(thing, of));
    }
  }
  if (word.clause && out.empty()) {
    if (const std::uint32_t clause = child(t, "ccomp"); clause != kNone) {
      if (const std::uint32_t own = child(clause, "nsubj"); own != kNone) out = partiesAt(own);
    }
  }
  if (out.empty()) out = phrasesWith(t, word.prepositions, word.deed);
  if (out.empty() && verbal(t)) {  // "withdrew its troops from Peru", where the tree hangs the phrase on the troops
    for (const std::uint32_t thing : things) {
      if (mention_at_[top(thing)] == kNone) add(out, phrasesWith(thing, word.prepositions));
    }
  }
  return out;
}

Actors ActionFinder::placesAt(std::uint32_t t) const {
  Actors out;
  for (const std::uint32_t m : list(t)) {
    if (referents_[m].place) add(out, {*referents_[m].place});
  }
  return out;
}

// ---- How it stands ----

std::optional<Status> ActionFinder::governed(std::uint32_t governor) const {
  if (governor == kNone || inMention(governor)) return std::nullopt;
  for (const ActionWord* word : entriesAt(governor)) {
    if (word->means == ActionWord::Means::kEnds) return Status::kCancelled;
    if (word->means == ActionWord::Means::kBegins) continue;
    if (word->relation == Relation::kAgree || word->relation == Relation::kThreaten) return Status::kPlanned;
    if (word->relation == Relation::kRequest) return Status::kProposed;
    if (word->relation == Relation::kReject) return Status::kRefused;
  }
  return std::nullopt;
}

ActionFinder::Standing ActionFinder::standingOfVerb(std::uint32_t t) const {
  Standing out;
  const Outlook outlook = outlookOf(t);
  out.cues = outlook.cues;
  bool none = false;
  std::optional<Status> status = outlook.status(none);
  if (none) status = Status::kDenied;
  const std::uint32_t above = parent(t);
  if (const std::uint32_t charge = chargedBy(t); !status && charge != kNone) {
    for (const ActionWord* word : entriesAt(charge)) {
      if (word->relation == Relation::kAccuse) status = Status::kUncertain;
    }
  }
  const bool complement = related(t, "xcomp") || (words_[t].relation == "acl" && marked(t, "to"));
  if (!status && complement) status = governed(above);
  if (!status) {
    const VerbForm form = words_[t].verb.form;
    const bool base = form == VerbForm::kBase || (form == VerbForm::kNone && outlook.to);
    if (base && outlook.to) {
      const bool aim = related(t, "xcomp") || related(t, "advcl") || related(t, "conj");
      const bool done = aim && above != kNone && (outlook.past || outlook.have) && !lemma(above, "be");
      status = done && related(t, "xcomp") ? Status::kHeld : Status::kPlanned;
    } else if (marked(t, "whether") || marked(t, "if")) {
      status = Status::kUncertain;
    }
  }
  out.status = status.value_or(Status::kHeld);
  return out;
}

ActionFinder::Standing ActionFinder::standingOfNoun(std::uint32_t t, std::uint32_t light) const {
  Standing out;
  Outlook outlook;
  takeModifiers(t, outlook);
  std::optional<Status> by_governor;
  if (light != kNone) {
    takeGoverning(light, 0, outlook);
    by_governor = governed(light);
  } else if (const std::uint32_t above = parent(t); above != kNone && !inMention(above)) {
    if (nominal(above) || (verbal(above) && related(t, "obj"))) by_governor = governed(above);
    if (verbal(above) && (related(t, "obj") || related(t, "nsubj")) && !by_governor) takeGoverning(above, 0, outlook);
  }
  out.cues = outlook.cues;
  bool none = false;
  std::optional<Status> status = outlook.status(none);
  // "The attack failed", "the attack did not surprise her": it happened.
  const bool subject = light == kNone && related(t, "nsubj");
  if (none && !subject) status = Status::kDenied;
  if (!status && !by_governor && light != kNone) by_governor = standingOfVerb(light).status;
  if (light != kNone && lemma(light, "end") && by_governor == Status::kCancelled) {
    // "ended a visit"
    const ActionWord* word = actionNounAt(t);
    if (word != nullptr && word->relation == Relation::kConsult) by_governor = Status::kHeld;
  }
  out.status = status ? *status : by_governor.value_or(Status::kHeld);
  return out;
}

bool ActionFinder::threatens(std::uint32_t t) const {
  if (t == kNone || inMention(t)) return false;
  const std::vector<const ActionWord*> words = entriesAt(t);
  return std::any_of(words.begin(), words.end(), [](const ActionWord* word) {
    return word->means == ActionWord::Means::kAction && word->relation == Relation::kThreaten;
  });
}

// ---- The kinds of words ----

void ActionFinder::emit(std::uint32_t t, Relation relation, const Standing& standing, Actors actors, Actors targets,
                        std::uint8_t confidence, const char* made_by, std::vector<FoundTriple>& out) const {
  if (actors.empty() || targets.empty()) return;
  FoundTriple action;
  action.trigger = t;
  action.relation = relation;
  action.status = standing.status;
  action.subjects = std::move(actors);
  action.objects = std::move(targets);
  action.cues = standing.cues;
  action.cues.push_back(t);
  for (const std::uint32_t c : children(t)) {
    if (time_at_[c] != kNone && !action.time) action.time = time_at_[c];
  }
  action.confidence = confidence;
  action.made_by = made_by;
  out.push_back(std::move(action));
}

void ActionFinder::verb(std::uint32_t t, std::vector<FoundTriple>& out) {
  statement(t, out);
  const std::vector<const ActionWord*> words = entriesAt(t);
  std::vector<Relation> said;
  for (const ActionWord* word : words) {
    if (word->means != ActionWord::Means::kAction || word->relation == Relation::kConsult) continue;
    if (std::find(said.begin(), said.end(), word->relation) != said.end()) continue;
    Actors targets;
    if (word->relation == Relation::kTraveledTo) {
      for (const std::uint32_t c : children(t)) {
        const bool there = word->object ? related(c, "obj") : related(c, "obl") && marksAny(c, word->prepositions);
        if (there) add(targets, placesAt(c));
      }
    } else {
      targets = targetsOf(t, *word);
    }
    Actors actors = doers(t);
    // "Peru and Chad signed an accord": with each other.
    if (targets.empty() && word->takes("with") && actors.size() > 1 && !passive(t)) {
      targets.assign(actors.begin() + 1, actors.end());
      actors.resize(1);
    }
    // "is opposed to Peru"
    if (actors.empty() && passive(t) && !word->object) actors = partiesOf(subject(t));
    if (targets.empty() || actors.empty()) continue;
    said.push_back(word->relation);
    Standing standing = standingOfVerb(t);
    Relation relation = word->relation;
    // "threatened to attack Peru"
    if (const std::uint32_t above = parent(t);
        standing.status == Status::kPlanned && related(t, "xcomp") && threatens(above)) {
      relation = Relation::kThreaten;
      standing = standingOfVerb(above);
    }
    emit(t, relation, standing, std::move(actors), std::move(targets), kPlain, "triple.verb@2", out);
  }
}

void ActionFinder::noun(std::uint32_t t, std::vector<FoundTriple>& out) {
  const ActionWord* word = nullptr;
  for (const ActionWord* one : entriesAt(t)) {
    const bool action = one->means == ActionWord::Means::kAction && one->relation != Relation::kConsult;
    if (action && word == nullptr) word = one;
  }
  if (word == nullptr) return;
  const std::uint32_t light = lightVerbOf(t);
  // "signed an accord with Peru": the verb has said it.
  if (std::any_of(out.begin(), out.end(), [&](const FoundTriple& action) { return action.trigger == light; })) return;
  Actors targets;
  if (word->relation == Relation::kTraveledTo) {
    for (const std::uint32_t c : children(t)) {
      if (related(c, "nmod") && marked(c, "to")) add(targets, placesAt(c));
    }
  } else {
    targets = phrasesWith(t, word->prepositions, word->deed);
    if (targets.empty() && light != kNone) {
      if (parent(t) != light && parent(t) != kNone) targets = phrasesWith(parent(t), word->prepositions);
      if (targets.empty()) targets = phrasesWith(light, word->prepositions, word->deed);
      for (const std::uint32_t c : children(light)) {
        if (targets.empty() && related(c, "iobj")) targets = partiesAt(c);
      }
    }
  }
  const bool of = !word->takes("of");
  Actors actors;
  if (phrasesWith(t, {"between"}).size() > 1) {
    actors = phrasesWith(t, {"between"});
    targets = {actors.back()};
    actors.pop_back();
  } else {
    actors = ownersOf(t, of);
    if (actors.empty() && light != kNone) actors = doers(light);
  }
  emit(t, word->relation, standingOfNoun(t, light), std::move(actors), std::move(targets), kIndirect, "triple.noun@1",
       out);
}

void ActionFinder::adjective(std::uint32_t t, std::vector<FoundTriple>& out) {
  if (child(t, "cop") == kNone) return;
  for (const ActionWord* word : entriesAt(t)) {
    if (word->relation == Relation::kAgree) continue;
    Actors targets = targetsOf(t, *word);
    if (targets.empty()) continue;
    emit(t, word->relation, standingOfVerb(t), doers(t), std::move(targets), kIndirect, "triple.adjective@1", out);
    return;
  }
}

// "Berg, a supporter of Peru"
void ActionFinder::doer(std::uint32_t t, std::vector<FoundTriple>& out) {
  for (const ActionWord& word : actionWords(ActionPart::kDoer, words_[t].lemma)) {
    Actors targets = phrasesWith(t, word.prepositions);
    if (targets.empty()) targets = ownersOf(t, false);
    if (targets.empty() && inMention(t)) {  // The phrase holds it: "an opponent of NATO".
      const Mention& about = mentions_[mention_at_[t]];
      const bool furniture = reading_.sentences[s_].furniture;
      for (const std::string& state : about.countries) add(targets, {entities_.state(state, about.span, furniture)});
      if (!about.organisation.empty())
        add(targets, {entities_.organisation(about.organisation, about.span, furniture)});
    }
    Actors who = described(t);
    std::erase_if(who, [&](LocalIndex one) { return std::find(targets.begin(), targets.end(), one) != targets.end(); });
    if (targets.empty() || who.empty()) continue;
    emit(t, word.relation, Standing(), std::move(who), std::move(targets), kIndirect, "triple.doer@1", out);
  }
}

// "Berg said Peru had agreed", "Peru had agreed, Berg said": who spoke of whom.
void ActionFinder::statement(std::uint32_t t, std::vector<FoundTriple>& out) {
  if (!words_[t].verb.cues.has(Cue::kReport) || passive(t)) return;
  const std::uint32_t clause = related(t, "parataxis") ? parent(t) : child(t, "ccomp");
  const std::uint32_t who = child(t, "nsubj");
  if (clause == kNone || who == kNone) return;
  const std::uint32_t whom = child(clause, "nsubj");
  if (whom == kNone || !inMention(who) || mention_at_[who] == mention_at_[whom]) return;
  // The speaker stands beside the verb; a name far from it belongs to something else.
  static constexpr std::uint32_t kBeside = 3;  // Words: "has also", a comma.
  const Mention& speaker = mentions_[mention_at_[who]];
  if (speaker.end_token + kBeside < t || speaker.first_token > t + kBeside) return;
  const Standing standing = standingOfVerb(t);
  if (standing.status != Status::kHeld || words_[whom].upos == Upos::kPron) return;
  Relation relation = Relation::kSaid;
  const std::vector<ActionWord>& says = actionWords(ActionPart::kPredicate, words_[clause].lemma);
  const bool is = child(clause, "cop") != kNone || words_[clause].relation == "root";
  if (!says.empty() && is && child(clause, "advmod") == kNone && standingOfVerb(clause).status == Status::kHeld)
    relation = says.front().relation;
  emit(t, relation, standing, partiesAt(who), partiesAt(whom), kIndirect, "triple.statement@1", out);
}

// ---- Two given places ----

bool ActionFinder::fits(std::uint32_t p, std::uint32_t next, const ActionWord& word) const {
  const std::vector<std::uint32_t> things = verbal(p) ? objects(p) : std::vector<std::uint32_t>();
  const bool object = !things.empty() || (verbal(p) && passive(p));
  const bool deed = std::any_of(things.begin(), things.end(), [&](std::uint32_t thing) { return !inMention(thing); });
  if (word.relation == Relation::kTraveledTo && !word.object && object) return false;  // "returned the statues to Peru"
  if (!word.others.empty() || (word.object && object) || (word.deed && deed)) return true;
  if (word.relation == Relation::kProtest && verbal(p)) return true;  // Against whom is often not said.
  if (word.told && object && child(p, "xcomp") != kNone) return true;
  const std::vector<std::uint32_t> all = children(p);
  const auto that = [&](std::uint32_t c) { return related(c, "ccomp") || marked(c, "that"); };
  if (word.clause && std::any_of(all.begin(), all.end(), that)) return true;
  const bool governs =
      word.relation == Relation::kAgree || word.relation == Relation::kThreaten || word.relation == Relation::kReject;
  if (governs && child(p, "xcomp") != kNone) return true;
  if (next != kNone && marksAny(next, word.prepositions)) return true;
  if (next != kNone && inMention(next)) {  // "withdrew [its troops from Peru]"
    const Mention& about = mentions_[mention_at_[next]];
    for (std::uint32_t t = about.first_token; t < about.end_token; ++t) {
      if (word.takes(words_[t].lower)) return true;
    }
  }
  const auto below = [&](std::uint32_t t) {
    const std::vector<std::uint32_t> phrases = children(t);
    return std::any_of(phrases.begin(), phrases.end(), [&](std::uint32_t c) { return marksAny(c, word.prepositions); });
  };
  return below(p) || std::any_of(things.begin(), things.end(), below);
}

std::optional<Relation> ActionFinder::classAt(std::uint32_t p, std::uint32_t next, bool strict) const {
  if (!verbal(p) && !nominal(p) && words_[p].upos != Upos::kAdj) return std::nullopt;
  const ActionWord* best = nullptr;
  bool light = false, ends = false;
  for (const ActionWord* word : entriesAt(p)) {
    if (word->means != ActionWord::Means::kAction) {
      light = true;
      ends = ends || word->means == ActionWord::Means::kEnds;
    } else if (best == nullptr && (!strict || fits(p, next, *word))) {
      best = word;
    }
  }
  // "imposed sanctions", "signed a deal": the object says more than the verb.
  std::vector<std::uint32_t> things = verbal(p) ? objects(p) : std::vector<std::uint32_t>();
  if (const std::uint32_t own = child(p, "nsubj"); verbal(p) && passive(p) && own != kNone) things.push_back(own);
  for (const std::uint32_t thing : things) {
    const ActionWord* noun = actionNounAt(thing);
    const bool said = best != nullptr && (!light || best->relation == Relation::kSignedAgreementWith);
    if (noun == nullptr || said) continue;
    return eventClassOf(noun->relation, standingOfNoun(thing, light ? p : kNone).status);
  }
  const Standing standing = nominal(p) ? standingOfNoun(p, lightVerbOf(p)) : standingOfVerb(p);
  if (best != nullptr && best->relation == Relation::kAgree && child(p, "xcomp") != kNone) {
    // "vowed to strike back"
    if (classAt(child(p, "xcomp"), kNone, true) == Relation::kThreaten) return Relation::kThreaten;
  }
  if (best != nullptr) return eventClassOf(best->relation, standing.status);
  // "cut off the gas": what ends was of use.
  if (ends && verbal(p) && !things.empty()) return eventClassOf(Relation::kSanction, standing.status);
  return std::nullopt;
}

std::optional<Relation> ActionFinder::classBetween(std::uint32_t a, std::uint32_t b) const {
  const auto wayUp = [&](std::uint32_t t) {
    std::vector<std::uint32_t> way;
    for (t = top(t); t != kNone && way.size() < size(); t = parent(t)) way.push_back(t);
    return way;
  };
  std::vector<std::uint32_t> from_a = wayUp(a), from_b = wayUp(b);
  std::uint32_t meet = kNone;
  while (!from_a.empty() && !from_b.empty() && from_a.back() == from_b.back()) {
    meet = from_a.back();
    from_a.pop_back();
    from_b.pop_back();
  }
  // The word where both ways meet, then down to b, then down to a, then what governs them.
  std::vector<std::pair<std::uint32_t, std::uint32_t>> steps;  // With the next word on the way.
  if (meet != kNone) steps.emplace_back(meet, from_b.empty() ? kNone : from_b.back());
  for (std::size_t i = from_b.size(); i-- > 1;) steps.emplace_back(from_b[i], from_b[i - 1]);
  for (std::size_t i = from_a.size(); i-- > 1;) steps.emplace_back(from_a[i], from_a[i - 1]);
  for (std::uint32_t p = meet == kNone ? kNone : parent(meet); p != kNone; p = parent(p)) steps.emplace_back(p, kNone);
  for (const auto& [p, next] : steps) {
    if (inMention(p)) continue;
    if (const std::optional<Relation> found = classAt(p, next, true)) return found;
  }
  // What somebody will do, whatever it is.
  for (const auto& [p, next] : steps) {
    if (!verbal(p) || inMention(p)) continue;
    const Status status = standingOfVerb(p).status;
    if (status == Status::kPlanned || status == Status::kProposed) return Relation::kAgree;
  }
  for (std::uint32_t t = 0; t < size(); ++t) {
    if (inMention(t)) continue;
    if (const std::optional<Relation> found = classAt(t, kNone, false)) return found;
  }
  return std::nullopt;
}

}  // namespace parley::internal
