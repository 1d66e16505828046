#include "graph/meeting_graph.h"

#include <gmock/gmock.h>

#include <deque>
#include <map>
#include <random>
#include <set>

#include "tests/support/throws_error.h"

namespace parley {
namespace {

// A source of meetings alone: what the searches read.
class Meetings final : public GraphSource {
 public:
  void add(std::uint64_t id, std::vector<std::uint64_t> people, std::uint32_t documents = 1,
           Status status = Status::kHeld) {
    Meeting meeting;
    meeting.id = EntityId{id};
    meeting.status = status;
    meeting.documents = documents;
    std::sort(people.begin(), people.end());
    for (const std::uint64_t person : people) meeting.participants.push_back({EntityId{person}, Role::kParticipant});
    meetings_[meeting.id] = meeting;
  }
  std::vector<Meeting> meetingsOf(EntityId entity) const override {
    std::vector<Meeting> found;
    for (const auto& [id, meeting] : meetings_) {
      for (const Participant& participant : meeting.participants) {
        if (participant.entity == entity) found.push_back(meeting);
      }
    }
    return found;
  }
  void forEachMeeting(const std::function<bool(const Meeting&)>& visit) const override {
    for (const auto& [id, meeting] : meetings_) {
      if (!visit(meeting)) return;
    }
  }
  std::optional<Meeting> meeting(EntityId id) const override { return meetings_.at(id); }
  std::optional<Entity> entity(EntityId) const override { return std::nullopt; }
  void forEachEntity(const std::function<bool(const Entity&)>&) const override {}
  void scan(const Pattern&, const std::function<bool(const TripleFact&)>&) const override {}
  std::vector<EntityId> entitiesNamed(std::string_view) const override { return {}; }
  void forEachMeetingBetween(Date, Date, const std::function<bool(Date, EntityId)>&) const override {}
  std::optional<ReadDocument> document(const DocumentId&) const override { return std::nullopt; }
  std::optional<EntityId> resolved(const DocumentId&, LocalIndex) const override { return std::nullopt; }
  KnownDate dateOf(const DocumentId&) const override { return {}; }
  std::vector<DocumentId> documentsNamed(std::string_view) const override { return {}; }
  std::vector<DocumentId> documentsMentioning(EntityId) const override { return {}; }
  void forEachDocument(const std::function<bool(const DocumentId&)>&) const override {}
  SourceCounts counts() const override { return {}; }
  const Decisions& decisions() const override { return decisions_; }

