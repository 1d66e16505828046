#pragma once
// A folder that nobody needs once its owner is gone.
#include <stdlib.h>

#include <cerrno>
#include <filesystem>
#include <string>
#include <system_error>

#include "graph/error.h"

namespace parley::store {

class ScratchFolder {
 public:
  // Below `parent`. Throws Error(kIo).
  explicit ScratchFolder(const std::filesystem::path& parent) {
    std::string path = (parent / "parley-XXXXXX").string();
    if (mkdtemp(path.data()) == nullptr) {
      throw Error(ErrorCode::kIo,
                  "making a folder in " + parent.string() + ": " + std::generic_category().message(errno));
    }
    path_ = path;
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ~ScratchFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(path_, ignored);
  }
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace parley::store
