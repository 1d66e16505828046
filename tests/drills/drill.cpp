// What happens to a store when the worst happens, many times over.
//
//   parley_drill kill COUNT [SEED]      kill -9 at random moments while documents are added and retracted
//   parley_drill power COUNT [SEED]     the power fails at a random operation, and what was not synced is lost
//   parley_drill fail COUNT             the N-th operation on the disk fails, once or for ever, for N = 1 to COUNT
//   parley_drill full COUNT [SEED]      the disk is full: a small tmpfs if one can be mounted, else a file system that
//                                       refuses
//   parley_drill corrupt COUNT [SEED]   one file of a store is damaged
//   parley_drill readers COUNT          a store is read and verified while another process writes, reopens, compacts
//
// Prints what it counted; exits with 1 if anything was lost, torn, silent or crashed. Every store is opened in a
// process of its own, forked from one that never touched RocksDB.
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <iostream>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <thread>

#include "graph/error.h"
#include "store/internal/file_system.h"
#include "tests/drills/fault_file_system.h"
#include "tests/store/files.h"
#include "tests/store/whole_store.h"

namespace {

using namespace parley;
using namespace parley::test;
namespace fs = std::filesystem;

constexpr std::uint64_t kNews = 7;  // Which documents are added.

// A forked process and what it says, line by line.
class Child {
 public:
  using Say = std::function<void(const std::string&)>;
  explicit Child(const std::function<void(const Say&)>& work) {
    int ends[2];
    if (pipe(ends) != 0 || (pid_ = fork()) < 0) throw std::runtime_error("cannot start a process");
    if (pid_ == 0) {
      close(ends[0]);
      const Say say = [&](const std::string& line) {
        const std::string text = line + "\n";
        if (write(ends[1], text.data(), text.size()) != static_cast<ssize_t>(text.size())) _exit(4);
      };
      try {
        work(say);
      } catch (const Error& error) {
        say("error " + std::to_string(static_cast<int>(error.code())) + " " + error.what());
      } catch (const std::exception& other) {
        say(std::string("bug ") + other.what());
      }
      _exit(0);
    }
    close(ends[1]);
    out_ = ends[0];
  }
  Child(const Child&) = delete;
  ~Child() {
    if (pid_ > 0) {
      kill();
      wait();
    }
    close(out_);
  }
  std::optional<std::string> readLine() {
    std::string line;
    for (char c; read(out_, &c, 1) == 1;) {
      if (c == '\n') return line;
      line += c;
    }
    return std::nullopt;
  }
  void kill() { ::kill(pid_, SIGKILL); }
  // Its exit status, or minus the signal that ended it.
  int wait() {
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = 0;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -WTERMSIG(status);
  }

 private:
  pid_t pid_ = 0;
  int out_ = -1;
};

struct Ended {
  std::vector<std::string> lines;
  int status = 0;
  [[nodiscard]] std::size_t acknowledged() const {
    std::size_t count = 0;
    for (const std::string& line : lines) count += line == "done" ? 1 : 0;
    return count;
  }
  [[nodiscard]] bool saidError() const { return !lines.empty() && lines.back().starts_with("error "); }
};

Ended run(const std::function<void(const Child::Say&)>& work) {
  Child child(work);
  Ended ended;
  while (auto line = child.readLine()) ended.lines.push_back(std::move(*line));
  ended.status = child.wait();
  return ended;
}

StoreOptions writing() {
  StoreOptions options;
  options.access = StoreAccess::kWrite;
  options.create = true;
  options.min_free_bytes = 0;
  return options;
}

// Adds and retracts, says "done" after each, and catches up now and then, at the end too. The store is closed and
// opened again every few operations, and compacted once, so that the worst can happen then as well.
void operate(const fs::path& dir, const std::vector<Operation>& operations, const Child::Say& say) {
  const RandomDocuments news(kNews);
  std::unique_ptr<Store> store = Store::open(dir, writing());
  std::size_t done = 0;
  for (const Operation& operation : operations) {
    const ReadDocument read = news.document(operation.number);
    if (operation.retract) {
      store->retract(read.document.id);
    } else {
      store->add(std::span(&read, 1));
    }
    say("done");
    if (++done % 4 == 0) store->catchUp();
    if (done % 6 != 0) continue;
    store.reset();
    if (done == 12) compactStore(dir);
    store = Store::open(dir, writing());
  }
  store->catchUp();
}

// Of this process and all stores that it opens.
FaultFileSystem& injectFaults(const FaultPlan& plan) {
  static const auto system = std::make_shared<FaultFileSystem>(rocksdb::FileSystem::Default(), plan);
  static const std::unique_ptr<rocksdb::Env> env = rocksdb::NewCompositeEnv(system);
  store::replaceFileSystem(env.get());
  return *system;
}

// What a trial found, by name; `bad` names make the drill fail.
class Tally {
 public:
  explicit Tally(std::string drill) : drill_(std::move(drill)) {}
  void count(const std::string& what) { ++counts_[what]; }
  void bad(const std::string& what, const std::string& detail) {
    ++bad_;
    std::cout << drill_ << ": " << what << ": " << detail << std::endl;
  }
  // The whole of a store after its writer ended.
  void checkStore(const std::string& trial, const fs::path& dir, const std::vector<Operation>& operations,
                  std::size_t acknowledged) {
    const Ended ended = run([&](const Child::Say& say) {
      const std::string wrong = whatIsWrong(dir, operations, acknowledged, kNews);
      say(wrong.empty() ? "whole" : wrong);
    });
    if (ended.status == 0 && ended.lines == std::vector<std::string>{"whole"}) return count("whole");
    bad(trial, (ended.lines.empty() ? "no word" : ended.lines.back()) + ", status " + std::to_string(ended.status) +
                   ", acknowledged " + std::to_string(acknowledged));
  }
  int finish() const {
    std::cout << drill_ << ":";
    for (const auto& [what, count] : counts_) std::cout << " " << count << " " << what << ",";
    std::cout << " " << bad_ << " bad" << std::endl;
    return bad_ == 0 ? 0 : 1;
  }