 private:
  Decisions decisions_;
  std::map<EntityId, Meeting> meetings_;
};

std::vector<std::uint64_t> people(const std::optional<std::vector<Hop>>& path) {
  std::vector<std::uint64_t> ids;
  if (!path) return ids;
  for (const Hop& hop : *path) {
    if (ids.empty()) ids.push_back(static_cast<std::uint64_t>(hop.from));
    EXPECT_EQ(ids.back(), static_cast<std::uint64_t>(hop.from));
    ids.push_back(static_cast<std::uint64_t>(hop.to));
  }
  return ids;
}

TEST(MeetingGraph, ShortestPathHasFewestHopsAndSmallestIds) {
  Meetings source;
  source.add(100, {1, 3});
  source.add(101, {1, 2});
  source.add(102, {2, 9});
  source.add(103, {3, 9});
  EXPECT_THAT(people(shortestPath(source, EntityId{1}, EntityId{9}, {})), testing::ElementsAre(1, 2, 9));
  EXPECT_TRUE(shortestPath(source, EntityId{1}, EntityId{1}, {})->empty());
  EXPECT_FALSE(shortestPath(source, EntityId{1}, EntityId{77}, {}).has_value());
}

TEST(MeetingGraph, WhatWasOnlyPlannedIsNotWalked) {
  Meetings source;
  source.add(100, {1, 2}, 1, Status::kPlanned);
  EXPECT_FALSE(shortestPath(source, EntityId{1}, EntityId{2}, {}).has_value());
  const WalkFilter planned{[](const Meeting& meeting) { return meeting.status == Status::kPlanned; }};
  EXPECT_TRUE(shortestPath(source, EntityId{1}, EntityId{2}, planned).has_value());
}

TEST(MeetingGraph, StrongestPathPrefersWellReportedMeetings) {
  Meetings source;
  source.add(100, {1, 9}, 1);
  source.add(101, {1, 5}, 6);
  source.add(102, {5, 9}, 6);
  EXPECT_THAT(people(strongestPath(source, EntityId{1}, EntityId{9}, {})), testing::ElementsAre(1, 5, 9));
}

TEST(MeetingGraph, NeighboursAreCountedInHops) {
  Meetings source;
  source.add(100, {1, 2});
  source.add(101, {2, 3});
  source.add(102, {3, 4});
  const auto near = neighbourhood(source, EntityId{1}, 2, {});
  ASSERT_EQ(near.size(), 2u);
  EXPECT_EQ(near[0].entity, EntityId{2});
  EXPECT_EQ(near[1].entity, EntityId{3});
  EXPECT_EQ(near[1].hops, 2u);
  EXPECT_EQ(near[1].last, (Hop{EntityId{2}, EntityId{3}, EntityId{101}}));
}

// Goal: the lazy view, the snapshot and a search written by hand agree. Method: random graphs, every pair.
TEST(MeetingGraph, LazyAndSnapshotAgreeWithBruteForce) {
  for (unsigned seed = 1; seed <= 30; ++seed) {
    SCOPED_TRACE(seed);
    std::mt19937 random(seed);
    Meetings source;
    constexpr std::uint64_t kPeople = 14;
    for (std::uint64_t id = 100; id < 112; ++id) {
      std::set<std::uint64_t> members;
      const std::size_t size = 2 + random() % 3;
      while (members.size() < size) members.insert(1 + random() % kPeople);
      source.add(id, {members.begin(), members.end()}, 1 + random() % 4,
                 random() % 4 == 0 ? Status::kPlanned : Status::kHeld);
    }
    const MeetingSnapshot snapshot = MeetingSnapshot::build(source, {});
    for (std::uint64_t from = 1; from <= kPeople; ++from) {
      std::map<std::uint64_t, std::size_t> hops = {{from, 0}};
      std::deque<std::uint64_t> queue = {from};
      while (!queue.empty()) {
        const std::uint64_t at = queue.front();
        queue.pop_front();
        for (const Meeting& meeting : source.meetingsOf(EntityId{at})) {
          if (meeting.status != Status::kHeld) continue;
          for (const Participant& other : meeting.participants) {
            if (hops.emplace(static_cast<std::uint64_t>(other.entity), hops.at(at) + 1).second) {
              queue.push_back(static_cast<std::uint64_t>(other.entity));
            }
          }
        }
      }
      EXPECT_EQ(neighbourhood(source, EntityId{from}, 100, {}).size(), hops.size() - 1);
      for (std::uint64_t to = 1; to <= kPeople; ++to) {
        if (from == to) continue;
        const auto lazy = shortestPath(source, EntityId{from}, EntityId{to}, {});
        EXPECT_EQ(lazy.has_value(), hops.contains(to));
        if (lazy) {
          EXPECT_EQ(lazy->size(), hops.at(to));
        }
        EXPECT_EQ(lazy, snapshot.shortestPath(EntityId{from}, EntityId{to}));
        EXPECT_EQ(strongestPath(source, EntityId{from}, EntityId{to}, {}),
                  snapshot.strongestPath(EntityId{from}, EntityId{to}));
      }
    }
    std::size_t in_components = 0;
    for (const auto& component : snapshot.connectedComponents()) {
      in_components += component.size();
      for (const EntityId other : component) {
        EXPECT_TRUE(snapshot.shortestPath(component.front(), other).has_value());
      }
    }
    EXPECT_EQ(in_components, snapshot.entityCount());
  }
}

// Goal: betweenness is what the header says. Method: counted way by way on small random graphs, where each shortest way
// is walked and weighs one part of those between its ends.
TEST(MeetingGraph, BetweennessIsTheShareOfWaysThatPass) {
  std::mt19937 random(3);
  for (int round = 0; round < 30; ++round) {
    SCOPED_TRACE(round);
    Meetings source;
    const std::size_t people = 3 + random() % 8;
    for (std::uint64_t i = 0; i < people + random() % 8; ++i) {
      const std::uint64_t a = 1 + random() % people;
      const std::uint64_t b = 1 + random() % people;
      if (a != b) source.add(1000 + i, {a, b});
    }
    const MeetingSnapshot snapshot = MeetingSnapshot::build(source, {});
    std::map<EntityId, std::set<EntityId>> neighbours;
    source.forEachMeeting([&](const Meeting& meeting) {
      neighbours[meeting.participants[0].entity].insert(meeting.participants[1].entity);
      neighbours[meeting.participants[1].entity].insert(meeting.participants[0].entity);
      return true;
    });
    std::map<EntityId, double> passing;
    for (const auto& [from, unused] : neighbours) {
      std::vector<std::vector<EntityId>> ways = {{from}};  // All shortest ways so far, of one length.
      std::set<EntityId> reached = {from};
      while (!ways.empty()) {
        std::map<EntityId, std::vector<std::vector<EntityId>>> to;
        for (const auto& way : ways) {
          for (const EntityId next : neighbours[way.back()]) {
            if (reached.contains(next)) continue;
            to[next].push_back(way);
            to[next].back().push_back(next);
          }
        }
        ways.clear();
        for (const auto& [end, arriving] : to) {
          reached.insert(end);
          for (const auto& way : arriving) {
            for (std::size_t k = 1; k + 1 < way.size(); ++k)
              passing[way[k]] += 1.0 / static_cast<double>(arriving.size());
            ways.push_back(way);
          }
        }
      }
    }
    const double others = static_cast<double>(neighbours.size()) - 1;
    const auto shares = snapshot.betweenness();
    ASSERT_EQ(shares.size(), neighbours.size());
    for (const auto& [id, share] : shares) {
      EXPECT_NEAR(share, 1e6 * passing[id] / std::max(1.0, others * (others - 1)), 0.51);
    }
  }
}

TEST(MeetingGraph, BetweennessOfTooLargeAGraphIsRefused) {
  Meetings source;
  for (std::uint64_t i = 0; i < 15'000; ++i) source.add(1'000'000 + i, {1, 2 + i});  // 15,001 people, 15,000 pairs.
  const MeetingSnapshot snapshot = MeetingSnapshot::build(source, {});
  EXPECT_THAT([&] { static_cast<void>(snapshot.betweenness()); },
              test::ThrowsError(ErrorCode::kLimit, "15001 people and countries with 15000 pairs are too many"));
}

}  // namespace
}  // namespace parley
