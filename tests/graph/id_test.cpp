#include "graph/id.h"

#include <gtest/gtest.h>

namespace parley {
namespace {

TEST(Id, DocumentIdIsAFunctionOfTheBytes) {
  EXPECT_EQ(documentIdOf("one"), documentIdOf("one"));
  EXPECT_NE(documentIdOf("one"), documentIdOf("One"));
  // BLAKE2b with a 16-byte digest of nothing, RFC 7693's function.
  EXPECT_EQ(toHex(documentIdOf("")), "cae66941d9efbd404e4d88758ea67670");
}

TEST(Id, PartsAreToldApart) { EXPECT_NE(entityIdOf({"ab", "c"}), entityIdOf({"a", "bc"})); }

TEST(Id, HexRoundTripsAndRefusesTheRest) {
  const DocumentId id = documentIdOf("text");
  EXPECT_EQ(documentIdFromHex(toHex(id)), id);
  EXPECT_EQ(entityIdFromHex("00000000000000ff"), EntityId{255});
  for (const char* bad : {"", "ff", "00000000000000FF", "00000000000000fg", " 0000000000000ff"}) {
    EXPECT_FALSE(entityIdFromHex(bad).has_value()) << bad;
  }
}

}  // namespace
}  // namespace parley
