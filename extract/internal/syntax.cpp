#include "extract/internal/syntax.h"

#include <algorithm>

namespace parley::internal {

void add(Actors& to, const Actors& from) {
  for (const LocalIndex index : from) {
    if (std::find(to.begin(), to.end(), index) == to.end()) to.push_back(index);
  }
}

Syntax::Syntax(const Reading& reading, std::uint32_t s)
    : reading_(reading),
      s_(s),
      words_(reading.parsed[s].words),
      mentions_(reading.parsed[s].mentions),
      referents_(reading.coreference.referents[s]),
      times_(reading.times[s]),
      mention_at_(words_.size(), kNone),
      time_at_(words_.size(), kNone) {
  for (std::uint32_t m = 0; m < mentions_.size(); ++m) {
    for (std::uint32_t t = mentions_[m].first_token; t < mentions_[m].end_token; ++t) mention_at_[t] = m;
  }
  for (std::uint32_t i = 0; i < times_.size(); ++i) {
    for (std::uint32_t t = times_[i].first_token; t < times_[i].end_token; ++t) time_at_[t] = i;
  }
  static constexpr std::uint32_t kLongestDateline = 16;
  if (size() == 0 || !words_[0].all_capitals || !inMention(0)) return;
  for (std::uint32_t t = 1; t < size() && t < kLongestDateline && head_ == 0; ++t) {
    const std::string_view text = words_[t].text;
    if (text == "-" || text == "\u2013" || text == "\u2014" || text == "--") head_ = t + 1;
  }
}

bool Syntax::says(std::string_view lower) const {
  return std::any_of(words_.begin(), words_.end(), [&](const Word& word) { return word.lower == lower; });
}

std::uint32_t Syntax::length(std::uint32_t t) const {
  return std::max({words_[t].verb.length, words_[t].noun.length, words_[t].word.length, std::uint32_t{1}});
}

bool Syntax::adverb(std::uint32_t t) const {
  return words_[t].grammar.has(Grammar::kAdverb) || (words_[t].upos == Upos::kAdv && words_[t].lower.ends_with("ly"));
}

bool Syntax::possessed(std::uint32_t m) const {
  const std::uint32_t end = mentions_[m].end_token;
  return is(end, "'s") || (is(end, "'") && mentions_[m].kind != MentionKind::kPronoun);
}

const Actors& Syntax::actors(std::uint32_t m) const {
  static const Actors kNobody;
  if (mentions_[m].kind == MentionKind::kCrowd) return kNobody;
  // A capital letter alone makes no party.
  if (mentions_[m].kind == MentionKind::kName && referents_[m].actors.size() == 1 && !isPerson(referents_[m].actors[0]))
    return kNobody;
  return referents_[m].actors;
}

bool Syntax::finite(std::uint32_t t) const {
  if (t >= size()) return false;
  const VerbForm form = words_[t].verb.form;
  if (words_[t].upos == Upos::kNoun || words_[t].upos == Upos::kPropn) return false;  // "May"
  return form == VerbForm::kPresent || form == VerbForm::kPast || form == VerbForm::kPastOrParticiple ||
         cue(t, Cue::kWill) || cue(t, Cue::kWould) || cue(t, Cue::kMay) || cue(t, Cue::kNow) || cue(t, Cue::kThen) ||
         is(t, "has") || is(t, "have") || is(t, "had") || cue(t, Cue::kDo);
}

std::uint32_t Syntax::mentionAt(std::uint32_t t) const {
  if (t >= size()) return kNone;
  const std::uint32_t m = mention_at_[t];
  return m != kNone && mentions_[m].first_token == t ? m : kNone;
}

std::uint32_t Syntax::mentionEndingAt(std::uint32_t end) const {
  if (end == 0 || end > size()) return kNone;
  const std::uint32_t m = mention_at_[end - 1];
  return m != kNone && mentions_[m].end_token == end ? m : kNone;
}

std::uint32_t Syntax::readList(std::uint32_t t, std::vector<std::uint32_t>& list, std::size_t needed) const {
  std::uint32_t end = t;
  while (t < size()) {
    if (is(t, "both") || is(t, "either")) ++t;
    if (is(t, "the") && mentionAt(t) == kNone && mentionAt(t + 1) != kNone) ++t;
    if (t + 1 < size() && words_[t].grammar.has(Grammar::kPossessive) && mentionAt(t + 1) != kNone &&
        mentions_[mentionAt(t + 1)].kind == MentionKind::kPerson) {
      ++t;
    }
    const std::uint32_t m = mentionAt(t);
    if (m != kNone && possessed(m) &&
        (is(mentions_[m].end_token + 1, "team") || is(mentions_[m].end_token + 1, "delegation"))) {
      list.push_back(m);  // "met Osei's team"
      return mentions_[m].end_token + 2;
    }
    if (m == kNone || possessed(m)) break;
    if (mentions_[m].kind == MentionKind::kPronoun && words_[t].grammar.has(Grammar::kPossessive) &&
        !words_[t].grammar.has(Grammar::kObject))
      break;
    if (list.size() >= needed && finite(mentions_[m].end_token) && !is(mentions_[m].end_token, "said") &&
        !(words_[mentions_[m].end_token].verb.form == VerbForm::kPastOrParticiple &&
          words_[mentions_[m].end_token].verb.cues.has(Cue::kPlan))) {
      break;  // "met A, and B left": a clause of its own; "with A and B scheduled for May" is none.
    }
    // "met A, while B": a subject pronoun begins a clause.
    if (!list.empty() && mentions_[m].kind == MentionKind::kPronoun) break;
    list.push_back(m);
    end = t = mentions_[m].end_token;
    if (is(t, "(")) {
      while (t < size() && !is(t, ")")) ++t;
      ++t;
      end = std::min(t, size());
    }
    const bool comma = is(t, ",");
    if (comma) ++t;
    if (is(t, "and") || is(t, "or")) {
      ++t;
    } else if (is(t, "as") && is(t + 1, "well") && is(t + 2, "as")) {
      t += 3;
    } else if (!comma) {
      break;
    } else if (const std::uint32_t next = mentionAt(t); next == kNone || !listGoesOn(next)) {
      break;  // A comma alone goes on only if an "and" comes.
    }
  }
  return end;
}

bool Syntax::listGoesOn(std::uint32_t m) const {
  for (int steps = 0; steps < 12; ++steps) {
    std::uint32_t t = mentions_[m].end_token;
    const bool comma = is(t, ",");
    if (comma) ++t;
    if (is(t, "and")) return mentionAt(t + 1) != kNone || is(t + 1, "other") || is(t + 1, "others");
    m = mentionAt(t);
    if (!comma || m == kNone) return false;
  }
  return false;
}

Actors Syntax::actorsOf(const std::vector<std::uint32_t>& list) const {
  Actors out;
  for (const std::uint32_t m : list) add(out, actors(m));
  return out;
}

Actors Syntax::sidesOf(const std::vector<std::uint32_t>& list) const {
  Actors out;
  for (const std::uint32_t m : list) add(out, referents_[m].actors);
  return out;
}

Actors Syntax::leftList(std::uint32_t end, std::uint32_t& begin) const {
  std::vector<std::uint32_t> list;
  bool conjunction = false;
  std::uint32_t m = mentionEndingAt(end);
  while (m != kNone) {
    list.insert(list.begin(), m);
    begin = mentions_[m].first_token;
    if (begin == 0) break;
    if (is(begin - 1, "and")) {
      conjunction = true;
      const std::uint32_t before = is(begin - 2, ",") && begin >= 2 ? begin - 2 : begin - 1;
      m = mentionEndingAt(before);
    } else if (is(begin - 1, ",") && conjunction) {
      m = mentionEndingAt(begin - 1);
    } else {
      break;
    }
    if (m != kNone && possessed(m)) break;
  }
  return actorsOf(list);
}

std::uint32_t Syntax::clauseBegin(std::uint32_t v) const {
  for (std::uint32_t t = v; t-- > head_;) {
    if (inMention(t)) continue;
    const std::string_view text = words_[t].text;
    if (text == ";" || text == ":" || text == "\u201c" || text == "\"" || text == "\u2014" || text == "--")
      return t + 1;
    if (cue(t, Cue::kClause)) return t + 1;
    if (words_[t].verb.cues.has(Cue::kReport) && words_[t].verb.form != VerbForm::kBase && t + 1 < v) {
      // "said X met Y": the rest is a clause of its own, unless an object follows: "told reporters".
      if (mentionAt(t + 1) != kNone && !is(t, "told")) return t + 1;
    }
  }
  return std::min(head_, v);
}

Actors Syntax::firstFree(std::uint32_t from, std::uint32_t to) const {
  for (std::uint32_t m = 0; m < mentions_.size(); ++m) {
    const Mention& about = mentions_[m];
    if (about.first_token < std::max(from, head_) || about.end_token > to) continue;
    if (about.kind == MentionKind::kPronoun && words_[about.first_token].grammar.has(Grammar::kPossessive)) continue;
    if (possessed(m) || actors(m).empty()) continue;
    if (about.first_token > from && preposition(about.first_token - 1)) continue;
    std::vector<std::uint32_t> list;
    readList(about.first_token, list);
    return list.empty() ? actors(m) : actorsOf(list);
  }
  return {};
}

Actors Syntax::subjectOf(std::uint32_t v) const {
  std::uint32_t from = clauseBegin(v);
  std::uint32_t p = v;
  for (int steps = 0; steps < 24 && p > 0 && (p > from || is(p - 1, ",")); ++steps) {
    if (adverb(p - 1) && mention_at_[p - 1] == kNone) {
      --p;
      continue;
    }
    if (time_at_[p - 1] != kNone) {
      p = times_[time_at_[p - 1]].first_token;
      if (p > from && is(p - 1, "on")) --p;
      continue;
    }
    if (is(p - 1, ")")) {
      std::uint32_t open = p - 1;
      while (open > from && !is(open, "(")) --open;
      if (open == from) break;
      p = open;
      continue;
    }
    if (const std::uint32_t m = mentionEndingAt(p); m != kNone) {
      std::uint32_t begin = mentions_[m].first_token;
      const Actors list = leftList(p, begin);
      if (begin > from && preposition(begin - 1) && !is(begin - 1, "after") && !is(begin - 1, "before")) {
        p = begin - 1;  // "The leaders from Japan": look for what it belongs to.
        if (mentionEndingAt(p) == kNone && p > from && !is(p - 1, ",")) break;
        continue;
      }
      if (!list.empty()) return list;
      return {};
    }
    if (is(p - 1, ",")) {
      // "A, the minister, and her counterpart, B, met"
      std::uint32_t first = p - 1;
      if (const Actors list = leftList(p - 1, first); list.size() >= 2) return list;
      // ", who is in Geneva," behind the subject.
      std::uint32_t open = p - 1;
      bool jumped = false;
      while (open-- > 0 && p - open < 30) {
        if (is(open, ",") && mentionEndingAt(open) != kNone) {
          p = open;
          from = std::min(from, clauseBegin(open));
          jumped = true;
          break;
        }
      }
      if (!jumped) break;
      continue;
    }
    break;
  }
  Actors free = firstFree(from, v);
  if (!free.empty() || from == 0) return free;
  return {};
}

std::uint32_t Syntax::chainBefore(std::uint32_t t, Outlook& outlook) const {
  std::uint32_t begin = t;
  while (begin > 0) {
    const std::uint32_t p = begin - 1;
    if (inMention(p) && mentions_[mention_at_[p]].kind != MentionKind::kPronoun) break;
    if (mention_at_[p] != kNone) break;
    const Word& word = words_[p];
    const bool aux = cue(p, Cue::kWill) || cue(p, Cue::kWould) || cue(p, Cue::kMay) || cue(p, Cue::kNot) ||
                     cue(p, Cue::kBe) || cue(p, Cue::kHave) || cue(p, Cue::kDo) || cue(p, Cue::kTo) || is(p, "have") ||
                     is(p, "had") || is(p, "having");
    const Flags<Cue>& c = word.verb.cues;
    const bool governs = word.verb.length == 1 &&
                         (c.has(Cue::kPlan) || c.has(Cue::kPropose) || c.has(Cue::kCancel) || c.has(Cue::kPostpone) ||
                          c.has(Cue::kRefuse) || c.has(Cue::kAccept) || c.has(Cue::kFail) || c.has(Cue::kDeny) ||
                          c.has(Cue::kUncertain) || c.has(Cue::kPlanning) || is(p, "going"));
    const Flags<Cue>& w = word.word.cues;
    const bool says = w.has(Cue::kPlan) || w.has(Cue::kPropose) || w.has(Cue::kUncertain) || w.has(Cue::kRefuse) ||
                      w.has(Cue::kProposeWeak);
    // "turned down", "set out", "looks forward": the particle comes first on the way back.
    if (p > 0 && words_[p - 1].verb.length == 2 && !inMention(p - 1)) {
      outlook.take(words_[p - 1].verb, p - 1);
      begin = p - 1;
      continue;
    }
    const bool bridge = (is(p, "of") || is(p, "for") || is(p, "a") || is(p, "an") || is(p, "any") || is(p, "the")) &&
                        p > 0 &&
                        (words_[p - 1].word.cues.has(Cue::kPropose) || words_[p - 1].word.cues.has(Cue::kPlan) ||
                         words_[p - 1].word.cues.has(Cue::kUncertain));
    if (!aux && !governs && !says && !bridge && !adverb(p)) break;
    if (aux) {
      outlook.take(word.word, p);
      if (is(p, "had") || is(p, "have") || is(p, "has")) outlook.have = true;
      if (is(p, "did") || is(p, "had") || is(p, "was") || is(p, "were")) outlook.past = true;
    } else if (governs) {
      if (is(p, "going")) {
        outlook.plan = true;
      } else {
        outlook.take(word.verb, p);
      }
    } else if (says) {
      outlook.take(word.word, p);
    } else if (is(p, "never")) {
      outlook.negated = true;
    }
    begin = p;
  }
  while (begin < t && adverb(begin) && !cue(begin, Cue::kNot)) ++begin;
  return begin;
}

Outlook Syntax::governing(std::uint32_t begin, bool& found) const {
  Outlook outlook;
  found = false;
  const std::uint32_t from = clauseBegin(begin);
  for (std::uint32_t t = begin; t-- > from;) {
    if (inMention(t)) continue;
    if (words_[t].noun.cues.has(Cue::kInvite) && nounHere(t)) {
      outlook.take(words_[t].noun, t);
      continue;
    }
    const bool hit =
        words_[t].verb.length > 0 && words_[t].verb.form != VerbForm::kNone && !(words_[t].verb.cues.has(Cue::kReport));
    if (!hit && !finite(t)) continue;
    if (hit) outlook.take(words_[t].verb, t);
    if (!hit) outlook.take(words_[t].word, t);
    const std::uint32_t chain = chainBefore(t, outlook);
    found = true;
    // "cancelled his invitation to visit Paris and meet him": an infinitive hangs on a verb of its own.
    if (outlook.cues.empty() && hit && words_[t].verb.form == VerbForm::kBase && chain > from && is(chain, "to")) {
      t = chain;
      continue;
    }
    break;
  }
  return outlook;
}

std::uint32_t Syntax::skipAdverbials(std::uint32_t t, bool& phone) const {
  while (t < size()) {
    if (time_at_[t] != kNone) {
      t = times_[time_at_[t]].end_token;
    } else if ((is(t, "on") || is(t, "in") || is(t, "at") || is(t, "late") || is(t, "early")) && t + 1 < size() &&
               time_at_[t + 1] != kNone) {
      ++t;
    } else if (is(t, "by") || is(t, "over") || is(t, "via") || is(t, "on")) {
      std::uint32_t next = t + 1;
      while (is(next, "the") || is(next, "a") || is(next, "secure")) ++next;
      if (is(next, "phone") || is(next, "telephone") || is(next, "video") || is(next, "videoconference") ||
          is(next, "videolink") || is(next, "conference") || is(next, "zoom")) {
        phone = true;
        t = next + 1;
        if (is(t, "call") || is(t, "conference") || is(t, "link")) ++t;
      } else {
        break;
      }
    } else if (is(t, "face") && (is(t + 1, "to") || is(t + 1, "-"))) {
      t += 3;
    } else if (is(t, "face-to-face") || is(t, "one-on-one") || is(t, "in-person")) {
      ++t;
    } else if (is(t, "in") && (is(t + 1, "person") || is(t + 1, "private"))) {
      t += 2;
    } else if ((is(t, "in") || is(t, "at")) && mentionAt(t + 1) != kNone &&
               mentions_[mentionAt(t + 1)].kind == MentionKind::kListed) {
      t = mentions_[mentionAt(t + 1)].end_token;
    } else if (adverb(t) && mention_at_[t] == kNone) {
      ++t;
    } else {
      break;
    }
  }
  return t;
}

std::uint32_t Syntax::includedAt(std::uint32_t t) const {
  static constexpr std::uint32_t kFar = 16;  // Words that describe the crowd.
  for (std::uint32_t p = t; p < size() && p < t + kFar; ++p) {
    if (is(p, "including") && mentionAt(p + 1) != kNone) return p + 1;
    if (finite(p) && !inMention(p) && words_[p].verb.form != VerbForm::kPastOrParticiple) break;
    if (cue(p, Cue::kClause) || words_[p].text == ";") break;
  }
  return kNone;
}

std::uint32_t Syntax::withLists(std::uint32_t t, std::vector<Actors>& parties, bool distributive) const {
  std::uint32_t end = t;
  while (true) {
    std::vector<std::uint32_t> list;
    std::uint32_t after = readList(t, list);
    if (actorsOf(list).empty()) {  // "met nine senators from oil states, including Ada Berg"
      if (const std::uint32_t named = includedAt(t); named != kNone) {
        list.clear();
        after = readList(named, list);
      }
    }
    if (after == t) break;
    end = after;
    // "with A, B and other senior officials": a round of meetings.
    const std::uint32_t more = is(after, ",") ? after + 1 : after;
    const bool round = is(more, "and") && is(more + 1, "other") && list.size() > 1;
    const bool each = distributive || round || is(after, "separately") || is(after, "respectively") ||
                      (is(after, ",") && is(after + 1, "respectively"));
    if (each) {
      for (const std::uint32_t m : list) {
        for (const LocalIndex actor : actors(m)) parties.push_back({actor});
      }
    } else if (const Mention& last = mentions_[list.back()];
               list.size() > 1 && last.kind == MentionKind::kOfficeHolder && last.plural &&
               mentions_[list.front()].kind == MentionKind::kPerson) {  // "with Osei and the other ministers of G20"
      const Actors unnamed = actors(list.back());
      list.pop_back();
      if (const Actors named = actorsOf(list); !named.empty()) parties.push_back(named);
      if (!unnamed.empty()) parties.push_back(unnamed);
    } else if (const Actors all = actorsOf(list); !all.empty()) {
      parties.push_back(all);
    }
    std::uint32_t next = end;
    if (is(next, ",")) ++next;
    if (!is(next, "and")) break;
    ++next;
    while (next < size() && adverb(next)) ++next;
    if (!is(next, "with")) break;
    t = next + 1;
  }
  return end;
}

bool Syntax::nounHere(std::uint32_t t) const {
  return words_[t].noun.length > 0 && (words_[t].upos == Upos::kNoun || words_[t].upos == Upos::kPropn);
}

bool Syntax::stopsHere(std::uint32_t t) const {
  return words_[t].kind == TokenKind::kPunctuation || preposition(t) || cue(t, Cue::kClause) || cue(t, Cue::kTo) ||
         is(t, "and") || adverb(t) || time_at_[t] != kNone || is(t, "face");
}

Actors Syntax::subject(std::uint32_t t, std::uint32_t begin) const {
  const VerbForm form = words_[t].verb.form;
  const bool to = is(begin, "to") || (begin > 0 && is(begin - 1, "to"));
  // "asked Berg to pitch a summit with Osei": the one who asks wants to be there.
  if (form == VerbForm::kBase && to && verb(t, Cue::kPropose)) return firstFree(clauseBegin(begin), begin);
  if (form == VerbForm::kGerund && begin > 0 && is(begin - 1, ",") && mentionEndingAt(begin - 1) != kNone) {
    std::uint32_t first = begin - 1;
    if (Actors both = leftList(begin - 1, first); both.size() >= 2) return both;
  }
  if (form == VerbForm::kGerund && begin > 0 && is(begin - 1, "for")) {  // "criticised Berg for inviting Osei"
    std::uint32_t first = begin - 1;
    if (Actors blamed = leftList(begin - 1, first); !blamed.empty()) return blamed;
  }
  if (form == VerbForm::kBase && to && begin > 0) {
    // "invited Osei to meet", "for Osei to visit": the party right in front; else the subject of the clause.
    std::uint32_t first = begin;
    const std::uint32_t m = mentionEndingAt(begin);
    if (m != kNone) {
      const Actors list = leftList(begin, first);
      const bool governed = first > 0 && preposition(first - 1) && !is(first - 1, "for");
      const bool travel = first > 0 && preposition(first - 1);
      if (!list.empty() && !governed && !(travel && !is(first - 1, "for")) && mentions_[m].kind != MentionKind::kListed)
        return list;
    }
    const Actors found = firstFree(clauseBegin(begin), begin);
    if (!found.empty()) return found;
    return firstFree(0, begin);
  }
  if (form == VerbForm::kGerund && begin > 0 &&
      (preposition(begin - 1) || cue(begin - 1, Cue::kClause) || is(begin - 1, "to"))) {
    const Actors before = firstFree(clauseBegin(begin - 1), begin - 1);
    if (!before.empty()) return before;
    return mainSubjectAfter(t);
  }
  if (form == VerbForm::kBase && begin == t) {  // "to visit Paris and meet him"
    for (std::uint32_t p = begin; p-- > clauseBegin(begin);) {
      if (words_[p].verb.form == VerbForm::kBase && is(p - 1, "to") && p > 0) return subject(p, p - 1);
    }
  }
  Actors found = subjectOf(begin);
  if (found.empty() && form == VerbForm::kGerund) found = mainSubjectAfter(t);
  if (found.empty() && form != VerbForm::kGerund && begin > 0) {
    // "arrived in Oslo and met Berg": the subject of the verb before.
    const std::uint32_t from = clauseBegin(begin);
    if (from > 0 && (is(from - 1, "before") || is(from - 1, "after") || is(from - 1, "but")))
      found = firstFree(clauseBegin(from - 1), from - 1);
  }
  return found;
}

Actors Syntax::mainSubjectAfter(std::uint32_t t) const {
  for (std::uint32_t p = t + 1; p < size(); ++p) {
    if (!is(p, ",") || inMention(p)) continue;
    const std::uint32_t m = mentionAt(p + 1);
    if (m == kNone) continue;
    std::vector<std::uint32_t> list;
    const std::uint32_t end = readList(p + 1, list);
    if (end < size() && words_[end].kind == TokenKind::kWord && !preposition(end)) return actorsOf(list);
  }
  return {};
}

Outlook Syntax::outlookAfter(std::uint32_t t) const {
  Outlook outlook;
  std::uint32_t skipped = 0;
  if (is(t, ",")) {
    // ", which had been set before ..., was": only the near clause.
    if (is(t + 1, "which")) t += 2;
  }
  while (t < size() && skipped < 10) {
    if (mention_at_[t] != kNone) break;
    if (time_at_[t] != kNone) {
      t = times_[time_at_[t]].end_token;
      continue;
    }
    const Word& word = words_[t];
    const bool aux = cue(t, Cue::kWill) || cue(t, Cue::kWould) || cue(t, Cue::kMay) || cue(t, Cue::kNot) ||
                     cue(t, Cue::kBe) || cue(t, Cue::kHave) || cue(t, Cue::kDo) || is(t, "had") || is(t, "have");
    const bool says = word.word.cues.has(Cue::kUncertain) || word.word.cues.has(Cue::kCancel) ||
                      word.word.cues.has(Cue::kPropose) || word.word.cues.has(Cue::kPlan);
    const Flags<Cue>& c = word.verb.cues;
    const bool verb_says = word.verb.length > 0 && (c.has(Cue::kCancel) || c.has(Cue::kPostpone) || c.has(Cue::kPlan) ||
                                                    c.has(Cue::kHappen) || c.has(Cue::kRefuse) || c.has(Cue::kLight) ||
                                                    c.has(Cue::kPropose) || c.has(Cue::kUncertain) || is(t, "held"));
    if (says) {
      outlook.take(word.word, t);
      t += word.word.length;
    } else if (aux) {
      outlook.take(word.word, t);
      if (is(t, "was") || is(t, "were") || is(t, "had") || is(t, "did")) outlook.past = true;
      if (is(t, "had") || is(t, "have")) outlook.have = true;
      ++t;
    } else if (verb_says) {
      outlook.take(word.verb, t);
      t += word.verb.length;
    } else if (adverb(t) || cue(t, Cue::kTo) || is(t, "still")) {
      ++t;
    } else {
      break;
    }
    ++skipped;
  }
  return outlook;
}

bool Syntax::ofSaying(std::uint32_t t) const {
  if (t > 0 && (is(t - 1, "on") || is(t - 1, "late") || is(t - 1, "early"))) --t;
  for (int steps = 0; steps < 4 && t > 0; ++steps) {
    const std::uint32_t p = t - 1;
    if (words_[p].verb.cues.has(Cue::kReport) && !inMention(p)) return true;
    if (mention_at_[p] != kNone) {
      t = mentions_[mention_at_[p]].first_token;
    } else if (is(p, "reporters") || is(p, "journalists") || is(p, "a") || is(p, "statement") || is(p, "in")) {
      t = p;
    } else {
      return false;
    }
  }
  return false;
}

bool Syntax::travelBefore(std::uint32_t t) const {
  for (std::uint32_t p = t; p-- > 0 && t - p < 8;) {
    if (words_[p].verb.cues.has(Cue::kTravel) || words_[p].verb.cues.has(Cue::kHost) ||
        words_[p].noun.cues.has(Cue::kTrip))
      return true;
  }
  return false;
}

}  // namespace parley::internal
