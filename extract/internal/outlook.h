#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "extract/words.h"
#include "graph/report.h"

namespace parley::internal {

// What the words around a verb or noun say about whether it happens.
struct Outlook {
  bool cancel = false, postpone = false, refuse = false, deny = false, uncertain = false, propose = false, plan = false;
  bool accept = false, fail = false, negated = false, will = false, would = false, may = false, to = false;
  bool no_such = false;   // "no meeting"
  bool demanded = false;  // Somebody asks for a cancellation, a delay or a refusal.
  bool have = false, past = false, now = false, happen = false, conditional = false;
  std::vector<std::uint32_t> cues;              // Tokens that decided.
  std::uint32_t uncertain_at = 0, plan_at = 0;  // The last token that said so.

  // What the word or phrase that begins at token `at` says.
  void take(const LexiconMatch& match, std::uint32_t at);
  void join(const Outlook& other);
  // nullopt: the words do not decide. `none`: what they speak of never was a meeting.
  [[nodiscard]] std::optional<Status> status(bool& none) const;

 private:
  [[nodiscard]] std::uint32_t count() const;
};

}  // namespace parley::internal
