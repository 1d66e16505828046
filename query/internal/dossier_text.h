#pragma once
// The sentences of a dossier that are ours, for both of its formats. None is escaped.
#include <string>
#include <string_view>

#include "query/answers.h"

namespace parley::query {

void writeDossierHtml(const DossierAnswer& dossier, std::ostream& out);
void writeDossierMarkdown(const DossierAnswer& dossier, std::ostream& out);

// "president, France; also called Emmanuel; named in 4 documents"
[[nodiscard]] std::string describedSubject(const DossierSubject& subject);
// "3 meetings: 2 held, 1 planned", or that none was found.
[[nodiscard]] std::string countedMeetings(const DossierAnswer& dossier);
// "2022-01-21", "2022-01 (month)", "2022-02-13 (inferred)", "no date; “Friday”".
[[nodiscard]] std::string whenOf(const MeetingLine& meeting);
// "talks in Geneva"
[[nodiscard]] std::string kindAndPlace(const MeetingLine& meeting);
// "planned 2022-01-18, then held 2022-01-21"; empty if the status never changed.
[[nodiscard]] std::string historyOf(const MeetingLine& meeting);
// "Example Wire, 2022-01-21", "undated"; with the speaker, if somebody is quoted.
[[nodiscard]] std::string originOf(const Quote& quote);
// "holds office"
[[nodiscard]] std::string relationWords(const TripleLine& fact);
// What the page rests on and what is not on it.
[[nodiscard]] std::string restsOn(const DossierAnswer& dossier);

}  // namespace parley::query
