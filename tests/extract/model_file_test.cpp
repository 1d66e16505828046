#include "extract/internal/model_file.h"

#include <gmock/gmock.h>

#include <fstream>
#include <limits>

#include "tests/support/temp_dir.h"
#include "tests/support/throws_error.h"
#include "tests/support/tiny_model.h"

namespace parley {
namespace {

using internal::ModelFile;
using test::ThrowsError;
using testing::ElementsAre;

test::ModelSections fewSections() {
  return {{"bytes", test::matrixSection<std::int8_t>(1, 3, {1, -2, 3, 4, 5, -127})},
          {"floats", test::floatSection({0.5F, -2})},
          {"keys", test::matrixSection<std::uint64_t>(4, 1, {1ULL << 40, 7})},
          {"lines", test::textSection("one\n\nthree\n")},
          {"numbers", test::matrixSection<std::uint32_t>(3, 1, {9})}};
}

ModelFile read(const std::string& bytes) { return ModelFile::fromBytes(bytes, "some.model"); }

TEST(ModelFile, SectionsHaveTheirTypesAndShapes) {
  const ModelFile file = read(test::modelFileOf(fewSections()));
  EXPECT_THAT(file.bytes("bytes", 2, 3).row(1), ElementsAre(4, 5, -127));
  EXPECT_THAT(file.floats("floats").values, ElementsAre(0.5F, -2));
  EXPECT_THAT(file.longNumbers("keys").values, ElementsAre(1ULL << 40, 7));
  EXPECT_THAT(file.numbers("numbers", 1, 1).values, ElementsAre(9));
  EXPECT_EQ(file.text("lines"), "one\n\nthree\n");
  EXPECT_THAT(file.lines("lines"), ElementsAre("one", "", "three"));
  EXPECT_TRUE(file.has("keys"));
  EXPECT_FALSE(file.has("key"));
}

TEST(ModelFile, AnotherTypeOrShapeIsDamage) {
  const ModelFile file = read(test::modelFileOf(fewSections()));
  const auto damage = [](const std::string& part) { return ThrowsError(ErrorCode::kCorruption, part); };
  EXPECT_THAT([&] { (void)file.bytes("bytes", 3); }, damage("bytes has another shape"));
  EXPECT_THAT([&] { (void)file.bytes("bytes", 2, 2); }, damage("bytes has another shape"));
  EXPECT_THAT([&] { (void)file.floats("bytes"); }, damage("bytes has another type"));
  EXPECT_THAT([&] { (void)file.text("floats"); }, damage("floats has another type"));
  EXPECT_THAT([&] { (void)file.text("missing"); }, damage("no section missing"));
}

TEST(ModelFile, NumbersThatCouldOverflowAreDamage) {
  for (const float bad : {std::numeric_limits<float>::infinity(), std::numeric_limits<float>::quiet_NaN(), -1001.0F}) {
    auto sections = fewSections();
    sections["floats"] = test::floatSection({0, bad});
    const ModelFile file = read(test::modelFileOf(sections));
    EXPECT_THAT([&] { (void)file.floats("floats"); }, ThrowsError(ErrorCode::kCorruption, "floats"));
  }
}

TEST(ModelFile, TextThatIsNoUtf8IsDamage) {
  auto sections = fewSections();
  sections["lines"] = test::textSection("caf\xE9\n");
  const ModelFile file = read(test::modelFileOf(sections));
  EXPECT_THAT([&] { (void)file.text("lines"); }, ThrowsError(ErrorCode::kCorruption, "UTF-8"));
}

// Goal: damaged bytes are reported, never believed. Method: cut the file at every length; change each byte in turn.
TEST(ModelFile, EveryTruncationAndEveryChangedByteIsAnError) {
  const std::string whole = test::modelFileOf(fewSections());
  for (std::size_t length = 0; length < whole.size(); ++length) {
    SCOPED_TRACE(length);
    EXPECT_THAT([&] { (void)read(whole.substr(0, length)); },
                ThrowsError(length < 8 ? ErrorCode::kInvalidArgument : ErrorCode::kCorruption));
  }
  EXPECT_THAT([&] { (void)read(whole + '\0'); }, ThrowsError(ErrorCode::kCorruption));
  for (std::size_t i = 0; i < whole.size(); ++i) {
    SCOPED_TRACE(i);
    std::string changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 4);
    const ErrorCode code = i < 8              ? ErrorCode::kInvalidArgument
                           : i >= 8 && i < 12 ? ErrorCode::kNotSupported  // The version becomes larger.
                                              : ErrorCode::kCorruption;
    EXPECT_THAT([&] { (void)read(changed); }, ThrowsError(code));
  }
}

// Somebody who makes bad files can also compute a checksum.
TEST(ModelFile, TableThatPointsOutsideIsDamageInSpiteOfAGoodChecksum) {
  const std::string whole = test::modelFileOf(fewSections());
  struct Change {
    std::size_t offset;
    std::uint64_t value;
    std::size_t bytes;
  };
  constexpr std::size_t kEntry = 64;  // Of the first section, i8 [2 x 3].
  for (const auto& [offset, value, bytes] : std::initializer_list<Change>{
           {12, 0xFFFFFFFF, 4},                            // Sections without end,
           {12, 100, 4},                                   // more than there are.
           {kEntry + 32, 5, 4},                            // No such type,
           {kEntry + 32, 2, 4},                            // and one that makes the section larger.
           {kEntry + 36, 3, 4},                            // Rows,
           {kEntry + 40, 0xFFFFFFFF, 4},                   // columns.
           {kEntry + 48, 0, 8},                            // In the header,
           {kEntry + 48, 64 + 5 * 64 + 8, 8},              // not aligned,
           {kEntry + 48, whole.size() / 64 * 64 + 64, 8},  // behind the end.
           {kEntry + 56, 0xFFFFFFFFFFFFFFFF, 8},           // Size.
           {kEntry, 'z', 1},                               // Names out of order.
           {kEntry, 0, 1},                                 // No name.
       }) {
    SCOPED_TRACE(offset);
    std::string changed = whole;
    std::memcpy(changed.data() + offset, &value, bytes);
    test::sealModel(changed);
    EXPECT_THAT([&] { (void)read(changed); }, ThrowsError(ErrorCode::kCorruption, "some.model"));
  }
}

TEST(ModelFile, FileOnDiskIsMapped) {
  const test::TempDir dir;
  const auto path = dir.path() / "few.model";
  std::ofstream(path, std::ios::binary) << test::modelFileOf(fewSections());
  ModelFile file = ModelFile::open(path);
  const ModelFile moved = std::move(file);
  EXPECT_EQ(moved.lines("lines").size(), 3u);
  EXPECT_EQ(moved.name(), path.string());
}

TEST(ModelFile, WhatCannotBeReadSaysWhich) {
  const test::TempDir dir;
  EXPECT_THAT([&] { (void)ModelFile::open(dir.path() / "none"); }, ThrowsError(ErrorCode::kIo, "none"));
  EXPECT_THAT([&] { (void)ModelFile::open(dir.path()); }, ThrowsError(ErrorCode::kIo, "regular"));
  std::ofstream(dir.path() / "empty").flush();
  EXPECT_THAT([&] { (void)ModelFile::open(dir.path() / "empty"); },
              ThrowsError(ErrorCode::kInvalidArgument, "no model of Parley"));
}

}  // namespace
}  // namespace parley
