#pragma once
// Who is meant by the names of a question, and what was searched for them.
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "graph/source.h"
#include "query/answers.h"

namespace parley::query {

// Whoever counts for a name: the entity, and for a country the persons who act for it.
using Side = std::set<EntityId>;

// lookUp(); throws Error(kInvalidArgument) for an empty name. `doing` is the question.
[[nodiscard]] NameMatch lookUpNamed(const GraphSource& source, const std::string& typed, std::string_view doing);
// Each name means one entity.
[[nodiscard]] bool eachIsClear(const std::vector<NameMatch>& names);

[[nodiscard]] Side sideOf(const GraphSource& source, const EntityRef& named, bool exact);
// Of names of which each is clear.
[[nodiscard]] std::vector<Side> sidesOf(const GraphSource& source, const std::vector<NameMatch>& names, bool exact);

// Documents that name somebody of each side.
[[nodiscard]] std::set<DocumentId> documentsNaming(const GraphSource& source, const std::vector<Side>& sides);
// Undated ones last.
[[nodiscard]] std::vector<DocumentId> newestFirst(const GraphSource& source, const std::set<DocumentId>& documents);
[[nodiscard]] Searched searched(const GraphSource& source, const std::vector<Side>& sides);

// Decisions that stand and concern somebody of `entities` by a name of theirs, or a report about somebody of each side.
[[nodiscard]] std::vector<std::string> restsOn(const GraphSource& source, const std::set<EntityId>& entities,
                                               const std::vector<Side>& sides);
// Whom the lines show.
[[nodiscard]] std::set<EntityId> shownIn(const std::vector<MeetingLine>& meetings);

// Meetings of somebody of one side with somebody else of the other; of anybody of it if there is one side only.
[[nodiscard]] std::vector<Meeting> meetingsOf(const GraphSource& source, const std::vector<Side>& sides);

}  // namespace parley::query
