#include "extract/internal/outlook.h"

#include <algorithm>

namespace parley::internal {

void Outlook::take(const LexiconMatch& match, std::uint32_t at) {
  const std::uint32_t before = count();
  const Flags<Cue>& c = match.cues;
  cancel |= c.has(Cue::kCancel);
  postpone |= c.has(Cue::kPostpone);
  refuse |= c.has(Cue::kRefuse);
  deny |= c.has(Cue::kDeny);
  uncertain |= c.has(Cue::kUncertain);
  propose |= c.has(Cue::kPropose) || c.has(Cue::kInvite);
  plan |= c.has(Cue::kPlan) || c.has(Cue::kPlanning);
  accept |= c.has(Cue::kAccept);
  fail |= c.has(Cue::kFail);
  negated |= c.has(Cue::kNot);
  will |= c.has(Cue::kWill);
  would |= c.has(Cue::kWould);
  may |= c.has(Cue::kMay);
  happen |= c.has(Cue::kHappen);
  conditional |= c.has(Cue::kIf);
  if (count() > before) cues.push_back(at);
  if (c.has(Cue::kUncertain)) uncertain_at = at;
  if (c.has(Cue::kPlan) || c.has(Cue::kPlanning)) plan_at = at;
  to |= c.has(Cue::kTo);
  have |= c.has(Cue::kHave);
  past |= c.has(Cue::kThen) || match.form == VerbForm::kPast || match.form == VerbForm::kPastOrParticiple;
  now |= c.has(Cue::kNow);
}

std::uint32_t Outlook::count() const {
  return static_cast<std::uint32_t>(cancel) + postpone + refuse + deny + uncertain + propose + plan + accept + fail +
         negated + will + would + may + happen + conditional;
}

void Outlook::join(const Outlook& other) {
  cancel |= other.cancel, postpone |= other.postpone, refuse |= other.refuse, deny |= other.deny;
  uncertain |= other.uncertain, propose |= other.propose, plan |= other.plan, accept |= other.accept,
      fail |= other.fail;
  negated |= other.negated, will |= other.will, would |= other.would, may |= other.may, past |= other.past;
  no_such |= other.no_such, demanded |= other.demanded;
  happen |= other.happen, conditional |= other.conditional, have |= other.have;
  to |= other.to, now |= other.now;
  cues.insert(cues.end(), other.cues.begin(), other.cues.end());
  uncertain_at = std::max(uncertain_at, other.uncertain_at), plan_at = std::max(plan_at, other.plan_at);
}

std::optional<Status> Outlook::status(bool& none) const {
  none = false;
  if (demanded) return Status::kPlanned;
  if (no_such && (plan || have || past) && !happen) {  // "No meeting had ever been arranged."
    none = true;
    return std::nullopt;
  }
  if (cancel) return Status::kCancelled;
  if (postpone) return Status::kPostponed;
  if (refuse) return Status::kRefused;
  if (deny) return Status::kDenied;
  if (negated && happen) return Status::kCancelled;
  if (negated && (will || would || may || plan)) return Status::kRefused;
  if (negated || fail) {
    none = true;
    return std::nullopt;
  }
  if (accept) return Status::kPlanned;
  // "is likely to be set for May", but not "the talks planned for May are in doubt"
  if (uncertain && plan && !propose && uncertain_at < plan_at) return Status::kPlanned;
  if (uncertain && !propose) return Status::kUncertain;
  if (propose || (may && plan)) return Status::kProposed;  // "could arrange a meeting"
  if (may) return Status::kUncertain;
  if (would && conditional) return Status::kProposed;
  if (will || would || plan) return Status::kPlanned;
  return std::nullopt;
}

}  // namespace parley::internal
