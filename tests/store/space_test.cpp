// compactStore(): what was retracted is in no file; sizesOf(): counts what is there.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rocksdb/db.h>
#include <rocksdb/utilities/debug.h>

#include <memory>
#include <set>

#include "store/internal/rocks_status.h"
#include "store/internal/survey.h"
#include "tests/store/care_fixture.h"
#include "tests/support/throws_error.h"

namespace parley::test {
namespace {

// Where `words` stand: in the bytes of a file as they are, or in what a file holds once it is decompressed, in old
// versions of rows and in deleted ones too.
std::set<std::string> placesOf(const std::filesystem::path& store_dir, const std::string& words) {
  std::set<std::string> places;
  for (const auto& [name, content] : filesOf(store_dir)) {
    if (content.find(words) != std::string::npos) places.insert(name);
  }
  const auto engine = store::openRocksEngine(store_dir, store::RocksAccess::kInspect);
  std::vector<rocksdb::KeyVersion> versions;
  store::check(rocksdb::GetAllKeyVersions(&engine->database(), {}, {}, SIZE_MAX, &versions), "reading all versions");
  for (const rocksdb::KeyVersion& version : versions) {
    const auto tag = static_cast<store::Tag>(version.user_key[2]);
    std::string text = version.user_key + version.value;
    if ((tag == store::Tag::kText || tag == store::Tag::kCoveredText) && !version.value.empty()) {
      text += store::decodeText(store::unseal(version.user_key, version.value));
    }
    if (text.find(words) != std::string::npos) places.insert("a row of tag " + std::to_string(static_cast<int>(tag)));
  }
  return places;
}

ReadDocument secret() {
  DocumentBuilder builder("zqxletter", "2023-05-03");
  const LocalIndex one = builder.person("Qorvath Zqxberg", {"envoy", "Norland", {}});
  const LocalIndex other = builder.person("Yyldin Zqxmann", {"president", "", {}});
  builder.meeting("Qorvath Zqxberg met Yyldin Zqxmann in Zqxtown on Monday.", {one, other}, {});
  return builder.build();
}

class SpaceTest : public CareTest {};

TEST_F(SpaceTest, ARetractedDocumentIsInNoFileAfterwards) {
  const ReadDocument read = secret();
  const std::string id = store::documentKey(store::Tag::kText, read.document.id).substr(3);
  // The name of the document, of one person folded, a word of the text only, and the id.
  const std::vector<std::string> words = {"zqxletter", "zqxberg", "Zqxtown", id};
  {
    const auto writer = openToWrite(store_);
    writer->add(std::span(&read, 1));
    writer->catchUp();
  }
  openToWrite(store_);  // Into a file; the next rows go to another one.
  addDocuments(kDocuments, 2);
  openToWrite(store_)->retract(read.document.id);
  for (const std::string& word : words) EXPECT_GE(placesOf(store_, word).size(), 1u) << word << " is to be found first";

  const CompactReport report = compactStore(store_);
  EXPECT_GT(report.bytes_before, report.bytes_after);
  for (const std::string& word : words) {
    EXPECT_THAT(placesOf(store_, word), testing::IsEmpty()) << word;
  }
  expectSameAsBuilt(*Store::open(store_, {}), documents(kDocuments + 2));
  EXPECT_TRUE(verify().sound());
}

TEST_F(SpaceTest, SizesAreThoseOfTheRows) {
  std::map<store::Tag, RowCount> expected;
  for (const auto& [key, value] : rowsOf(store_)) {
    RowCount& count = expected[static_cast<store::Tag>(key[2])];
    ++count.entries;
    count.bytes += key.size() + value.size();
  }
  const StoreSizes sizes = sizesOf(store_);
  ASSERT_EQ(sizes.rows.size(), store::allTags().size());
  for (std::size_t i = 0; i < sizes.rows.size(); ++i) {
    const store::NamedTag& named = store::allTags()[i];
    EXPECT_EQ(sizes.rows[i].first, named.name);
    EXPECT_EQ(sizes.rows[i].second.entries, expected[named.tag].entries) << named.name;
    EXPECT_EQ(sizes.rows[i].second.bytes, expected[named.tag].bytes) << named.name;
  }
  std::uint64_t entries = 0;
  for (const auto& [relation, count] : sizes.relations) entries += count.entries;
  EXPECT_EQ(entries, expected[store::Tag::kSpo].entries);
  EXPECT_GT(sizes.relations.size(), 2u);
  EXPECT_GT(sizes.disk_bytes, 1000u);
  EXPECT_THAT([&] { static_cast<void>(sizesOf(dir_.path() / "nothing")); },
              ThrowsError(ErrorCode::kInvalidArgument, "there is no store"));
}

}  // namespace
}  // namespace parley::test
