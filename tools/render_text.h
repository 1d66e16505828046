#pragma once
// Answers for people. One meeting is a line with its sentences below:
//
//   HELD       2022-01-21 (day)  Antony Blinken – Sergey Lavrov  meeting, Geneva  6 reports in 6 documents
//              planned 2022-01-18 → held 2022-01-21
//              “The two met in Geneva on Friday.”  Example Wire, 2022-01-21  geneva-talks:120-152
//
// All text is made safe (terminal.h). Nothing depends on the width of the terminal.
#include "query/answers.h"
#include "tools/terminal.h"

namespace parley {

// kSome: the sentences at which a meeting's status changed and the first few others; kAll: every report.
enum class Quotes { kSome, kAll };

// `filters` are those of the question.
void render(const MetAnswer& answer, const Filters& filters, Quotes quotes, const Console& console);
void render(const PathAnswer& answer, const Filters& filters, const Console& console);
void render(const NearAnswer& answer, const Filters& filters, const Console& console);
// The sentences under their reasons.
void render(const WhyNotAnswer& answer, const Console& console);
void render(const ShowAnswer& answer, const Console& console);
void render(const StatsAnswer& answer, const Console& console);
// The changes under headings of their kinds.
void render(const DiffAnswer& answer, const Console& console);
void render(const ContradictionsAnswer& answer, const Filters& filters, const Console& console);
void render(const FindAnswer& answer, const Console& console);
void render(const TopAnswer& answer, const Filters& filters, const Console& console);

// True if every name means one entity; else says which do not. Says of each that was guessed whom it was taken for.
bool renderNames(const std::vector<NameMatch>& names, const Searched& searched, const Console& console);
// Lines that say what an answer does without; empty if nothing.
[[nodiscard]] std::string leftOutText(const LeftOut& left_out, const std::optional<AsOf>& as_of);

}  // namespace parley
