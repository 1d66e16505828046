#pragma once
// Documents and decisions into a store of their own, in batches that bound the memory.
#include <cstddef>
#include <filesystem>
#include <memory>
#include <span>
#include <vector>

#include "store/store.h"

namespace parley::store {

class CopiedStore {
 public:
  explicit CopiedStore(const std::filesystem::path& dir) {
    StoreOptions options;
    options.access = StoreAccess::kWrite;
    options.create = true;
    store_ = Store::open(dir, options);
  }
  void add(ReadDocument read) {
    bytes_ += read.document.text.size();
    waiting_.push_back(std::move(read));
    if (waiting_.size() >= kBatchDocuments || bytes_ >= kBatchBytes) commit();
  }
  void decide(const Decision& decision) { store_->decide(std::span(&decision, 1)); }
  // All that was added, and what is derived from it.
  void finish() {
    commit();
    store_->catchUp();
  }

 private:
  static constexpr std::size_t kBatchDocuments = 1000;
  static constexpr std::size_t kBatchBytes = 16u << 20;

  void commit() {
    if (!waiting_.empty()) store_->add(waiting_);
    waiting_.clear();
    bytes_ = 0;
  }

  std::unique_ptr<Store> store_;
  std::vector<ReadDocument> waiting_;
  std::size_t bytes_ = 0;
};

}  // namespace parley::store
