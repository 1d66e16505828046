#pragma once
// Answers from a store on this machine, each from the store as it is at that moment: what another process added
// meanwhile is seen. Opening read-only costs little.
#include <filesystem>

#include "query/answers.h"

namespace parley {

class StoreAnswers final : public Answers {
 public:
  // Throws what Store::open() throws, so that a wrong directory is found now and not at the first question.
  explicit StoreAnswers(std::filesystem::path dir);
  [[nodiscard]] MetAnswer met(const MetQuestion& question) override;
  [[nodiscard]] PathAnswer path(const PathQuestion& question) override;
  [[nodiscard]] NearAnswer near(const NearQuestion& question) override;
  [[nodiscard]] ShowAnswer show(const std::string& what) override;
  [[nodiscard]] StatsAnswer stats() override;
  void exportTo(ExportFormat format, std::ostream& out) override;

 private:
  std::filesystem::path dir_;
};

}  // namespace parley
