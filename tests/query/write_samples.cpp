// Writes every export of the tests' news, and of the hostile news, into two folders of the folder that is given: for
// readers that are not ours (read_back.py).
#include <deque>
#include <filesystem>
#include <fstream>
#include <iostream>

#include "graph/error.h"
#include "query/dossier.h"
#include "query/local_answers.h"
#include "tests/query/news.h"

int main(int argc, char** argv) {
  if (argc != 2) return 2;
  const std::filesystem::path root(argv[1]);
  const auto write = [&](const char* folder, std::vector<parley::ReadDocument> documents) {
    std::filesystem::create_directories(root / folder);
    const auto graph = parley::KnowledgeGraph::build(std::move(documents));
    parley::LocalAnswers answers(graph);
    for (const std::string_view word : parley::exportWords()) {
      const parley::ExportFormat format = *parley::exportFormatOf(word);
      std::vector<std::filesystem::path> paths;
      for (const std::string_view file : parley::filesOf(format)) paths.push_back(root / folder / word / file);
      if (paths.empty()) paths.push_back(root / folder / word);
      std::deque<std::ofstream> files;
      std::vector<std::ostream*> outs;
      for (const std::filesystem::path& path : paths) {
        std::filesystem::create_directories(path.parent_path());
        outs.push_back(&files.emplace_back(path, std::ios::binary));
      }
      answers.exportTo({format}, outs);
    }
  };
  const auto writeDossiers = [&](const char* folder, std::vector<parley::ReadDocument> documents,
                                 const parley::DossierQuestion& question) {
    const auto graph = parley::KnowledgeGraph::build(std::move(documents));
    const parley::DossierAnswer dossier = parley::LocalAnswers(graph).dossier(question);
    for (const std::string_view word : parley::dossierWords()) {
      std::ofstream out(root / folder / word, std::ios::binary);
      parley::writeDossier(dossier, *parley::dossierFormatOf(word), out);
    }
  };
  write("news", parley::test::news());
  write("hostile", parley::test::hostileNews());
  write("empty", {});
  writeDossiers("news", parley::test::news(), {.name = "Kerr"});
  writeDossiers("hostile", parley::test::hostileNews(), {.name = "Back slash"});
  return 0;
}
