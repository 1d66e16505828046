// What later sentences say of an event without telling it again: who else took part ("The meeting was attended by",
// "Osei led the Ghanaian side"), that it was denied, or that it did not take place.
#include <algorithm>

#include "extract/internal/meeting_finder.h"

namespace parley::internal {

// "the meeting", "that summit".
bool MeetingFinder::isTheEvent(std::uint32_t t) const {
  if (t >= size() || inMention(t) || !(meeting_noun_[t] || is(t, {"event", "session"}))) return false;
  const auto all = children(t);
  return std::any_of(all.begin(), all.end(), [&](std::uint32_t c) {
    return words_[c].relation == "det" && is(c, {"the", "this", "that"});
  });
}

// "A and B were also at that meeting", "were in attendance"
bool MeetingFinder::standsAtEvent(std::uint32_t t) const {
  const std::uint32_t be = child(t, "cop");
  if (be == kNone || be > t || child(t, "nsubj") == kNone) return false;
  if (is(t, "attendance")) return is(t - 1, "in");
  const auto at = std::find_if(words_.begin() + be, words_.begin() + t,
                               [](const Word& word) { return word.lower == "at" || word.lower == "in"; });
  return at != words_.begin() + t && isTheEvent(t);
}

bool MeetingFinder::isDelegation(std::uint32_t t) const {
  if (t >= size()) return false;
  const std::uint32_t m = mention_at_[t];
  return is(m == kNone ? t : mentions_[m].end_token - 1, {"delegation", "delegations", "side", "team"});
}

std::vector<Attendance> MeetingFinder::attendance() const {
  std::vector<Attendance> out;
  for (std::uint32_t t = 0; t < size(); ++t) {
    if (inMention(t)) continue;
    const std::size_t before = out.size();
    const bool there = is(t, "present") && child(t, "nsubj") != kNone;  // "Also present were A and B."
    if (there || standsAtEvent(t)) {
      Actors who = actorsOf(there ? list(child(t, "nsubj")) : subject(t));
      if (there && who.empty()) {  // "Staff will be present from the office of Senator Osei."
        for (const std::uint32_t phrase : phrases("from", t)) add(who, actorsOf(list(phrase)));
        if (who.empty()) {
          for (const std::uint32_t c : children(t)) {
            if (marked(c, "from")) add(who, actorsOf(list(c)));
          }
        }
      }
      if (!who.empty()) add(who, companions());
      out.push_back({.at = t, .who = std::move(who)});
    } else if (verbal(t)) {
      attend(t, out);
      lead(t, out);
    }
    if (out.size() == before) continue;
    // "refused to attend", "may attend", "was not present"
    bool none = false;
    const std::optional<Status> status = outlookOf(t).status(none);
    const bool came = !none && (!status || status == Status::kHeld || status == Status::kPlanned);
    if (!came) out.resize(before);
    for (std::size_t i = before; i < out.size(); ++i) out[i].planned = status == Status::kPlanned;
  }
  out.erase(std::remove_if(out.begin(), out.end(), [](const Attendance& one) { return one.who.empty(); }), out.end());
  return out;
}

void MeetingFinder::attend(std::uint32_t t, std::vector<Attendance>& out) const {
  const auto behind = children(t);
  const bool brings = lemma(t, {"bring", "gather"}) &&
                      std::any_of(behind.begin(), behind.end(), [&](std::uint32_t c) { return is(c, "together"); });
  const bool includes = brings || lemma(t, {"include", "involve", "feature", "gather"});
  const bool attends = lemma(t, {"attend", "join", "accompany"});
  const bool led = lemma(t, {"lead", "head", "chair", "co-chair", "cochair", "host"}) && passive(t);
  const bool takes_part = lemma(t, "participate") || (lemma(t, "take") && is(t + 1, "part"));
  const bool tells = lemma(t, {"tell", "address"});
  if (!includes && !attends && !takes_part && !tells && !led) return;
  std::uint32_t subject_at = child(t, "nsubj");
  const bool relative = words_[t].relation == "acl:relcl" && is(subject_at, {"which", "that"});
  if (relative || (subject_at == kNone && passive(t))) subject_at = parent(t);
  const bool of_event = isTheEvent(subject_at) || (includes && is(subject_at, {"participants", "attendees"}));
  const bool of_summit = of_event && is(subject_at, "summit");
  if (includes) {  // "The summit brought Peru together with Ghana."
    if (!of_event) return;
    Actors who;
    for (const std::uint32_t object : objects(t)) add(who, actorsOf(list(object)));
    for (const std::uint32_t phrase : phrases("with", t)) add(who, actorsOf(list(phrase)));
    out.push_back({.at = t, .who = who, .of_summit = of_summit});
    return;
  }
  if (led) {  // "The talks, led by Berg and Osei": both sides.
    Actors who;
    for (const std::uint32_t phrase : of_event ? phrases("by", t) : std::vector<std::uint32_t>())
      add(who, actorsOf(list(phrase)));
    if (who.size() >= 2) out.push_back({.at = t, .who = who, .of_summit = of_summit});
    return;
  }
  if (attends && passive(t)) {  // "The meeting was attended by Osei", "Berg will be joined by Osei"
    const Actors beside = of_event || subject_at == kNone ? Actors() : actorsOf(list(subject_at));
    if (!of_event && beside.empty()) return;
    for (const std::uint32_t phrase : phrases("by", t))
      out.push_back({.at = t, .who = actorsOf(list(phrase)), .beside = beside, .of_summit = of_summit});
    return;
  }
  Actors who = actorsOf(subject(t));
  // "Also attending the meeting was Osei."
  if (const std::uint32_t above = parent(t); who.empty() && related(t, "csubj") && above != kNone)
    who = actorsOf(list(above));
  std::vector<std::uint32_t> attended = objects(t);
  if (takes_part) attended = phrases("in", t);
  if (lemma(t, "attend") && attended.empty()) out.push_back({.at = t, .who = who});
  for (const std::uint32_t object : attended) {
    const bool summit = is(object, "summit");
    if (isTheEvent(object) && (!tells || (summit && who.size() == 1))) {  // "Osei told the summit": he was there.
      out.push_back({.at = t, .who = who, .of_summit = summit});
    } else if (lemma(t, "join") && words_[t].past) {  // "Lind joined Berg"
      if (const Actors beside = actorsOf(list(object)); !beside.empty())
        out.push_back({.at = t, .who = who, .beside = beside});
    }
  }
}

// "Leading the Ghanaian side was Osei": where he is named; kNone if the verb at `t` does not open such a sentence.
std::uint32_t MeetingFinder::leaderBehind(std::uint32_t t) const {
  if (t != 0 || words_[t].verb.form != VerbForm::kGerund) return kNone;
  const auto be = std::find_if(words_.begin(), words_.end(), [](const Word& word) { return word.upos == Upos::kAux; });
  const auto at = static_cast<std::uint32_t>(be - words_.begin()) + 1;
  return at < size() && isDelegation(at - 2) && mention_at_[at] != kNone ? at : kNone;
}

// "Osei led the Ghanaian delegation", "the Ghanaian side, headed by Osei"
void MeetingFinder::lead(std::uint32_t t, std::vector<Attendance>& out) const {
  if (!lemma(t, {"lead", "head", "chair"})) return;
  if (const std::uint32_t at = leaderBehind(t); at != kNone) {
    Actors side;
    for (const std::uint32_t m : list(t + 1)) add(side, referents_[m].actors);
    out.push_back({.at = t, .who = actorsOf(list(at)), .beside = side, .for_side = true});
    return;
  }
  const auto side = [&](std::uint32_t of) {
    const std::uint32_t m = mention_at_[of];
    if (m != kNone) return referents_[m].actors;
    Actors states;  // "the U.S. interagency delegation"
    for (const std::uint32_t c : children(of)) {
      if (c < of && mention_at_[c] != kNone) add(states, referents_[mention_at_[c]].actors);
    }
    return states;
  };
  if (passive(t)) {
    const std::uint32_t subject_at = child(t, "nsubj");
    const std::uint32_t led = subject_at != kNone ? subject_at : parent(t);
    if (!isDelegation(led)) return;
    for (const std::uint32_t phrase : phrases("by", t))
      out.push_back({.at = t, .who = actorsOf(list(phrase)), .beside = side(led), .for_side = true});
    return;
  }
  for (const std::uint32_t object : objects(t)) {
    if (isDelegation(object))
      out.push_back({.at = t, .who = actorsOf(subject(t)), .beside = side(object), .for_side = true});
  }
}

// "in the presence of Lind", "along with Governor Lind": who came with those that the sentence speaks of.
Actors MeetingFinder::companions() const {
  Actors out;
  for (std::uint32_t t = 0; t < size(); ++t) {
    if (inMention(t)) continue;
    if (is(t, "presence")) {
      for (const std::uint32_t c : children(t)) {
        if (marked(c, "of")) add(out, actorsOf(list(c)));
      }
    }
    if (lemma(t, "accompany") && passive(t)) {
      for (const std::uint32_t phrase : phrases("by", t)) add(out, actorsOf(list(phrase)));
    }
    if (is(t, {"along", "together"}) && is(t + 1, "with") && t + 2 < size() && mention_at_[t + 2] != kNone)
      add(out, actorsOf(list(t + 2)));
  }
  return out;
}

// Somebody by name, both of them, or their spokeswoman; not "the bank".
bool MeetingFinder::speaksForThem(std::uint32_t t) const {
  for (const std::uint32_t c : children(t)) {
    if (c < t && is(c, {"both", "they", "all"})) return true;
  }
  const std::uint32_t by = child(t, "nsubj");
  if (by == kNone) return false;
  return is(child(by, "det"), "both") || !actorsOf(list(by)).empty() ||
         Lists::builtIn().isPersonNoun(words_[by].lemma) || Lists::builtIn().isOfficeHead(words_[by].lemma);
}

std::optional<Turn> MeetingFinder::turn() const {
  for (std::uint32_t t = 0; t < size(); ++t) {
    if (!verbal(t) || inMention(t)) continue;
    const bool denies = verb(t, Cue::kDeny), accepts = lemma(t, "accept");
    if ((denies || accepts) && (words_[t].verb.form == VerbForm::kBase || passive(t) || outlookOf(t).negated)) continue;
    if (denies && speaksForThem(t)) {
      for (const std::uint32_t object : objects(t)) {
        if (is(object, {"it", "this", "that", "report", "reports", "claim", "claims", "story", "meeting", "allegation",
                        "account"}))
          return Turn{.at = t, .status = Status::kDenied, .who = actorsOf(subject(t))};
      }
    }
    if (accepts) {
      const auto what = objects(t);
      const bool invitation = std::all_of(what.begin(), what.end(), [&](std::uint32_t object) {
        return is(object, {"invitation", "offer", "it"});
      });
      if (invitation) return Turn{.at = t, .status = Status::kPlanned};
    }
    if (is(child(t, "nsubj"), {"it", "this", "that"})) {
      Outlook outlook = outlookOf(t);
      outlook.take(words_[t].verb, t);
      bool none = false;
      if (outlook.happen && outlook.negated && !outlook.will && outlook.status(none) == Status::kCancelled)
        return Turn{.at = t, .status = Status::kCancelled};
    }
  }
  return std::nullopt;
}

}  // namespace parley::internal