 private:
  std::string drill_;
  std::map<std::string, std::size_t> counts_;
  std::size_t bad_ = 0;
};

std::string trialName(std::uint64_t seed, std::size_t trial) {
  return "seed " + std::to_string(seed) + ", trial " + std::to_string(trial);
}

int drillKill(std::size_t trials, std::uint64_t seed) {
  Tally tally("kill");
  Dice dice(seed);
  const std::vector<Operation> operations = operationsOf(25);
  for (std::size_t trial = 0; trial < trials; ++trial) {
    const TempDir dir;
    Child child([&](const Child::Say& say) { operate(dir.path() / "store", operations, say); });
    const std::size_t wanted = dice.roll(operations.size());
    std::size_t acknowledged = 0;
    while (acknowledged < wanted && child.readLine()) ++acknowledged;
    std::this_thread::sleep_for(std::chrono::microseconds(dice.roll(8000)));
    child.kill();
    while (child.readLine()) ++acknowledged;  // What it said before it died counts.
    if (child.wait() == -SIGKILL) tally.count("killed");
    tally.checkStore(trialName(seed, trial), dir.path() / "store", operations, acknowledged);
  }
  return tally.finish();
}

int drillPower(std::size_t trials, std::uint64_t seed) {
  Tally tally("power");
  const std::vector<Operation> operations = operationsOf(25);
  Dice dice(seed);
  std::uint64_t operations_of_disk = 0;  // That the whole work takes.
  {
    const TempDir dir;
    const Ended ended = run([&](const Child::Say& say) {
      FaultFileSystem& system = injectFaults({});
      operate(dir.path() / "store", operations, say);
      say(std::to_string(system.operations()));
    });
    operations_of_disk = std::stoull(ended.lines.back());
  }
  for (std::size_t trial = 0; trial < trials; ++trial) {
    const TempDir dir;
    FaultPlan plan;
    plan.cut_power_at = 1 + dice.roll(operations_of_disk);
    plan.seed = seed * 1'000'003 + trial;
    const Ended ended = run([&](const Child::Say& say) {
      injectFaults(plan);
      operate(dir.path() / "store", operations, say);
    });
    if (ended.status == kPowerCut) tally.count("cut");
    const std::string name = trialName(seed, trial) + ", operation " + std::to_string(plan.cut_power_at);
    if (ended.status != kPowerCut && ended.status != 0) tally.bad(name, "status " + std::to_string(ended.status));
    tally.checkStore(name, dir.path() / "store", operations, ended.acknowledged());
  }
  return tally.finish();
}

int drillFail(std::size_t trials) {
  Tally tally("fail");
  const std::vector<Operation> operations = operationsOf(10);
  for (std::size_t trial = 1; trial <= trials; ++trial) {
    for (const bool for_ever : {false, true}) {
      const TempDir dir;
      FaultPlan plan;
      plan.fail_at = trial;
      plan.for_ever = for_ever;
      const Ended ended = run([&](const Child::Say& say) {
        injectFaults(plan);
        operate(dir.path() / "store", operations, say);
        static_cast<void>(GraphDump::of(*Store::open(dir.path() / "store", {})->snapshot()));
        say("through");
      });
      const std::string name = "operation " + std::to_string(trial) + (for_ever ? " and all after it" : "");
      if (ended.status != 0 || (!ended.saidError() && ended.lines.back() != "through")) {
        tally.bad(name,
                  "status " + std::to_string(ended.status) + (ended.lines.empty() ? "" : ", " + ended.lines.back()));
      }
      tally.count(ended.saidError() ? "refused with an error" : "went through all the same");
      tally.checkStore(name, dir.path() / "store", operations, ended.acknowledged());
    }
  }
  return tally.finish();
}

// A tmpfs of so many bytes on `dir`, of this process only. False if that is not permitted.
bool mountSmall(const fs::path& dir, std::uint64_t bytes) {
  if (unshare(CLONE_NEWNS) != 0) {
    const uid_t user = geteuid();
    if (unshare(CLONE_NEWUSER | CLONE_NEWNS) != 0) return false;
    std::ofstream("/proc/self/uid_map") << "0 " << user << " 1\n";
  }
  if (mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) return false;
  return mount("tmpfs", dir.c_str(), "tmpfs", 0, ("size=" + std::to_string(bytes)).c_str()) == 0;
}

int drillFull(std::size_t trials, std::uint64_t seed) {
  Tally tally("full");
  Dice dice(seed);
  const std::vector<Operation> operations = operationsOf(300);
  for (std::size_t trial = 0; trial < trials; ++trial) {
    const TempDir dir;
    const std::uint64_t bytes = 150'000 + dice.roll(2'000'000);
    // A file system that can be seen by one process only: that one does it all.
    const Ended ended = run([&](const Child::Say& say) {
      const fs::path store = dir.path() / "store";
      const bool mounted = mountSmall(dir.path(), bytes);
      std::size_t acknowledged = 0;
      if (!mounted) {
        FaultPlan plan;
        plan.space = bytes;
        injectFaults(plan);
      }
      {
        const auto writer = Store::open(store, writing());
        const RandomDocuments news(kNews);
        try {
          for (const Operation& operation : operations) {
            const ReadDocument read = news.document(operation.number);
            if (operation.retract) {
              writer->retract(read.document.id);
            } else {
              writer->add(std::span(&read, 1));
            }
            if (++acknowledged % 20 == 0) writer->catchUp();
          }
          say("not full");
        } catch (const Error& error) {
          if (error.code() != ErrorCode::kLimit && error.code() != ErrorCode::kIo) throw;
          say(error.code() == ErrorCode::kLimit ? "refused as full" : "refused as failed");
        }
        // Reads go on, here and for others.
        static_cast<void>(GraphDump::of(*writer->snapshot()));
        static_cast<void>(GraphDump::of(*Store::open(store, {})->snapshot()));
        say("read");
      }
      if (mounted && mount("tmpfs", dir.path().c_str(), "tmpfs", MS_REMOUNT, "size=1g") != 0) return;
      if (!mounted) store::replaceFileSystem(nullptr);
      const std::string wrong = whatIsWrong(store, operations, acknowledged, kNews);
      say(wrong.empty() ? (mounted ? "whole on a tmpfs" : "whole on a file system that refuses") : wrong);
    });
    const bool good = ended.status == 0 && ended.lines.size() == 3 && ended.lines[2].starts_with("whole");
    if (!good) {
      tally.bad(trialName(seed, trial) + ", " + std::to_string(bytes) + " bytes",
                (ended.lines.empty() ? "no word" : ended.lines.back()) + ", status " + std::to_string(ended.status));
      continue;
    }
    tally.count(ended.lines[0]);
    tally.count(ended.lines[2]);
  }
  return tally.finish();
}

// What changes in one file; nullopt: it is gone.
std::optional<std::string> damaged(const std::string& content, Dice& dice) {
  std::string bytes = content;
  const std::size_t at = dice.roll(bytes.size());
  switch (dice.roll(5)) {
    case 0:
      return std::nullopt;
    case 1:
      return bytes.substr(0, at);
    case 2:
      bytes.replace(at, std::min<std::size_t>(512, bytes.size() - at), std::min<std::size_t>(512, bytes.size() - at),
                    '\0');
      return bytes;
    default:
      bytes[at] = static_cast<char>(bytes[at] ^ (1 << dice.roll(8)));
      return bytes;
  }
}

std::string textOf(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

int drillCorrupt(std::size_t trials, std::uint64_t seed) {
  Tally tally("corrupt");
  Dice dice(seed);
  const TempDir base, work;
  const std::vector<Operation> operations = operationsOf(40);
  const std::vector<Operation> more = {{false, 100}, {false, 101}};
  const Ended made = run([&](const Child::Say& say) {
    operate(base.path() / "store", operations, say);
    operate(base.path() / "store", more, say);  // The first are in a file now, these in the log.
  });
  if (made.status != 0) throw std::runtime_error("cannot make a store");
  const auto whole = filesOf(base.path() / "store");
  const fs::path answers_file = base.path() / "answers", store = work.path() / "store";
  run([&](const Child::Say&) {
    writeFile(answers_file, textOf(GraphDump::of(*Store::open(base.path() / "store", {})->snapshot())));
  });
  const std::string answers = contentsOf(answers_file);

  std::vector<std::string> names;
  for (const auto& [name, content] : whole) {
    if (!content.empty()) names.push_back(name);
  }
  for (std::size_t trial = 0; trial < trials; ++trial) {
    const std::string& name = names[trial % names.size()];
    const std::optional<std::string> now = damaged(whole.at(name), dice);
    if (now == whole.at(name)) continue;
    writeFiles(store, whole);
    if (now) {
      writeFile(store / name, *now);
    } else {
      fs::remove(store / name);
    }
    const std::string trial_name = trialName(seed, trial) + ", " + name;
    const auto answer = [&](const std::string& who, const std::function<std::unique_ptr<Store>()>& open) {
      const Ended ended = run([&](const Child::Say& say) {
        const std::string now_said = textOf(GraphDump::of(*open()->snapshot()));
        say(now_said == answers ? "same" : "SILENTLY OTHER ANSWERS");
      });
      const bool fine = ended.status == 0 && (ended.saidError() || ended.lines == std::vector<std::string>{"same"});
      if (!fine)
        tally.bad(trial_name, who + ": " + (ended.lines.empty() ? "no word" : ended.lines.back()) + ", status " +
                                  std::to_string(ended.status));
      tally.count(who + (ended.saidError() ? " refused" : " unharmed"));
    };
    answer("reader", [&] { return Store::open(store, {}); });
    const Ended verified = run([&](const Child::Say& say) {
      const VerifyReport report = verifyStore(store, work.path(), [](std::size_t, std::size_t) {});
      say(report.sound() && report.notes.empty() ? "missed" : "found");
    });
    const bool found = verified.status == 0 && (verified.saidError() || verified.lines.back() == "found");
    if (!found) tally.bad(trial_name, "verify: " + (verified.lines.empty() ? "no word" : verified.lines.back()));
    answer("writer", [&] {
      StoreOptions options = writing();
      options.create = false;
      auto writer = Store::open(store, options);
      writer->catchUp();
      return writer;
    });
  }
  return tally.finish();
}

int drillReaders(std::size_t trials) {
  Tally tally("readers");
  const TempDir dir;
  const fs::path store = dir.path() / "store";
  std::vector<Operation> operations;  // More than can be done, with 20 documents in at a time.
  for (std::uint32_t number = 0; number < 100'000; ++number) {
    operations.push_back({false, number % 40});
    operations.push_back({true, (number + 20) % 40});
  }
  Child writer([&](const Child::Say& say) { operate(store, operations, say); });
  while (!fs::exists(store / "FORMAT")) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  for (std::size_t trial = 0; trial < trials; ++trial) {
    const bool verifies = trial % 4 == 0;
    const Ended ended = run([&](const Child::Say& say) {
      if (!verifies) return say(whatAReaderFindsWrong(store));
      const VerifyReport report = verifyStore(store, dir.path(), [](std::size_t, std::size_t) {});
      say(report.sound() ? "" : report.findings.front().what);
    });
    if (ended.status == 0 && ended.lines == std::vector<std::string>{""}) {
      tally.count(verifies ? "verified" : "read");
    } else {
      tally.bad("trial " + std::to_string(trial), ended.lines.empty() ? "no word" : ended.lines.back());
    }
  }
  writer.kill();
  std::size_t acknowledged = 0;
  while (writer.readLine()) ++acknowledged;
  std::cout << "readers: beside " << acknowledged << " writes" << std::endl;
  return tally.finish();
}

}  // namespace

int main(int argc, char** argv) {
  const std::string drill = argc > 2 ? argv[1] : "";
  const std::size_t count = argc > 2 ? std::stoull(argv[2]) : 0;
  const std::uint64_t seed = argc > 3 ? std::stoull(argv[3]) : 1;
  if (drill == "kill") return drillKill(count, seed);
  if (drill == "power") return drillPower(count, seed);
  if (drill == "fail") return drillFail(count);
  if (drill == "full") return drillFull(count, seed);
  if (drill == "corrupt") return drillCorrupt(count, seed);
  if (drill == "readers") return drillReaders(count);
  std::cerr << "usage: parley_drill kill|power|fail|full|corrupt|readers COUNT [SEED]\n";
  return 2;
}
