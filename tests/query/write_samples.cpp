// Writes every export of the tests' news, and of the hostile news, into two folders of the folder that is given: for
// readers that are not ours (read_back.py).
#include <filesystem>
#include <fstream>
#include <iostream>

#include "graph/error.h"
#include "query/local_answers.h"
#include "tests/query/news.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::filesystem::path root(argv[1]);
  const auto write = [&](const char* folder, std::vector<parley::ReadDocument> documents) {
    std::filesystem::create_directories(root / folder);
    const auto graph = parley::KnowledgeGraph::build(std::move(documents));
    parley::LocalAnswers answers(graph);
    for (const char* name : {"people.graphml", "meetings.graphml", "timeline.gexf", "meetings.jsonl"}) {
      std::ofstream out(root / folder / name, std::ios::binary);
      answers.exportTo({*parley::exportFormatOf(name)}, out);
    }
  };
  write("news", parley::test::news());
  write("hostile", parley::test::hostileNews());
  write("empty", {});
  return 0;
}
