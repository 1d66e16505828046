#pragma once
// A store on this machine as what a server serves. Each question sees the store as it is when its turn comes.
#include <filesystem>
#include <memory>

#include "store/store.h"
#include "tools/served.h"

namespace parley {

class ServedStore final : public Served {
 public:
  // Throws what Store::open() throws.
  explicit ServedStore(const std::filesystem::path& dir);
  [[nodiscard]] std::unique_ptr<Answers> answersWithin(QuestionBudget& budget) override;
  [[nodiscard]] State look() override;

 private:
  std::shared_ptr<const Store> store_;
};

}  // namespace parley
