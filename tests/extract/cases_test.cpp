// Runs tests/cases/*/*.case but those of open triples: text in, meetings, people and triples out. A new case needs no
// C++; tests/cases/README.md has the form.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "extract/extractor.h"
#include "extract/reader.h"
#include "graph/resolve.h"
#include "tests/support/model.h"

namespace parley {
namespace {

struct Case {
  std::string text;
  std::optional<Date> date;
  std::vector<std::string> meetings;  // "kind | A, B | status | date | place", sorted.
  std::vector<std::string> people;    // "name | role | country"
  bool none = false;
  std::vector<std::string> triples;  // "subject | relation | object | status", sorted.
  bool no_triple = false;
};

Case readCase(const std::filesystem::path& path) {
  Case result;
  std::ifstream in(path);
  std::string line;
  while (std::getline(in, line)) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t word_end = line.find(' ');
    const std::string word = line.substr(0, word_end);
    const std::size_t begin = word_end == std::string::npos ? word_end : line.find_first_not_of(' ', word_end);
    const std::string rest = begin == std::string::npos ? "" : line.substr(begin);
    if (word == "text") {
      result.text += result.text.empty() ? rest : "\n\n" + rest;
    } else if (word == "date") {
      result.date = parseDate(rest);
      if (!result.date) throw std::runtime_error("not a date: " + rest);
    } else if (word == "meeting") {
      result.meetings.push_back(rest);
    } else if (word == "person") {
      result.people.push_back(rest);
    } else if (word == "none") {
      result.none = true;
    } else if (word == "triple") {
      result.triples.push_back(rest);
    } else if (word == "no_triple") {
      result.no_triple = true;
    } else {
      throw std::runtime_error("unknown word: " + line);
    }
  }
  std::sort(result.meetings.begin(), result.meetings.end());
  std::sort(result.triples.begin(), result.triples.end());
  return result;
}

Extraction read(const Case& wanted) {
  Sighting sighting;
  sighting.name = "case";
  sighting.published = wanted.date;
  return extract(readDocument(wanted.text, sighting), test::englishModel());
}

// Each local meeting folded as a store folds it, but with its participants as the document names them.
std::vector<std::string> meetingsOf(const Extraction& extraction) {
  const std::vector<ResolvedLocal> resolved = resolvedAlone(extraction);
  std::map<EntityId, std::string> names;
  for (const ResolvedLocal& local : resolved) names[local.id] = local.entity.name;
  std::vector<std::string> meetings;
  for (const Account& account : accountsOf({}, extraction, resolved)) {
    std::vector<std::string> parties;
    for (const Party& party : account.parties) parties.push_back(names.at(party.entity));
    std::sort(parties.begin(), parties.end());
    std::string line(wordOf(account.kind));
    line += " | ";
    for (std::size_t i = 0; i < parties.size(); ++i) line += (i > 0 ? ", " : "") + parties[i];
    line += " | " + std::string(wordOf(account.status)) + " | ";
    line += account.when.interval ? formatInterval(*account.when.interval) : "-";
    line += " | " + (account.place ? names.at(*account.place) : "-");
    if (account.furniture) line += " | furniture";
    meetings.push_back(line);
  }
  std::sort(meetings.begin(), meetings.end());
  return meetings;
}

std::vector<std::filesystem::path> caseFiles() {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(PARLEY_SOURCE_DIR "/tests/cases")) {
    const bool meetings = entry.path().parent_path().filename() != "open_triples";
    if (meetings && entry.path().extension() == ".case") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

// The cases of open.txt, by their paths below the folder of cases: what the rules cannot read yet.
std::set<std::string> openCases() {
  std::set<std::string> open;
  std::ifstream in(PARLEY_SOURCE_DIR "/tests/cases/open.txt");
  for (std::string line; std::getline(in, line);) {
    if (!line.empty() && line.front() != '#') open.insert(line);
  }
  return open;
}

std::vector<std::string> peopleOf(const Extraction& extraction) {
  std::vector<std::string> people;
  for (const LocalEntity& entity : extraction.entities) {
    if (entity.kind != EntityKind::kPerson) continue;
    people.push_back(entity.name + " | " + (entity.role.empty() ? "-" : entity.role) + " | " +
                     (entity.country.empty() ? "-" : entity.country));
  }
  return people;
}

std::vector<std::string> triplesOf(const Extraction& extraction) {
  std::vector<std::string> triples;
  for (const Report& report : extraction.reports) {
    const auto* triple = std::get_if<TripleStatement>(&report.statement);
    if (triple == nullptr) continue;
    triples.push_back(extraction.entities.at(triple->subject).name + " | " + std::string(wordOf(triple->relation)) +
                      " | " + extraction.entities.at(triple->object.value()).name + " | " +
                      std::string(wordOf(report.status)));
  }
  std::sort(triples.begin(), triples.end());
  return triples;
}

TEST(Cases, SayExactlyTheMeetingsPeopleAndTriplesWanted) {
  const std::filesystem::path folder(PARLEY_SOURCE_DIR "/tests/cases");
  const std::vector<std::filesystem::path> files = caseFiles();
  ASSERT_GE(files.size(), 40u);
  std::set<std::string> open = openCases();
  for (const std::filesystem::path& file : files) {
    SCOPED_TRACE(file.string());
    const Case wanted = readCase(file);
    const bool about_triples = wanted.no_triple || !wanted.triples.empty();
    ASSERT_TRUE(wanted.none || !wanted.meetings.empty() || !wanted.people.empty() || about_triples)
        << "the case wants nothing";
    ASSERT_FALSE(wanted.none && !wanted.meetings.empty());
    ASSERT_FALSE(wanted.no_triple && !wanted.triples.empty());
    const Extraction extraction = read(wanted);
    const bool about_meetings = wanted.none || !wanted.meetings.empty();
    const std::vector<std::string> meetings = meetingsOf(extraction);
    const std::vector<std::string> people = peopleOf(extraction);
    if (open.erase(std::filesystem::relative(file, folder).string()) > 0) {
      const bool right = (!about_meetings || meetings == wanted.meetings) &&
                         (!about_triples || triplesOf(extraction) == wanted.triples) &&
                         std::all_of(wanted.people.begin(), wanted.people.end(), [&](const std::string& person) {
                           return std::find(people.begin(), people.end(), person) != people.end();
                         });
      EXPECT_FALSE(right) << "is read now: take it off open.txt";
      continue;
    }
    if (about_meetings) {
      EXPECT_THAT(meetings, testing::ContainerEq(wanted.meetings));
    }
    if (about_triples) {
      EXPECT_THAT(triplesOf(extraction), testing::ContainerEq(wanted.triples));
    }
    for (const std::string& person : wanted.people) EXPECT_THAT(people, testing::Contains(person));
  }
  EXPECT_TRUE(open.empty()) << "open.txt names a case that is not there: " << *open.begin();
}

}  // namespace
}  // namespace parley
