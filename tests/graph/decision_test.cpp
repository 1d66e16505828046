#include "graph/decision.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "graph/error.h"
#include "tests/support/builders.h"
#include "tests/support/throws_error.h"

namespace parley::test {
namespace {

Instant at(int second) { return Instant(std::chrono::seconds(second)); }

Decision about(DecisionKind kind, const std::string& name, const std::string& other, int second) {
  return checkedDecision({at(second), kind, "Kofi Osei", name, other, std::nullopt}, "test");
}

std::vector<DecisionKind> kindsOf(const std::vector<Decision>& decisions) {
  std::vector<DecisionKind> kinds;
  for (const Decision& decision : decisions) kinds.push_back(decision.kind);
  return kinds;
}

TEST(Decisions, TheLastOfASubjectCountsInWhateverOrderTheyCome) {
  std::vector<Decision> made = {
      about(DecisionKind::kMerge, "Ada Berg", "Ada Holt", 1), about(DecisionKind::kDistinct, "ada holt", "Ada Berg", 3),
      about(DecisionKind::kUndo, "Ada Holt", "Ada Berg", 2), about(DecisionKind::kMerge, "Ada Berg", "Ada Lind", 2),
      about(DecisionKind::kUndo, "Ada Lind", "Ada Berg", 2)};
  for (unsigned seed = 0; seed < 20; ++seed) {
    std::shuffle(made.begin(), made.end(), std::mt19937(seed));
    std::vector<Decision> twice = made;
    twice.insert(twice.end(), made.begin(), made.end());
    const Decisions decisions(twice);
    EXPECT_EQ(decisions.all().size(), 5u);
    EXPECT_EQ(kindsOf(decisions.standing()), std::vector{DecisionKind::kDistinct});  // Of one second, the undo counts.
    EXPECT_TRUE(decisions.areDistinct("ada holt", "ada berg"));
    EXPECT_FALSE(decisions.isMerged("ada lind"));
  }
}

TEST(Decisions, MergedNamesJoinTheBlocksOfTheirWords) {
  const Decisions decisions({about(DecisionKind::kMerge, "Ada Berg", "Ada Holt", 1),
                             about(DecisionKind::kMerge, "Kofi Holt", "Mati Rebane", 2),
                             about(DecisionKind::kMerge, "Lars Lind", "Lars Moe", 3)});
  EXPECT_EQ(decisions.blocksWith("rebane"), (std::set<std::string>{"ada", "berg", "holt", "kofi", "mati", "rebane"}));
  EXPECT_EQ(decisions.blocksWith("lind"), (std::set<std::string>{"lars", "lind", "moe"}));
  EXPECT_EQ(decisions.blocksWith("osei"), std::set<std::string>{"osei"});
}

TEST(Decisions, WhatDecidesNothingIsRefused) {
  const Decision sound = about(DecisionKind::kMerge, "Ada Berg", "Ada Holt", 1);
  const auto refused = [&](auto change) {
    Decision decision = sound;
    change(decision);
    EXPECT_THAT([&] { static_cast<void>(checkedDecision(decision, "test")); },
                ThrowsError(ErrorCode::kInvalidArgument));
  };
  refused([](Decision& decision) { decision.by.clear(); });
  refused([](Decision& decision) { decision.other = "ADA BERG"; });
  refused([](Decision& decision) { decision.other = "?"; });
  refused([](Decision& decision) { decision.other.clear(); });
  refused([](Decision& decision) { decision.kind = DecisionKind::kReject; });
  refused([](Decision& decision) { decision.report = ReportMention{{1, 2}, {0, 5}, "held meeting: A; B"}; });
  refused([](Decision& decision) { decision.made = std::chrono::sys_days(std::chrono::year(10000) / 1 / 1); });
  EXPECT_EQ(checkedDecision({at(1), DecisionKind::kMerge, "Kofi Osei", "Ada Holt", "Ada Berg", std::nullopt}, "test"),
            sound);
}

TEST(Decisions, ARejectedReportIsLeftOutAndAConfirmedOneIsCertain) {
  DocumentBuilder builder("talks", "2024-05-01");
  const LocalIndex berg = builder.person("Ada Berg"), osei = builder.person("Kofi Osei");
  builder.meeting("Berg met Osei.", {berg, osei});
  builder.meeting("Berg met Osei again.", {berg, osei});
  const ReadDocument read = builder.build();
  const DocumentId& id = read.document.id;
  const auto judge = [&](DecisionKind kind, std::uint32_t number) {
    return checkedDecision({at(1), kind, "Mati Tamm", "", "", mentionOf(id, read.extraction, number)}, "test");
  };
  EXPECT_EQ(mentionOf(id, read.extraction, 1).says, "held meeting: Ada Berg; Kofi Osei");
  const Decisions decisions({judge(DecisionKind::kReject, 0), judge(DecisionKind::kConfirm, 1)});
  const Extraction judged = decisions.judged(id, read.extraction);
  ASSERT_EQ(judged.reports.size(), 1u);
  EXPECT_EQ(judged.reports[0].number, 1u);
  EXPECT_EQ(judged.reports[0].confidence, 100u);
  EXPECT_EQ(decisions.judged({7, 7}, read.extraction), read.extraction);
}

TEST(Instants, AreWrittenAndReadInOneForm) {
  const Instant instant = std::chrono::sys_days(std::chrono::year(2024) / 5 / 1) + std::chrono::seconds(8 * 3600 + 61);
  EXPECT_EQ(formatInstant(instant), "2024-05-01T08:01:01Z");
  EXPECT_EQ(parseInstant("2024-05-01T08:01:01Z"), instant);
  for (const char* wrong : {"", "2024-05-01", "2024-05-01T08:01:01", "2024-05-01 08:01:01Z", "2024-02-30T08:01:01Z",
                            "2024-05-01T24:01:01Z", "2024-05-01T08:-1:01Z", "2024-05-01T08:01:01Z "}) {
    EXPECT_EQ(parseInstant(wrong), std::nullopt) << wrong;
  }
}

}  // namespace
}  // namespace parley::test
