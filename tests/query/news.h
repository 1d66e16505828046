#pragma once
// The small news that the tests of query/ ask about.
#include <vector>

#include "graph/knowledge_graph.h"
#include "tests/support/builders.h"

namespace parley::test {

// Anna Kerr (Norway) met Li Osei (Ghana) in Oslo on 3 March 2021, as planned before; Osei and Marta Silva (Chile)
// spoke on 5 March; Kerr and Silva called off April; all three met in Geneva some time in May, without a day. A
// teaser pairs Kerr with Boris Volkov, who otherwise only had a meeting with her proposed.
inline std::vector<ReadDocument> news() {
  std::vector<ReadDocument> documents;
  {
    DocumentBuilder story("planned", "2021-03-01");
    const LocalIndex kerr = story.person("Anna Kerr", {.role = "foreign minister", .country = "Norway"});
    const LocalIndex osei = story.person("Li Osei", {.country = "Ghana"});
    story.meeting("Kerr will meet Osei on 3 March.", {kerr, osei}, {.status = Status::kPlanned, .date = "2021-03-03"});
    documents.push_back(story.build());
  }
  {
    DocumentBuilder story("oslo", "2021-03-04");
    story.setUrl("https://example.org/oslo?a=1&b=2");
    story.setOutlet("Example Post");
    const LocalIndex kerr = story.person("Anna Kerr", {.role = "foreign minister", .country = "Norway"});
    const LocalIndex osei = story.person("Li Osei", {.role = "trade minister", .country = "Ghana"});
    const LocalIndex norway = story.country("Norway");
    const LocalIndex oslo = story.place("Oslo", "Norway");
    story.meeting("Kerr met Osei in Oslo on 3 March.", {kerr, osei},
                  {.date = "2021-03-03", .place = oslo, .speaker = osei});
    story.triple("Kerr is the foreign minister of Norway.", kerr, Relation::kRepresents, norway);
    documents.push_back(story.build());
  }
  {
    DocumentBuilder story("phone", "2021-03-06");
    const LocalIndex osei = story.person("Li Osei", {.country = "Ghana"});
    const LocalIndex silva = story.person("Marta Silva", {.role = "president", .country = "Chile"});
    story.country("Chile");
    story.meeting("Osei and Silva spoke by phone on 5 March.", {osei, silva},
                  {.kind = MeetingKind::kCall, .date = "2021-03-05"});
    documents.push_back(story.build());
  }
  {
    DocumentBuilder story("april", "2021-04-02");
    const LocalIndex kerr = story.person("Anna Kerr", {.country = "Norway"});
    const LocalIndex silva = story.person("Marta Silva", {.country = "Chile"});
    const LocalIndex volkov = story.person("Boris Volkov");
    story.meeting("Kerr called off her April meeting with Silva.", {kerr, silva},
                  {.status = Status::kCancelled, .date = "2021-04-20"});
    story.meeting("MORE NEWS: Kerr meets Volkov", {kerr, volkov}, {.furniture = true});
    documents.push_back(story.build());
  }
  {
    DocumentBuilder story("geneva", "2021-06-01");
    const LocalIndex kerr = story.person("Anna Kerr", {.country = "Norway"});
    const LocalIndex osei = story.person("Li Osei", {.country = "Ghana"});
    const LocalIndex silva = story.person("Marta Silva", {.country = "Chile"});
    const LocalIndex geneva = story.place("Geneva", "Switzerland");
    story.meeting("In May, Kerr, Osei and Silva held talks in Geneva.", {kerr, osei, silva},
                  {.kind = MeetingKind::kTalks, .date = "2021-05", .place = geneva});
    documents.push_back(story.build());
  }
  {
    DocumentBuilder story("proposal");
    const LocalIndex kerr = story.person("Anna Kerr", {.country = "Norway"});
    const LocalIndex volkov = story.person("Boris Volkov");
    story.meeting("Volkov has offered to meet Kerr.", {kerr, volkov}, {.status = Status::kProposed});
    documents.push_back(story.build());
  }
  return documents;
}

inline std::vector<std::string> hostileNames() {
  return {"<script>&amp;\"quote\" 'apostrophe' ]]>",
          "Control \x01\x02\x1b[31m\x7f\xc2\x85 Characters\nand\tbreaks\r",
          "\u202eRight to Left\u200f \u05d0\u05d1\u05d2",
          "Emoji \U0001F600\U0001F468\u200D\U0001F469\u200D\U0001F467 Smith",
          "Not a character \uFFFE\uFFFF",
          std::string(10'000, 'x') + " Long",
          "=HYPERLINK(\"https://example.org\",\"Formula\");=1+1;@Sum",
          "Back\\slash \\N Ends\\",
          "[Link](javascript:alert) *Bold* _Word_ `Code` | <https://example.org> # Head",
          "\x01"};
}

// Everybody of hostileNames() met everybody else, in one meeting each.
inline std::vector<ReadDocument> hostileNews() {
  const std::vector<std::string> names = hostileNames();
  DocumentBuilder story("hostile <&>\"'", "2021-03-04");
  story.setUrl("https://example.org/?q=<&>\"'");
  story.setTitle("\x1b]0;title\x07 <b>&");
  std::vector<LocalIndex> people;
  for (const std::string& name : names)
    people.push_back(story.person(name, {.role = name, .country = name, .aliases = {name + " II"}}));
  for (std::size_t i = 0; i < people.size(); ++i) {
    for (std::size_t k = i + 1; k < people.size(); ++k) {
      story.meeting("Met: " + names[i] + " & " + names[k], {people[i], people[k]}, {.date = "2021-03-03"});
    }
  }
  return {story.build()};
}

}  // namespace parley::test
