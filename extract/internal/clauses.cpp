#include "extract/internal/clauses.h"

#include <algorithm>
#include <array>

namespace parley::internal {

namespace {

// Unnamed people who meet others in the name of their state.
bool actsForState(std::string_view crowd) {
  static constexpr std::array kWords = {"officials", "official",     "representatives", "envoys",
                                        "diplomats", "ministers",    "delegates",       "negotiators",
                                        "leaders",   "counterparts", "delegations",     "teams"};
  return std::find(kWords.begin(), kWords.end(), crowd) != kWords.end();
}

bool isOrganisation(const Mention& about) {
  return about.kind == MentionKind::kOrganisation ||
         (about.kind == MentionKind::kListed && about.entry->as == ListedAs::kOrganisation);
}

}  // namespace

void add(Actors& to, const Actors& from) {
  for (const LocalIndex index : from) {
    if (std::find(to.begin(), to.end(), index) == to.end()) to.push_back(index);
  }
}

// Names of organisations end in a capital letter.
bool isCollective(const LocalEntity& entity) {
  const std::size_t space = entity.name.rfind(' ');
  const char last = entity.name.empty() ? ' ' : entity.name[space == std::string::npos ? 0 : space + 1];
  return entity.kind == EntityKind::kOrganisation && last >= 'a' && last <= 'z';
}

Clauses::Clauses(const Reading& reading, std::uint32_t s)
    : reading_(reading),
      s_(s),
      words_(reading.parsed[s].words),
      mentions_(reading.parsed[s].mentions),
      referents_(reading.coreference.referents[s]),
      times_(reading.times[s]),
      mention_at_(words_.size(), kNone),
      time_at_(words_.size(), kNone),
      first_child_(words_.size() + 1, 0),
      child_(words_.size()) {
  for (std::uint32_t m = 0; m < mentions_.size(); ++m) {
    const Mention& about = mentions_[m];
    const auto inside = [&](std::uint32_t t) { return t != kRoot && t >= about.first_token && t < about.end_token; };
    std::uint32_t unit = kNone, looped = kNone, root = kNone;
    for (std::uint32_t t = about.first_token; t < about.end_token; ++t) {
      mention_at_[t] = m;
      const std::uint32_t head = words_[t].head;
      if (inside(head)) continue;
      // "Osei and [ASEAN counterparts]", where the tree hangs each on the other.
      const bool loops = head != kRoot && inside(words_[head].head);
      std::uint32_t& first = head == kRoot ? root : loops ? looped : unit;
      // "Visiting Foreign Minister Berg met": the adjective that the tree takes for a verb is not what she is.
      const bool adjective = first != kNone && words_[first].relation == "advcl" && words_[first].head == head;
      if (first == kNone || adjective) first = t;
    }
    tops_.push_back(unit != kNone ? unit : looped != kNone ? looped : root != kNone ? root : about.first_token);
  }
  findParents();
  for (std::uint32_t i = 0; i < times_.size(); ++i) {
    for (std::uint32_t t = times_[i].first_token; t < times_[i].end_token; ++t) time_at_[t] = i;
  }
  for (const Word& word : words_) {
    if (word.head != kRoot) ++first_child_[word.head + 1];
  }
  for (std::uint32_t t = 0; t < size(); ++t) first_child_[t + 1] += first_child_[t];
  std::vector<std::uint32_t> next(first_child_.begin(), first_child_.end() - 1);
  for (std::uint32_t t = 0; t < size(); ++t) {
    if (words_[t].head != kRoot) child_[next[words_[t].head]++] = t;
  }
}

std::uint32_t Clauses::parent(std::uint32_t t) const { return parent_[top(t)]; }

// Units need not be subtrees, so their arcs may run in a circle. It is cut above its verb, or else where it closes.
void Clauses::findParents() {
  enum class Seen : std::uint8_t { kNo, kOnPath, kDone };
  std::vector<Seen> seen(size(), Seen::kNo);
  std::vector<std::uint32_t> path;
  parent_.assign(size(), kNone);
  for (std::uint32_t t = 0; t < size(); ++t) {
    std::uint32_t unit = top(t);
    while (unit != kNone && seen[unit] == Seen::kNo) {
      seen[unit] = Seen::kOnPath;
      path.push_back(unit);
      const std::uint32_t head = words_[unit].head;
      const std::uint32_t above = head == kRoot ? kNone : top(head);
      parent_[unit] = above;
      if (above != kNone && seen[above] == Seen::kOnPath) {
        std::uint32_t cut = unit;
        for (std::uint32_t p = above; p != unit; p = parent_[p]) {
          if (verbal(p) && mention_at_[p] == kNone) cut = p;
        }
        parent_[cut] = kNone;
        break;
      }
      unit = above;
    }
    for (const std::uint32_t done : path) seen[done] = Seen::kDone;
    path.clear();
  }
}

bool Clauses::related(std::uint32_t t, std::string_view relation) const {
  const std::string_view own = words_[top(t)].relation;
  return own.starts_with(relation) && (own.size() == relation.size() || own[relation.size()] == ':');
}

std::vector<std::uint32_t> Clauses::children(std::uint32_t t) const {
  const std::uint32_t m = mention_at_[t];
  const std::uint32_t from = m == kNone ? t : mentions_[m].first_token;
  const std::uint32_t to = m == kNone ? t + 1 : mentions_[m].end_token;
  std::vector<std::uint32_t> out;
  for (std::uint32_t unit = from; unit < to; ++unit) {
    for (std::uint32_t i = first_child_[unit]; i < first_child_[unit + 1]; ++i) {
      if (child_[i] < from || child_[i] >= to) out.push_back(child_[i]);
    }
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::uint32_t Clauses::child(std::uint32_t t, std::string_view relation) const {
  for (const std::uint32_t c : children(t)) {
    const std::string_view own = words_[c].relation;
    if (own.starts_with(relation) && (own.size() == relation.size() || own[relation.size()] == ':')) return c;
  }
  return kNone;
}

bool Clauses::marked(std::uint32_t t, std::string_view word) const {
  for (const std::uint32_t c : children(t)) {
    if (words_[c].relation != "case" && words_[c].relation != "mark") continue;
    if (is(c, word)) return true;
    for (std::uint32_t i = first_child_[c]; i < first_child_[c + 1]; ++i) {
      if (is(child_[i], word)) return true;
    }
  }
  return false;
}

bool Clauses::hasPreposition(std::uint32_t t) const {
  for (const std::uint32_t c : children(t)) {
    if (words_[c].relation == "case" && !is(c, "'s") && !is(c, "'") && !is(c, "\u2019s") && !is(c, "\u2019"))
      return true;
  }
  return false;
}

std::uint32_t Clauses::predicateAbove(std::uint32_t t) const {
  std::uint32_t p = parent(t);
  for (int steps = 0; p != kNone && steps < kDeep; ++steps, p = parent(p)) {
    if (verbal(p) || child(p, "cop") != kNone || child(p, "nsubj") != kNone) return p;
  }
  return kNone;
}

const Actors& Clauses::actors(std::uint32_t m) const {
  static const Actors kNobody;
  if (mentions_[m].kind == MentionKind::kCrowd && !actsForState(words_[mentions_[m].first_token].lower) &&
      !actsForState(words_[mentions_[m].end_token - 1].lower))
    return kNobody;
  // A capital letter alone makes no party.
  if (mentions_[m].kind == MentionKind::kName && referents_[m].actors.size() == 1 && !isPerson(referents_[m].actors[0]))
    return kNobody;
  return referents_[m].actors;
}

Actors Clauses::actorsOf(const List& list) const {
  Actors out;
  for (const std::uint32_t m : list) add(out, actors(m));
  return out;
}

Actors Clauses::sidesOf(const List& list) const {
  Actors out;
  for (const std::uint32_t m : list) add(out, referents_[m].actors);
  return out;
}

void Clauses::gather(std::uint32_t t, std::vector<bool>& seen, std::vector<List>& out) const {
  t = top(t);
  if (seen[t]) return;
  seen[t] = true;
  const std::uint32_t m = mention_at_[t];
  const bool named = m == kNone ? gatherDescribed(t, seen, out) : gatherNamed(t, seen, out);
  for (const std::uint32_t c : children(t)) {
    const std::string_view relation = words_[c].relation;
    if (relation == "conj") {
      if (verbal(c) && mention_at_[c] == kNone) continue;
      if (const std::uint32_t cc = child(c, "cc"); cc != kNone && is(cc, "or")) continue;  // "the Bank, or NB"
      if (hasPreposition(c)) {
        if (!marked(c, {"with", "to", "between", "by"})) continue;
        out.emplace_back();
      }
      gather(c, seen, out);
    } else if (named) {
      continue;
    } else if ((relation == "appos" && c > 0 && !is(c - 1, ":")) ||
               (relation.starts_with("nmod") && marked(c, {"including", "like"}))) {
      gather(c, seen, out);
    } else if (relation.starts_with("acl") && is(c, "including") && child(c, "obj") != kNone) {
      gather(child(c, "obj"), seen, out);
    }
  }
}

// A unit that is no mention: who is named inside it or behind it. False if nobody is.
bool Clauses::gatherDescribed(std::uint32_t t, std::vector<bool>& seen, std::vector<List>& out) const {
  bool named = false;
  const auto take = [&](std::uint32_t at) {
    if (at >= size() || mention_at_[at] == kNone) return;
    out.back().push_back(mention_at_[at]);
    named = true;
  };
  // "Osei's team", "his delegation"
  if (is(t, {"team", "delegation", "side", "entourage"}) && child(t, "nmod:poss") != kNone) take(child(t, "nmod:poss"));
  // "staff from the offices of Senators Berg and Osei", "from Osei's office"
  if (is(t, {"office", "offices"})) {
    for (const std::uint32_t c : children(t)) {
      if (words_[c].relation != "nmod:poss" && !(related(c, "nmod") && marked(c, "of"))) continue;
      gather(c, seen, out);
      named = true;
    }
  }
  const bool crowd = words_[t].grammar.has(Grammar::kCrowd) || is(t, {"staff", "aides"});
  const bool people = crowd || words_[t].grammar.has(Grammar::kState) || is(t, {"group", "leader"});
  const bool of_firm = crowd || is(t, {"staff", "management", "team"});
  for (const std::uint32_t c : children(t)) {
    const std::uint32_t other = mention_at_[c];
    const bool body = other != kNone && isOrganisation(mentions_[other]);
    const std::string_view relation = words_[c].relation;
    // "opposition figure Kofi Osei"; "the government of Chad", "a delegation of Rwandan officials", "partners in NATO"
    if ((relation == "flat" && other != kNone) ||
        (people && relation == "nmod" && (marked(c, {"of", "from"}) || (body && marked(c, "in"))))) {
      gather(c, seen, out);
      named = true;
    }
    if (of_firm && relation == "compound" && body && c < t) take(c);  // "Nordbank executives"
  }
  // "Minerals Minister Kofi Osei", which the tree hangs beside each other
  const std::uint32_t behind = t + 1 < size() ? mention_at_[t + 1] : kNone;
  if (behind != kNone && mentions_[behind].first_token == t + 1 && words_[t].capital && nominal(t) &&
      words_[top(t + 1)].head == words_[t].head && mentions_[behind].kind == MentionKind::kPerson)
    take(t + 1);
  // "the chief of the archive, Ada Berg"
  if (!named && (Lists::builtIn().isOfficeHead(words_[t].lower) || Lists::builtIn().isPersonNoun(words_[t].lower))) {
    if (const std::uint32_t m = describedName(t); m != kNone && !says(m)) {
      out.back().push_back(m);
      named = true;
    }
  }
  if (is(t, {"capital", "city", "town"})) take(is(t + 1, {",", "of"}) ? t + 2 : t + 1);  // "the capital, Lima"
  return named;
}

// "Berg said"
bool Clauses::says(std::uint32_t m) const {
  const std::uint32_t behind = mentions_[m].end_token;
  return behind < size() && words_[behind].verb.cues.has(Cue::kReport);
}

// "Nordbank (NRD.O) chief executive Ada Berg", "Nordbank's (NRD.O) Ada Berg": she, behind the sign of the shares.
std::uint32_t Clauses::ofListedFirm(std::uint32_t m) const {
  static constexpr std::uint32_t kSign = 3;  // Words of "(NRD.O)".
  if (!isOrganisation(mentions_[m])) return kNone;
  std::uint32_t t = mentions_[m].end_token;
  if (is(t, {"'s", "\u2019s"})) ++t;
  if (!is(t, "(")) return kNone;
  for (std::uint32_t end = t + 1; end < size() && end <= t + kSign; ++end) {
    const std::uint32_t next = is(end, ")") && end + 1 < size() ? mention_at_[end + 1] : kNone;
    if (next != kNone && mentions_[next].kind == MentionKind::kPerson) return next;
  }
  return kNone;
}

// "the director of Nordbank"
bool Clauses::headOf(std::uint32_t m) const {
  if (!isOrganisation(mentions_[m])) return false;
  std::uint32_t t = mentions_[m].first_token;
  if (t > 0 && is(t - 1, "the")) --t;
  return t > 1 && is(t - 1, {"of", "for"}) &&
         (Lists::builtIn().isOfficeHead(words_[t - 2].lower) || Lists::builtIn().isPersonNoun(words_[t - 2].lower));
}

// A unit that is a mention. False if it is nobody who can be a party by name.
bool Clauses::gatherNamed(std::uint32_t t, std::vector<bool>& seen, std::vector<List>& out) const {
  const std::uint32_t m = mention_at_[t];
  const Mention& about = mentions_[m];
  std::uint32_t name = m;
  for (const std::uint32_t c : children(t)) {
    const std::uint32_t other = mention_at_[c];
    if (other == kNone || mentions_[other].kind != MentionKind::kPerson) continue;
    if (words_[c].relation == "compound" && about.kind == MentionKind::kOfficeHolder)
      gather(c, seen, out);  // "with Osei and ASEAN counterparts"
    if (words_[c].relation == "appos" && about.kind != MentionKind::kPerson) name = other;
  }
  // "her Danish and Finnish counterparts, A and B"
  const bool crowd = about.kind == MentionKind::kCrowd;
  const bool several = about.plural || referents_[m].actors.size() > 1;
  const std::uint32_t next = is(about.end_token, ",") ? about.end_token + 1 : kNone;
  const std::uint32_t apposed = next < size() ? mention_at_[next] : kNone;
  if ((about.kind == MentionKind::kOfficeHolder || crowd || headOf(m)) && apposed != kNone &&
      mentions_[apposed].first_token == next) {
    // "the head of the Fund, Ada Berg,", but not "met the minister, Berg said"
    const Actors& named_by = actors(apposed);
    if (named_by.size() == 1 && isPerson(named_by[0]) && (several || !says(apposed))) name = apposed;
  }
  if (name == m && about.kind == MentionKind::kOfficeHolder && actors(m).empty()) {
    if (const std::uint32_t behind = describedName(about.first_token); behind != kNone && !says(behind)) name = behind;
  }
  if (const std::uint32_t of_firm = ofListedFirm(m); name == m && of_firm != kNone) name = of_firm;
  out.back().push_back(name);
  return name != m || (!crowd && !actors(m).empty());
}

// Names in a row, whatever the tree makes of long titles between them: "A, the minister, B and C".
void Clauses::widen(List& list) const {
  const auto has = [&](std::uint32_t m) { return std::find(list.begin(), list.end(), m) != list.end(); };
  const auto possessed = [&](std::uint32_t m) {
    return is(mentions_[m].end_token, "'s") || is(mentions_[m].end_token, "'");
  };
  const auto ofKind = [&](std::uint32_t m) { return mentions_[m].kind != MentionKind::kPronoun && !possessed(m); };
  // Right: "and" now, or behind further commas.
  for (std::uint32_t m = list.back(); m != kNone;) {
    const std::uint32_t next = nextInRow(m);
    if (next == kNone || has(next) || !ofKind(next)) break;
    const std::uint32_t verb = parent(mentions_[next].first_token);
    if (related(mentions_[next].first_token, "nsubj") && verb != kNone && verb > mentions_[next].end_token &&
        verb != parent(mentions_[list.front()].first_token))
      break;  // "met A, and B left"
    list.push_back(next);
    m = next;
  }
  // Left.
  bool joined = false;
  for (std::uint32_t m = list.front(); mentions_[m].first_token > 1;) {
    std::uint32_t t = mentions_[m].first_token;
    if (is(t - 1, "the")) --t;
    if (t == 0) break;
    const bool conjunction = is(t - 1, "and");
    if (!conjunction && !(joined && is(t - 1, ","))) break;
    --t;
    if (conjunction && t > 0 && is(t - 1, ",")) --t;
    const std::uint32_t before = t > 0 ? mention_at_[t - 1] : kNone;
    if (before == kNone || mentions_[before].end_token != t || has(before) || !ofKind(before)) break;
    const std::uint32_t unit = mentions_[before].first_token;
    const std::uint32_t verb = parent(unit);
    const bool elsewhere = (related(unit, "obj") || related(unit, "obl")) && verb != kNone && verb < unit;
    if (elsewhere && parent(mentions_[m].first_token) != unit) break;
    if (hasPreposition(unit) && !hasPreposition(mentions_[list.front()].first_token)) break;
    list.insert(list.begin(), before);
    joined = joined || conjunction;
    m = before;
  }
}

// "the head of the archive, Ada Berg": the name behind a description that begins at `t`.
std::uint32_t Clauses::describedName(std::uint32_t t) const {
  static constexpr std::uint32_t kLongest = 12;  // Words of a description.
  for (std::uint32_t end = t; end + 1 < size() && end < t + kLongest; ++end) {
    if (is(end, ",")) {
      const std::uint32_t m = mention_at_[end + 1];
      return end > t && m != kNone && mentions_[m].first_token == end + 1 && mentions_[m].kind == MentionKind::kPerson
                 ? m
                 : kNone;
    }
    const Upos upos = words_[end].upos;
    const bool noun_phrase = upos == Upos::kNoun || upos == Upos::kAdj || upos == Upos::kAdp || upos == Upos::kDet ||
                             upos == Upos::kPropn || upos == Upos::kPart || is(end, "his") || is(end, "her");
    if (!noun_phrase || (inMention(end) && mentions_[mention_at_[end]].kind == MentionKind::kPerson)) return kNone;
  }
  return kNone;
}

std::uint32_t Clauses::nextInRow(std::uint32_t m) const {
  static constexpr int kMost = 12;  // Commas until the "and" must come.
  std::uint32_t result = kNone;
  for (int steps = 0; steps < kMost; ++steps) {
    std::uint32_t t = mentions_[m].end_token;
    if (is(t, "(")) {
      while (t < size() && !is(t, ")")) ++t;
      ++t;
    }
    // "Lima on Wednesday and Accra on Thursday"
    bool stop = false;
    if (const std::uint32_t time = is(t, "on") || is(t, "in") ? t + 1 : t;
        time < size() && time_at_[time] != kNone && mentions_[m].kind == MentionKind::kListed &&
        (is(times_[time_at_[time]].end_token, "and") || is(times_[time_at_[time]].end_token, ",")))
      t = times_[time_at_[time]].end_token, stop = true;
    const bool comma = is(t, ",");
    if (comma) ++t;
    bool conjunction = false;
    if (is(t, "and")) {
      conjunction = true, ++t;
    } else if (is(t, "as") && is(t + 1, "well") && is(t + 2, "as")) {
      conjunction = true, t += 3;
    }
    if (!comma && !conjunction) return kNone;
    if (is(t, "the") && (t + 1 < size() && mention_at_[t] == kNone)) ++t;
    if (conjunction && (is(t, "other") || is(t, "others"))) return result;
    std::uint32_t next = t < size() ? mention_at_[t] : kNone;
    const bool described = next == kNone || mentions_[next].kind == MentionKind::kOfficeHolder;
    if (const std::uint32_t name = conjunction && described ? describedName(t) : kNone; name != kNone) next = name;
    if (next == kNone || (mentions_[next].first_token != t && !conjunction)) return kNone;
    if (stop && (mentions_[next].kind != MentionKind::kListed || related(t, "nsubj"))) return kNone;
    if (result == kNone) result = next;
    if (conjunction) return result;
    m = next;
  }
  return kNone;
}

std::vector<List> Clauses::lists(std::uint32_t t) const {
  std::vector<List> out(1);
  std::vector<bool> seen(size(), false);
  gather(t, seen, out);
  out.erase(std::remove_if(out.begin(), out.end(), [](const List& list) { return list.empty(); }), out.end());
  for (List& one : out) {
    std::sort(one.begin(), one.end());
    one.erase(std::unique(one.begin(), one.end()), one.end());
  }
  if (out.size() == 1) widen(out.front());
  // "the leaders of the Centre and the League, Ada Berg and Kofi Osei": the names say more.
  const bool person = std::any_of(out.begin(), out.end(), [&](const List& one) {
    return std::any_of(one.begin(), one.end(),
                       [&](std::uint32_t m) { return mentions_[m].kind == MentionKind::kPerson; });
  });
  if (person && mention_at_[top(t)] == kNone && words_[top(t)].grammar.has(Grammar::kCrowd)) {
    for (List& one : out) {
      one.erase(std::remove_if(one.begin(), one.end(), [&](std::uint32_t m) { return isOrganisation(mentions_[m]); }),
                one.end());
    }
  }
  return out;
}

List Clauses::list(std::uint32_t t) const {
  List all;
  for (const List& one : lists(t)) all.insert(all.end(), one.begin(), one.end());
  return all;
}

bool Clauses::passive(std::uint32_t t) const {
  for (const std::uint32_t c : children(t)) {
    const bool agent = words_[c].relation == "obl:agent" && words_[t].verb.form != VerbForm::kPast;
    if (words_[c].relation == "aux:pass" || agent) return true;
  }
  // "Osei, received by Berg,"
  const VerbForm form = words_[t].verb.form;
  return words_[t].relation == "acl" && (form == VerbForm::kParticiple || form == VerbForm::kPastOrParticiple);
}

std::vector<std::uint32_t> Clauses::objects(std::uint32_t t) const {
  std::vector<std::uint32_t> out;
  bool pronoun_subject = false;
  for (const std::uint32_t c : children(t)) {
    if (related(c, "obj") || related(c, "iobj")) out.push_back(c);
    if (related(c, "nsubj") && (is(c, {"who", "which", "that"}))) pronoun_subject = true;
  }
  const bool relative = words_[t].relation == "acl:relcl" && !pronoun_subject && child(t, "nsubj") != kNone;
  if (relative && out.empty() && parent(t) != kNone) out.push_back(parent(t));
  return out;
}

// "On May 3, Secretary Berg will visit Lima": the name right in front of a finite verb, where the tree has no subject.
List Clauses::lostSubject(std::uint32_t t) const {
  if (!words_[t].past && child(t, "aux") == kNone) return {};
  std::uint32_t end = t;
  while (end > 0 && (words_[end - 1].upos == Upos::kAux || words_[end - 1].upos == Upos::kAdv || is(end - 1, "not")))
    --end;
  const std::uint32_t m = end > 0 ? mention_at_[end - 1] : kNone;
  const bool people =
      m != kNone && (mentions_[m].kind == MentionKind::kPerson || mentions_[m].kind == MentionKind::kCrowd);
  if (!people || mentions_[m].end_token != end) return {};
  const std::uint32_t first = mentions_[m].first_token;
  const bool clause = marked(first, {"as", "while", "after", "before", "since", "until"});  // "as negotiators met"
  if (!clause && (hasPreposition(first) || (first > 0 && words_[first - 1].upos == Upos::kAdp))) return {};
  List names{m};
  widen(names);
  return names;
}

List Clauses::subject(std::uint32_t t, std::uint32_t before, int depth) const {
  if (depth > kDeep) return {};
  const std::uint32_t above = parent(t);
  const bool relative = words_[t].relation.starts_with("acl");
  // The nearest one before what they do: a dateline or a comma may have been taken for another.
  std::uint32_t own = kNone;
  std::uint32_t after = kNone;
  for (const std::uint32_t c : children(t)) {
    if (!related(c, "nsubj")) continue;
    if (c < before) own = c;
    if (c > before && (after == kNone || c < t)) after = c;
  }
  if (own == kNone) own = after;
  if (own == kNone && verbal(t)) {
    // "Under Secretary Osei will meet": a title that looks like a preposition hides the subject.
    for (const std::uint32_t c : children(t)) {
      const std::uint32_t m = mention_at_[c];
      if (c < t && words_[c].relation == "obl" && m != kNone && !hasPreposition(c) &&
          mentions_[m].kind == MentionKind::kPerson)
        own = c;
    }
  }
  if (own != kNone && verbal(t) && !is(own, {"who", "which", "that"}) && mention_at_[own] == kNone &&
      actorsOf(list(own)).empty()) {
    // "The heads of two firms, Ada Berg and Kofi Osei, will meet": the names that end right before the verb
    std::uint32_t end = t;
    while (end > own && (words_[end - 1].upos == Upos::kAux || words_[end - 1].upos == Upos::kAdv || is(end - 1, ",")))
      --end;
    const std::uint32_t m = end > own + 1 ? mention_at_[end - 1] : kNone;
    if (m != kNone && mentions_[m].kind == MentionKind::kPerson && is(end, ",")) {
      List names{m};
      widen(names);
      return names;
    }
  }
  if (own != kNone && own < t && reading_.sentences[s_].headline) {
    // "Ada Berg, Kofi Osei hold talks": a headline saves its "and".
    for (const std::uint32_t c : children(t)) {
      const std::uint32_t m = mention_at_[c];
      if (!related(c, "nsubj") || c >= own || m == kNone || mention_at_[own] == kNone ||
          !is(mentions_[m].end_token, ","))
        continue;
      if (mentions_[m].end_token + 1 == mentions_[mention_at_[own]].first_token) return {m, mention_at_[own]};
    }
  }
  if (own != kNone) {
    if (relative && above != kNone && (is(own, {"who", "which", "that"}))) return list(above);
    List who = list(own);
    // "Nine senators, including Berg and Osei, met"
    for (std::uint32_t p = own + 1; p + 1 < t; ++p) {
      const std::uint32_t m = is(p, "including") ? mention_at_[p + 1] : kNone;
      if (m == kNone || mentions_[m].kind != MentionKind::kPerson) continue;
      for (const std::uint32_t one : list(p + 1)) {
        if (mentions_[one].end_token <= t && std::find(who.begin(), who.end(), one) == who.end()) who.push_back(one);
      }
    }
    return who;
  }
  if (depth == 0 && verbal(t)) {
    if (List lost = lostSubject(t); !lost.empty()) return lost;
  }
  if (above == kNone) return {};
  // "an invitation for Osei to visit"
  if (const std::uint32_t to = child(t, "mark");
      to != kNone && to > 0 && is(to, "to") && mention_at_[to - 1] != kNone && marked(to - 1, "for"))
    return list(to - 1);
  if (relative) {
    List head = list(above);
    if (!actorsOf(head).empty()) return head;
    // "her plans to meet him", "announced plans to meet him"
    if (const std::uint32_t owner = child(above, "nmod:poss"); owner != kNone) return list(owner);
    const std::uint32_t governor = predicateAbove(t);
    return governor == kNone ? List() : subject(governor, before, depth + 1);
  }
  if (related(t, "xcomp") || (related(t, "advcl") && marked(t, "to"))) {
    // "asked Osei to meet her": the object acts.
    if (verbal(above) && related(t, "xcomp")) {
      for (const std::uint32_t object : objects(above)) {
        if (List who = list(object); !actorsOf(who).empty()) return who;
      }
    }
    return subject(above, before, depth + 1);
  }
  if (related(t, "ccomp") && words_[above].verb.cues.has(Cue::kReport)) {
    std::uint32_t front = kNone;  // The one in front of both: "Berg also met Osei, his office said."
    for (const std::uint32_t c : children(above)) {
      if (related(c, "nsubj") && c < t && t < above) front = c;
      // "said he would be in Lima negotiating"
      if (related(c, "ccomp") && above < c && c < t && child(c, "nsubj") != kNone) front = child(c, "nsubj");
    }
    if (front != kNone) return list(front);
    // "Berg, a lawyer, met Osei, the paper said": the tree lost the subject in front.
    for (std::uint32_t m = static_cast<std::uint32_t>(mentions_.size()); m-- > 0;) {
      const std::uint32_t end = mentions_[m].end_token;
      if (end > t || mentions_[m].kind != MentionKind::kPerson) continue;
      const bool near = std::none_of(words_.begin() + end, words_.begin() + t, [](const Word& word) {
        return word.upos == Upos::kVerb || word.upos == Upos::kAdp;
      });
      return near && !hasPreposition(mentions_[m].first_token) ? List{m} : List();
    }
    return {};
  }
  const bool shares = related(t, "conj") || related(t, "advcl") || related(t, "ccomp") || related(t, "csubj");
  if (!shares) return {};
  if (verbal(above) || child(above, "nsubj") != kNone) return subject(above, before, depth + 1);
  const std::uint32_t governor = predicateAbove(t);
  return governor == kNone ? List() : subject(governor, before, depth + 1);
}

void Clauses::takeAuxiliaries(std::uint32_t t, Outlook& outlook) const {
  for (const std::uint32_t c : children(t)) {
    const std::string_view relation = words_[c].relation;
    const bool auxiliary = relation.starts_with("aux") || relation == "cop";
    if (!auxiliary && relation != "advmod" && relation != "mark" && relation != "det") continue;
    if (relation == "det" && !is(c, "no")) continue;
    outlook.take(words_[c].word, c);
    for (std::uint32_t i = first_child_[c]; i < first_child_[c + 1]; ++i)
      outlook.take(words_[child_[i]].word, child_[i]);
    if (is(c, {"had", "have", "has"})) outlook.have = true;
    if (is(c, {"did", "had", "was", "were"})) outlook.past = true;
  }
}

void Clauses::climb(std::uint32_t t, int depth, Outlook& outlook) const {
  const std::uint32_t above = parent(t);
  if (above == kNone || depth > kDeep) return;
  if (related(t, "conj")) {
    const bool own = words_[t].past || child(t, "nsubj") != kNone || child(t, "aux") != kNone;
    if (own || !verbal(above)) return;
    takeAuxiliaries(above, outlook);
    outlook.past |= words_[above].past;
    climb(above, depth + 1, outlook);
  } else if (related(t, "xcomp") || related(t, "csubj")) {
    takeGoverning(above, depth + 1, outlook);
  } else if (related(t, "ccomp")) {
    const Flags<Cue>& c = words_[above].verb.cues;
    const Flags<Cue>& w = words_[above].word.cues;
    if (c.has(Cue::kDeny) || c.has(Cue::kUncertain) || c.has(Cue::kPropose) || w.has(Cue::kUncertain)) {
      outlook.take(words_[above].verb, above);
      outlook.take(words_[above].word, above);
    }
  } else if (words_[t].relation == "acl" && marked(t, "to")) {
    outlook.take(words_[above].word, above);
    outlook.take(words_[above].noun, above);
    climbNoun(above, depth + 1, outlook);
  } else if (related(t, "advcl") && words_[t].verb.form == VerbForm::kGerund && child(t, "mark") == kNone) {
    // "will tour the region, visiting Peru on Monday"
    Outlook whole;
    takeGoverning(above, depth + 1, whole);
    if (whole.will || whole.plan) outlook.join(whole);
  } else if (words_[t].relation == "acl" && related(above, "obj")) {
    // "will attend the meeting hosted by Berg"
    if (const std::uint32_t verb = parent(above); verb != kNone && verbal(verb)) {
      Outlook whole;
      takeGoverning(verb, depth + 1, whole);
      if (whole.will) outlook.join(whole);
    }
  } else if (related(t, "advcl") && (marked(t, {"to", "before"}))) {
    takeGoverning(above, depth + 1, outlook);
  }
}

void Clauses::takeModifiers(std::uint32_t noun, Outlook& outlook) const {
  for (const std::uint32_t c : children(noun)) {
    const std::string_view relation = words_[c].relation;
    const bool modifies = relation == "amod" || relation == "compound" || relation == "advmod" || relation == "acl" ||
                          (relation == "det" && is(c, "no"));
    if (!modifies || (relation == "acl" && marked(c, "to"))) continue;
    if (relation == "det" && is(c, "no")) outlook.no_such = true;
    const bool past = outlook.past;
    outlook.take(words_[c].verb, c);
    outlook.take(words_[c].word, c);
    for (std::uint32_t i = first_child_[c]; i < first_child_[c + 1]; ++i)
      outlook.take(words_[child_[i]].word, child_[i]);
    outlook.past = past;  // "the planned visit": a participle has no tense.
  }
  if (child(noun, "cop") != kNone) takeAuxiliaries(noun, outlook);
}

void Clauses::takeGoverning(std::uint32_t governor, int depth, Outlook& outlook) const {
  const Flags<Cue>& own = words_[governor].verb.cues;
  if ((outlook.cancel || outlook.postpone || outlook.refuse) && depth > 0 &&
      (own.has(Cue::kPropose) || lemma(governor, "call") || lemma(governor, "press")))
    outlook.demanded = true;  // "called on Berg to cancel the visit"
  outlook.take(words_[governor].verb, governor);
  outlook.take(words_[governor].word, governor);
  outlook.past |= words_[governor].past;
  if (!verbal(governor)) {  // "is up in the air"
    for (const std::uint32_t c : children(governor)) outlook.take(words_[c].word, c);
  }
  takeAuxiliaries(governor, outlook);
  climb(governor, depth, outlook);
}

void Clauses::climbNoun(std::uint32_t t, int depth, Outlook& outlook) const {
  if (depth > kDeep) return;
  takeModifiers(t, outlook);
  const std::uint32_t above = parent(t);
  if (above == kNone) return;
  if (verbal(above)) {
    if (related(t, "obj") || related(t, "nsubj") || related(t, "xcomp") || related(t, "obl"))
      takeGoverning(above, depth + 1, outlook);
  } else if (related(t, "nmod") || related(t, "conj")) {
    if (related(t, "nmod")) outlook.take(words_[above].word, above);
    climbNoun(above, depth + 1, outlook);
  }
}

Outlook Clauses::outlookOf(std::uint32_t verb) const {
  Outlook outlook;
  takeAuxiliaries(verb, outlook);
  climb(verb, 0, outlook);
  return outlook;
}

Actors Clauses::described(std::uint32_t t) const {
  if (child(t, "cop") != kNone) return actorsOf(subject(t));
  Actors out;
  const std::uint32_t above = parent(t);
  const bool beside = related(t, "appos") || related(t, "compound") || words_[t].relation == "nmod:desc";
  if (beside && above != kNone && inMention(above)) {
    static constexpr std::uint32_t kNear = 5;  // Words: ", a founding member"
    const Mention& about = mentions_[mention_at_[above]];
    if (about.end_token + kNear < t || about.first_token > t + kNear) return out;
    return actorsOf(list(above));
  }
  for (const std::uint32_t c : children(t)) {
    if ((related(c, "appos") || related(c, "flat") || words_[c].relation == "nmod:desc") && inMention(c))
      add(out, actorsOf(list(c)));
  }
  return out;
}

std::optional<LocalIndex> Clauses::speaker() const {
  for (std::uint32_t m = 0; m < mentions_.size(); ++m) {
    const MentionKind kind = mentions_[m].kind;
    if (referents_[m].actors.size() != 1 || kind == MentionKind::kGroup || kind == MentionKind::kCrowd) continue;
    if (kind == MentionKind::kOfficeHolder && !mentions_[m].definite) continue;  // "a Peruvian diplomat said"
    const std::uint32_t end = mentions_[m].end_token;
    const bool before = mentions_[m].first_token > 0 && is(mentions_[m].first_token - 1, "said");
    if (before || (end < size() && words_[end].verb.cues.has(Cue::kReport))) return referents_[m].actors[0];
  }
  return std::nullopt;
}

}  // namespace parley::internal
