#include <sstream>

#include "graph/error.h"
#include "tools/command_runs.h"

namespace parley {
namespace {

Error usage(const std::string& what) { return Error(ErrorCode::kInvalidArgument, what); }

// The words that `option` lists, each one of `known`.
template <typename Value, typename Parse>
std::vector<Value> listed(const Invocation& invocation, std::string_view option, const std::vector<Value>& known,
                          const Parse& parse) {
  std::vector<Value> values;
  std::istringstream words(invocation.value(option).value_or(""));
  for (std::string word; std::getline(words, word, ',');) {
    const std::optional<Value> value = parse(word);
    if (!value) {
      std::vector<std::string_view> all_words;
      std::string all;
      for (const Value each : known) {
        all_words.push_back(wordOf(each));
        all += (all.empty() ? "" : ", ") + std::string(all_words.back());
      }
      const std::string_view near = nearest(word, all_words);
      throw usage("--" + std::string(option) + " takes " + all + ", not “" + word + "”" +
                  (near.empty() ? "" : " (did you mean " + std::string(near) + "?)"));
    }
    values.push_back(*value);
  }
  return values;
}

std::optional<DateInterval> daysOf(const Invocation& invocation, std::string_view option) {
  const std::optional<std::string> text = invocation.value(option);
  return text ? std::optional(daysIn(*text, "--" + std::string(option))) : std::nullopt;
}

std::string nameIn(const Invocation& invocation, std::string_view option) {
  const std::optional<std::string> name = invocation.value(option);
  if (name && name->find_first_not_of(" \t\r\n") == std::string::npos) {
    throw usage("--" + std::string(option) + " takes a name");
  }
  return name.value_or("");
}

}  // namespace

DateInterval daysIn(const std::string& text, std::string_view what) {
  const std::optional<DateInterval> days = parseInterval(text);
  if (!days) {
    throw usage(std::string(what) + " takes a day, a month or a year (2022-01-21, 2022-01, 2022), not “" + text + "”");
  }
  return *days;
}

Filters filtersOf(const Invocation& invocation) {
  Filters filters;
  filters.statuses = listed<Status>(invocation, "status",
                                    {Status::kHeld, Status::kPlanned, Status::kProposed, Status::kPostponed,
                                     Status::kCancelled, Status::kRefused, Status::kUncertain},
                                    statusFromWord);
  filters.kinds = listed<MeetingKind>(invocation, "kind",
                                      {MeetingKind::kMeeting, MeetingKind::kVisit, MeetingKind::kCall,
                                       MeetingKind::kSummit, MeetingKind::kTalks, MeetingKind::kOther},
                                      meetingKindFromWord);
  if (const auto since = daysOf(invocation, "since")) filters.since = since->first;
  if (const auto until = daysOf(invocation, "until")) filters.until = until->last;
  if (const auto on = daysOf(invocation, "on")) {
    if (filters.since || filters.until) throw usage("--on says the days by itself; leave out --since and --until");
    filters.since = on->first;
    filters.until = on->last;
  }
  if (filters.since && filters.until && *filters.since > *filters.until) {
    throw usage("--since " + formatDate(*filters.since) + " is after --until " + formatDate(*filters.until));
  }
  filters.place = nameIn(invocation, "place");
  filters.outlet = nameIn(invocation, "outlet");
  if (const auto number = invocation.value("min-reports")) {
    filters.min_reports = numberOf("min-reports", *number, 1, 1'000'000);
  }
  return filters;
}

std::optional<Date> asOfDay(const Invocation& invocation) {
  const std::optional<DateInterval> days = daysOf(invocation, "as-of");
  return days ? std::optional(days->last) : std::nullopt;
}

}  // namespace parley
