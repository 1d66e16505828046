#include "graph/error.h"

namespace parley::internal {

void checkFailed(const char* condition, const char* file, int line) {
  throw std::logic_error(std::string("bug in parley: ") + file + ":" + std::to_string(line) + ": " + condition);
}

}  // namespace parley::internal
