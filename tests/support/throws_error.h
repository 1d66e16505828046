#pragma once
// EXPECT_THAT([&] { open(dir); }, ThrowsError(ErrorCode::kBusy)): the particular failure, not just any.
#include <gmock/gmock.h>

#include "graph/error.h"

namespace parley::test {

inline auto ThrowsError(ErrorCode code) { return testing::Throws<Error>(testing::Property(&Error::code, code)); }
inline auto ThrowsError(ErrorCode code, const std::string& part_of_message) {
  return testing::Throws<Error>(testing::AllOf(testing::Property(&Error::code, code),
                                               testing::Property(&Error::what, testing::HasSubstr(part_of_message))));
}

}  // namespace parley::test
