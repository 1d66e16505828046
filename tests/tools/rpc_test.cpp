// The server against honest and dishonest clients. It runs in a forked child, as serve() takes over a process's
// signals.
#include <capnp/dynamic.h>
#include <capnp/message.h>
#include <capnp/rpc-twoparty.h>
#include <capnp/rpc.capnp.h>
#include <capnp/schema-parser.h>
#include <capnp/serialize.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <kj/async-io.h>
#include <kj/filesystem.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <cstring>
#include <deque>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <thread>

#include "tests/support/temp_dir.h"
#include "tests/support/throws_error.h"
#include "tests/tools/process.h"
#include "tests/tools/sample_answers.h"
#include "tools/rpc_client.h"
#include "tools/rpc_codec.h"
#include "tools/rpc_server.h"

namespace parley {
namespace {

using test::TempDir;
using test::ThrowsError;
namespace fs = std::filesystem;

// Of the random answer to a question.
unsigned seedOf(const std::string& name) { return static_cast<unsigned>(name.size()); }
unsigned seedOf(const std::optional<Date>& day) { return day ? 1 : 0; }

// Says what it is asked to: the name of the question decides.
class FakeAnswers final : public Answers {
 public:
  explicit FakeAnswers(QuestionBudget* budget = nullptr) : budget_(budget) {}

  MetAnswer met(const MetQuestion& question) override {
    if (question.name == "fail") throw Error(ErrorCode::kBusy, "asked to fail");
    if (question.name == "break") PARLEY_CHECK(question.name != "break");
    while (question.name == "slow") {  // Until it is given up.
      budget_->spend();
      usleep(1000);
    }
    if (question.name == "deaf") usleep(3'000'000);  // Computes and does not look at its budget.
    MetAnswer answer = test::sampleAnswer();
    if (question.name == "large") answer.meetings[0].words.assign(64u << 10, 'x');
    if (question.name == "huge") answer.meetings[0].words.assign(64u << 20, 'x');
    answer.names[0].typed = question.name + "|" + question.other + (question.exact ? "|exact" : "") +
                            (question.chronological ? "|chronological" : "") +
                            (question.furniture ? "|furniture" : "") + "|";
    for (const Status status : question.filters.statuses) answer.names[0].typed += wordOf(status);
    return answer;
  }
  PathAnswer path(const PathQuestion& question) override { return test::RandomAnswers(seedOf(question.to)).path(); }
  NearAnswer near(const NearQuestion& question) override { return test::RandomAnswers(question.hops).near(); }
  WhyNotAnswer whyNot(const WhyNotQuestion& question) override {
    return test::RandomAnswers(question.sentences).whyNot();
  }
  ShowAnswer show(const ShowQuestion& question) override { return test::RandomAnswers(seedOf(question.what)).show(); }
  StatsAnswer stats(const StatsQuestion& question) override {
    return test::RandomAnswers(seedOf(question.as_of)).stats();
  }
  DiffAnswer diff(const DiffQuestion& question) override {
    return test::RandomAnswers(static_cast<unsigned>((question.to - question.from).count())).diff();
  }
  ContradictionsAnswer contradictions(const ContradictionsQuestion& question) override {
    return test::RandomAnswers(seedOf(question.other)).contradictions();
  }
  FindAnswer find(const FindQuestion& question) override { return test::RandomAnswers(question.limit).find(); }
  TopAnswer top(const TopQuestion& question) override { return test::RandomAnswers(question.limit).top(); }
  DossierAnswer dossier(const DossierQuestion& question) override {
    return test::RandomAnswers(seedOf(question.other)).dossier();
  }
  // As many numbers as `min_reports` says, the first file with the first, the next with the second and so on.
  ExportAnswer exportTo(const ExportQuestion& question, const std::vector<std::ostream*>& outs) override {
    for (std::uint32_t i = 0; i < question.filters.min_reports; ++i) *outs[i % outs.size()] << i << "\n";
    return test::RandomAnswers(question.filters.min_reports).exported();
  }

 private:
  QuestionBudget* budget_;
};

class FakeServed final : public Served {
 public:
  std::unique_ptr<Answers> answersWithin(QuestionBudget& budget) override {
    return std::make_unique<FakeAnswers>(&budget);
  }
  State look() override { return {12, 3}; }
};

std::shared_ptr<Served> fakeServed() { return std::make_shared<FakeServed>(); }

ServeOptions at(const fs::path& socket) {
  ServeOptions options;
  options.socket = socket;
  return options;
}

// What serve() returned is the exit code: 0 if all threads ended, 3 if one was left at work.
class ForkedServer {
 public:
  explicit ForkedServer(const fs::path& socket) : ForkedServer(at(socket)) {}
  explicit ForkedServer(const ServeOptions& options) {
    int pipe_ends[2];
    if (pipe(pipe_ends) != 0) throw std::runtime_error("pipe");
    pid_ = fork();
    if (pid_ == 0) {
      close(pipe_ends[0]);
      int code = 0;
      try {
        code = serve(options, fakeServed, [&] { (void)!::write(pipe_ends[1], "r", 1); }) ? 0 : 3;
      } catch (const std::exception& exception) {
        fprintf(stderr, "server: %s\n", exception.what());
        code = 1;
      }
      _exit(code);
    }
    close(pipe_ends[1]);
    char byte;
    if (::read(pipe_ends[0], &byte, 1) != 1) throw std::runtime_error("the server did not start");
    close(pipe_ends[0]);
  }
  ForkedServer(const ForkedServer&) = delete;
  ~ForkedServer() {
    if (pid_ > 0) kill(pid_, SIGKILL), waitpid(pid_, nullptr, 0);
  }
  int stop(int signal) {
    kill(pid_, signal);
    int status = 0;
    waitpid(pid_, &status, 0);
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }
  [[nodiscard]] std::uint64_t residentKilobytes() const {
    std::ifstream status("/proc/" + std::to_string(pid_) + "/status");
    for (std::string line; std::getline(status, line);) {
      if (line.starts_with("VmRSS:")) return std::stoull(line.substr(6));
    }
    return 0;
  }
  [[nodiscard]] pid_t pid() const { return pid_; }

 private:
  pid_t pid_ = -1;
};

class RpcServerTest : public testing::Test {
 protected:
  [[nodiscard]] fs::path socket() const { return temp_.path() / "socket"; }
  [[nodiscard]] MetAnswer ask(const MetQuestion& question) const { return RemoteAnswers(socket()).met(question); }
  [[nodiscard]] static MetQuestion named(const std::string& name) {
    MetQuestion question;
    question.name = name;
    return question;
  }
  void expectServes() const { EXPECT_EQ(ask(named("kerr")).names.at(0).typed, "kerr||"); }

  TempDir temp_;
};

template <class Message, class Value>
void expectTravels(const Value& value) {
  capnp::MallocMessageBuilder message;
  auto builder = message.initRoot<Message>();
  write(value, builder);
  EXPECT_EQ(read(builder.asReader()), value);
}

TEST(RpcCodec, EveryFieldTravels) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    test::RandomAnswers random(seed);
    expectTravels<rpc::MetAnswer>(random.met());
    expectTravels<rpc::MetQuestion>(random.question());
    expectTravels<rpc::PathAnswer>(random.path());
    expectTravels<rpc::NearAnswer>(random.near());
    expectTravels<rpc::WhyNotAnswer>(random.whyNot());
    expectTravels<rpc::ShowAnswer>(random.show());
    expectTravels<rpc::StatsAnswer>(random.stats());
    expectTravels<rpc::DiffAnswer>(random.diff());
    expectTravels<rpc::ContradictionsAnswer>(random.contradictions());
    expectTravels<rpc::FindAnswer>(random.find());
    expectTravels<rpc::TopAnswer>(random.top());
    expectTravels<rpc::ExportAnswer>(random.exported());
    expectTravels<rpc::DossierAnswer>(random.dossier());
  }
}

TEST(RpcCodec, AnOlderServersAnswerToAFilterThatItDoesNotKnowIsRefused) {
  capnp::MallocMessageBuilder message;
  auto answer = message.initRoot<rpc::MetAnswer>();
  MetQuestion question;
  question.filters.statuses = {Status::kHeld};
  EXPECT_NO_THROW(checkNarrowed(question, answer));
  MetQuestion dated = question;
  dated.filters.since = parseDate("2022-01-21");
  MetQuestion then = question;
  then.as_of = parseDate("2022-01-21");
  for (const MetQuestion& newer : {dated, then}) {
    EXPECT_THAT([&] { checkNarrowed(newer, answer); }, ThrowsError(ErrorCode::kNotSupported, "the server is older"));
  }
  write(MetAnswer(), answer);
  EXPECT_NO_THROW(checkNarrowed(then, answer));
}

TEST(RpcCodec, AWordOfANewerReleaseIsRefused) {
  capnp::MallocMessageBuilder message;
  auto question = message.initRoot<rpc::MetQuestion>();
  question.initStatuses(1).set(0, static_cast<rpc::Status>(99));
  EXPECT_THAT([&] { (void)read(question.asReader()); }, ThrowsError(ErrorCode::kInvalidArgument, "does not know"));
}

TEST_F(RpcServerTest, AnswersAsTheAnswersObjectDoes) {
  const ForkedServer server(socket());
  MetQuestion question = named("kerr");
  question.other = "osei";
  question.exact = question.chronological = question.furniture = true;
  question.filters.statuses = {Status::kHeld, Status::kUncertain};
  EXPECT_EQ(ask(question), FakeAnswers().met(question));
  EXPECT_EQ(ask(named("large")), FakeAnswers().met(named("large")));
}

// A question of each kind, with every field that the fake looks at, against the same question asked directly.
TEST_F(RpcServerTest, EveryQuestionIsAnswered) {
  const ForkedServer server(socket());
  RemoteAnswers remote(socket());
  FakeAnswers direct;
  for (unsigned i = 1; i <= 10; ++i) {
    SCOPED_TRACE(i);
    const std::string name(i, 'x');
    const std::optional<Date> day = i % 2 == 0 ? parseDate("2022-01-21") : std::nullopt;
    const auto same = [&](auto ask) {
      EXPECT_EQ(ask(static_cast<Answers&>(remote)), ask(static_cast<Answers&>(direct)));
    };
    same([&](Answers& answers) { return answers.path({"kerr", name, true, {}, day}); });
    same([&](Answers& answers) { return answers.near({"kerr", i, {}, day}); });
    same([&](Answers& answers) { return answers.whyNot({"kerr", "osei", true, i, day}); });
    same([&](Answers& answers) { return answers.show({name, day}); });
    same([&](Answers& answers) { return answers.stats({day}); });
    same([&](Answers& answers) {
      return answers.diff({*parseDate("2022-01-21"), *parseDate("2022-01-21") + std::chrono::days(i), {}});
    });
    same([&](Answers& answers) { return answers.dossier({"kerr", name, false, {}, day}); });
    same([&](Answers& answers) { return answers.contradictions({"kerr", name, false, {}, day}); });
    same([&](Answers& answers) { return answers.find({"kerr", i, day}); });
    same([&](Answers& answers) { return answers.top({TopBy::kCentral, i, {}, day}); });
  }
}

ExportQuestion numbers(std::uint32_t count) {
  ExportQuestion question;
  question.format = ExportFormat::kMeetingsJsonl;
  question.filters.min_reports = count;
  return question;
}

// Goal: a file arrives whole, whatever its length is against that of a chunk.
TEST_F(RpcServerTest, AFileArrivesInPieces) {
  ServeOptions options = at(socket());
  options.limits.chunk_bytes = 64;
  const ForkedServer server(options);
  RemoteAnswers remote(socket());
  for (const std::uint32_t count : {0u, 1u, 31u, 32u, 33u, 5000u}) {
    SCOPED_TRACE(count);
    std::ostringstream through, direct;
    EXPECT_EQ(remote.exportTo(numbers(count), {&through}), FakeAnswers().exportTo(numbers(count), {&direct}));
    EXPECT_EQ(through.str(), direct.str());
    ExportQuestion folder = numbers(count);
    folder.format = ExportFormat::kCsv;
    std::deque<std::ostringstream> far(filesOf(folder.format).size()), near(far.size());
    std::vector<std::ostream*> far_outs, near_outs;
    for (auto& out : far) far_outs.push_back(&out);
    for (auto& out : near) near_outs.push_back(&out);
    EXPECT_EQ(remote.exportTo(folder, far_outs), FakeAnswers().exportTo(folder, near_outs));
    for (std::size_t i = 0; i < far.size(); ++i) EXPECT_EQ(far[i].str(), near[i].str());
    far_outs.pop_back();
    EXPECT_THAT([&] { remote.exportTo(folder, far_outs); },
                ThrowsError(ErrorCode::kInvalidArgument, "a sink is needed"));
  }
}

TEST_F(RpcServerTest, AFileThatNobodyTakesIsGivenUp) {
  const ForkedServer server(socket());
  std::ostringstream full;
  full.setstate(std::ios::badbit);
  EXPECT_THAT([&] { RemoteAnswers(socket()).exportTo(numbers(1'000'000), {&full}); },
              ThrowsError(ErrorCode::kIo, "does not take it"));
  struct Closed {};
  class Throwing final : public std::streambuf {
    int_type overflow(int_type) override { throw Closed(); }
  } throwing;
  std::ostream closed(&throwing);
  closed.exceptions(std::ios::badbit);
  EXPECT_THROW(RemoteAnswers(socket()).exportTo(numbers(1'000'000), {&closed}), Closed);
  expectServes();
}

TEST_F(RpcServerTest, AFileThatIsTakenTooSlowlyIsGivenUp) {
  ServeOptions options = at(socket());
  options.limits.chunk_time = std::chrono::milliseconds(100);
  const ForkedServer server(options);
  class Slow final : public std::streambuf {
    std::streamsize xsputn(const char*, std::streamsize count) override { return usleep(600'000), count; }
  } slow;
  std::ostream out(&slow);
  EXPECT_THAT([&] { RemoteAnswers(socket()).exportTo(numbers(1'000'000), {&out}); },
              ThrowsError(ErrorCode::kIo, "the client did not take the file"));
  expectServes();
}

TEST_F(RpcServerTest, AQuestionHasATime) {
  ServeOptions options = at(socket());
  options.limits.question_time = std::chrono::milliseconds(200);
  const ForkedServer server(options);
  for (const char* name : {"slow", "deaf"}) {
    EXPECT_THAT([&] { (void)ask(named(name)); }, ThrowsError(ErrorCode::kLimit, "longer than the server allows"));
  }
}

TEST_F(RpcServerTest, AQuestionHasItsRows) {
  ServeOptions options = at(socket());
  options.limits.question_rows = 10;
  const ForkedServer server(options);
  EXPECT_THAT([&] { (void)ask(named("slow")); }, ThrowsError(ErrorCode::kLimit, "reads more than 10 rows"));
}

// The raw methods, which no Answers object has.
class RawParley {
 public:
  explicit RawParley(const fs::path& socket) {
    auto& network = io_.provider->getNetwork();
    stream_ = network.parseAddress("unix:" + socket.string()).wait(io_.waitScope)->connect().wait(io_.waitScope);
    client_ = kj::heap<capnp::TwoPartyClient>(*stream_);
  }
  rpc::Parley::Client parley() { return client_->bootstrap().castAs<rpc::Parley>(); }
  kj::AsyncIoContext& io() { return io_; }
  // Asks and does not wait.
  auto ask(const std::string& name) {
    auto request = parley().openReaderRequest().send().getReader().metRequest();
    request.initQuestion().setName(name);
    return request.send();
  }
  void sleep(unsigned milliseconds) {
    io_.provider->getTimer().afterDelay(milliseconds * kj::MILLISECONDS).wait(io_.waitScope);
  }
  // Of `method`, once there are `calls` of it; waits for them.
  struct Counted {
    std::uint64_t calls = 0, errors = 0, cancelled = 0, rows = 0, timed = 0, running = 0;
  };
  Counted counted(const std::string& method, std::uint64_t calls) {
    for (int tries = 0; tries < 500; ++tries, sleep(10)) {
      const auto response = parley().countersRequest().send().wait(io_.waitScope);
      Counted found;
      found.running = response.getCounters().getQuestionsRunning();
      for (const auto line : response.getCounters().getMethods()) {
        if (line.getName() != method.c_str()) continue;
        found.calls = line.getCalls();
        found.errors = line.getErrors();
        found.cancelled = line.getCancelled();
        found.rows = line.getRows();
        for (const std::uint64_t within : line.getWithin()) found.timed += within;
      }
      if (found.calls >= calls && found.running == 0) return found;
    }
    throw std::runtime_error("there were never so many calls");
  }

 private:
  kj::AsyncIoContext io_ = kj::setupAsyncIo();
  kj::Own<kj::AsyncIoStream> stream_;
  kj::Own<capnp::TwoPartyClient> client_;
};

TEST_F(RpcServerTest, OneSlowClientDoesNotHoldTheOthers) {
  ServeOptions options = at(socket());
  const ForkedServer server(options);
  RawParley slow(socket());
  std::vector<capnp::RemotePromise<rpc::Reader::MetResults>> pending;
  for (int i = 0; i < 20; ++i) pending.push_back(slow.ask("slow"));
  slow.sleep(100);
  std::thread([&] { expectServes(); }).join();  // A thread has one event loop.
}

TEST_F(RpcServerTest, ACancelledQuestionEnds) {
  const ForkedServer server(socket());
  RawParley client(socket());
  {
    auto dropped = client.ask("slow");
    client.sleep(100);
  }
  RawParley::Counted met = client.counted("met", 1);
  EXPECT_EQ(met.cancelled, 1u);
  EXPECT_GT(met.rows, 0u);
  std::thread([&] {
    RawParley gone(socket());
    auto lost = gone.ask("slow");
    gone.sleep(100);
  }).join();
  met = client.counted("met", 2);
  EXPECT_EQ(met.cancelled, 2u);
  EXPECT_EQ(met.running, 0u);
}

TEST_F(RpcServerTest, CountersHealthAndAuditTellWhatHappened) {
  ServeOptions options = at(socket());
  options.audit = temp_.path() / "audit";
  options.log_format = LogFormat::kJson;
  {
    ForkedServer server(options);
    expectServes();
    EXPECT_THROW((void)ask(named("fail")), Error);
    RawParley client(socket());
    const RawParley::Counted met = client.counted("met", 2);
    EXPECT_EQ(met.calls, 2u);
    EXPECT_EQ(met.errors, 1u);
    EXPECT_EQ(met.timed, 2u);
    const auto response = client.parley().healthRequest().send().wait(client.io().waitScope);
    EXPECT_TRUE(response.getHealth().getOk());
    EXPECT_EQ(response.getHealth().getDocuments(), 12u);
    EXPECT_EQ(response.getHealth().getWaiting(), 3u);
    EXPECT_EQ(server.stop(SIGTERM), 0);
  }
  std::vector<std::string> results;
  std::istringstream lines(test::contentsOf(*options.audit));
  for (std::string line; std::getline(lines, line);) {
    const auto entry = nlohmann::json::parse(line);
    EXPECT_THAT(entry["peer"], testing::StartsWith("unix uid " + std::to_string(getuid())));
    EXPECT_EQ(entry["time"].get<std::string>().size(), std::string("2022-01-21T09:30:00.125Z").size());
    EXPECT_TRUE(entry["milliseconds"].is_number() && entry["rows"].is_number());
    if (entry["method"] == "met") results.push_back(entry["result"]);
  }
  EXPECT_THAT(results, testing::ElementsAre("ok", "busy"));
  EXPECT_EQ(fs::status(*options.audit).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  // It only grows.
  const std::string before = test::contentsOf(*options.audit);
  {
    ForkedServer again(options);
    expectServes();
    EXPECT_EQ(again.stop(SIGTERM), 0);
  }
  EXPECT_THAT(test::contentsOf(*options.audit), testing::StartsWith(before));
  EXPECT_GT(test::contentsOf(*options.audit).size(), before.size());
}

TEST(ServerLog, NoValueBreaksALine) {
  for (const LogFormat format : {LogFormat::kText, LogFormat::kJson}) {
    const std::string line =
        logLine(format, "call", {{"name", "a\n\x1b[31m\xe2\x80\xae\xff"}, {"rows", std::uint64_t{7}}});
    EXPECT_TRUE(std::all_of(line.begin(), line.end(), [](char c) { return c >= ' ' && c < '\x7f'; })) << line;
    EXPECT_THAT(line, testing::HasSubstr("7"));
  }
}

// Goal: on SIGTERM what is in progress is answered; what cannot be in time is given up, and the socket goes.
TEST_F(RpcServerTest, TheEndIsOrderly) {
  ServeOptions options = at(socket());
  options.limits.drain_time = std::chrono::milliseconds(300);
  options.limits.stop_time = std::chrono::milliseconds(300);
  const std::pair<const char*, int> cases[] = {{"slow", 0}, {"deaf", 3}};
  for (const auto& [name, code] : cases) {
    SCOPED_TRACE(name);
    ForkedServer server(options);
    RawParley client(socket());
    auto pending = client.ask(name);
    client.sleep(100);
    EXPECT_EQ(server.stop(SIGTERM), code);
    EXPECT_FALSE(fs::exists(socket()));
    EXPECT_THROW(pending.wait(client.io().waitScope), kj::Exception);
  }
  // Three seconds are within the usual time.
  ForkedServer patient(socket());
  RawParley client(socket());
  auto pending = client.ask("deaf");
  client.sleep(100);
  kill(patient.pid(), SIGTERM);
  EXPECT_TRUE(pending.wait(client.io().waitScope).getResult().isOk());
  EXPECT_EQ(patient.stop(SIGTERM), 0);
}

// --- Old and new together. tests/data/rpc_v1 is the schema of a program that knows nothing but `met` ---

class OldSchema {
 public:
  capnp::InterfaceSchema interface(const char* name) { return file_.getNested(name).asInterface(); }

 private:
  kj::Own<kj::Filesystem> disk_ = kj::newDiskFilesystem();
  capnp::SchemaParser parser_;
  capnp::ParsedSchema file_ = parser_.parseFromDirectory(
      disk_->getRoot(), kj::Path::parse(PARLEY_SOURCE_DIR "/tests/data/rpc_v1/rpc.capnp" + 1), nullptr);
};

TEST_F(RpcServerTest, AnOldClientIsAnswered) {
  const ForkedServer server(socket());
  OldSchema old;
  RawParley client(socket());
  auto parley = capnp::Capability::Client(client.parley()).castAs<capnp::DynamicCapability>(old.interface("Parley"));
  auto opened = parley.newRequest("openReader").send();
  auto reader = opened.get("reader").releaseAs<capnp::DynamicCapability>();
  auto request = reader.newRequest("met");
  request.init("question").as<capnp::DynamicStruct>().set("name", "kerr");
  auto response = request.send().wait(client.io().waitScope);
  auto answer = response.get("result").as<capnp::DynamicStruct>().get("ok").as<capnp::DynamicStruct>();
  EXPECT_TRUE(answer.get("resolved").as<bool>());
  auto names = answer.get("names").as<capnp::DynamicList>();
  ASSERT_EQ(names.size(), 1u);
  EXPECT_EQ(names[0].as<capnp::DynamicStruct>().get("typed").as<capnp::Text>(), "kerr||");
  EXPECT_EQ(answer.get("meetings").as<capnp::DynamicList>().size(), 1u);
}

// A server of the old schema, in a forked child.
class OldServer {
 public:
  explicit OldServer(const fs::path& socket) {
    int ready[2];
    if (pipe(ready) != 0) throw std::runtime_error("pipe");
    pid_ = fork();
    if (pid_ == 0) {
      run(socket, ready[1]);
      _exit(0);
    }
    close(ready[1]);
    char byte;
    (void)!::read(ready[0], &byte, 1);
    close(ready[0]);
  }
  OldServer(const OldServer&) = delete;
  ~OldServer() { kill(pid_, SIGKILL), waitpid(pid_, nullptr, 0); }

 private:
  class Reader final : public capnp::DynamicCapability::Server {
   public:
    using Server::Server;
    kj::Promise<void> call(capnp::InterfaceSchema::Method,
                           capnp::CallContext<capnp::DynamicStruct, capnp::DynamicStruct> context) override {
      auto answer =
          context.getResults().init("result").as<capnp::DynamicStruct>().init("ok").as<capnp::DynamicStruct>();
      answer.set("resolved", true);
      answer.set("furnitureLeftOut", 7);
      return kj::READY_NOW;
    }
  };
  class Parley final : public capnp::DynamicCapability::Server {
   public:
    explicit Parley(OldSchema& old) : Server(old.interface("Parley")), old_(old) {}
    kj::Promise<void> call(capnp::InterfaceSchema::Method,
                           capnp::CallContext<capnp::DynamicStruct, capnp::DynamicStruct> context) override {
      const auto reader = old_.interface("Reader");
      context.getResults().set("reader", capnp::DynamicCapability::Client(kj::heap<Reader>(reader)));
      return kj::READY_NOW;
    }

   private:
    OldSchema& old_;
  };
  static void run(const fs::path& socket, int ready) {
    OldSchema old;
    auto io = kj::setupAsyncIo();
    capnp::TwoPartyServer server(capnp::DynamicCapability::Client(kj::heap<Parley>(old)));
    auto address = io.provider->getNetwork().parseAddress("unix:" + socket.string()).wait(io.waitScope);
    auto listener = address->listen();
    (void)!::write(ready, "r", 1);
    server.listen(*listener).wait(io.waitScope);
  }

  pid_t pid_;
};

TEST_F(RpcServerTest, AnOldServerIsUnderstood) {
  const OldServer server(socket());
  RemoteAnswers remote(socket());
  MetQuestion question = named("kerr");
  const MetAnswer answer = remote.met(question);
  EXPECT_TRUE(answer.resolved);
  EXPECT_EQ(answer.furniture_left_out, 7u);
  question.filters.place = "Geneva";  // It answers as if nobody had said so.
  EXPECT_THAT([&] { (void)remote.met(question); }, ThrowsError(ErrorCode::kNotSupported, "the server is older"));
  EXPECT_THAT(
      [&] {
        (void)remote.path({"kerr", "osei", false, {}, {}});
      },
      ThrowsError(ErrorCode::kNotSupported, "does not answer `path`"));
  std::ostringstream out;
  EXPECT_THAT([&] { remote.exportTo(numbers(1), {&out}); },
              ThrowsError(ErrorCode::kNotSupported, "does not answer `export`"));
}

TEST_F(RpcServerTest, FailuresArriveWithTheirCode) {
  const ForkedServer server(socket());
  EXPECT_THAT([&] { (void)ask(named("fail")); }, ThrowsError(ErrorCode::kBusy, "asked to fail"));
  EXPECT_THAT([&] { (void)ask(named("break")); }, ThrowsError(ErrorCode::kInternal));
  EXPECT_THAT([&] { (void)ask(named("huge")); }, ThrowsError(ErrorCode::kLimit, "larger than 48 MiB"));
  // What no command line can ask is refused by the server.
  EXPECT_THAT(
      [&] {
        (void)RemoteAnswers(socket()).find({"kerr", 0, {}});
      },
      ThrowsError(ErrorCode::kInvalidArgument, "`limit` of a question is a number from 1 to 10000"));
  EXPECT_THAT(
      [&] {
        (void)RemoteAnswers(socket()).near({"kerr", 11, {}, {}});
      },
      ThrowsError(ErrorCode::kInvalidArgument, "from 1 to 10, not 11"));
  expectServes();
}

TEST_F(RpcServerTest, NobodyThereIsSaid) {
  EXPECT_THAT([&] { (void)ask(named("kerr")); }, ThrowsError(ErrorCode::kIo, "parley serve"));
}

TEST_F(RpcServerTest, TheSocketIsItsOwnersAndGoesWithTheServer) {
  ForkedServer server(socket());
  struct stat status {};
  ASSERT_EQ(stat(socket().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600u);
  expectServes();
  EXPECT_EQ(server.stop(SIGTERM), 0);
  EXPECT_FALSE(fs::exists(socket()));
  ForkedServer again(socket());
  EXPECT_EQ(again.stop(SIGINT), 0);
}

TEST_F(RpcServerTest, AStaleSocketIsReplacedALivingOneIsNot) {
  { const ForkedServer killed(socket()); }
  ASSERT_TRUE(fs::exists(socket()));
  const ForkedServer server(socket());
  expectServes();
  EXPECT_THAT([&] { (void)serve(at(socket()), fakeServed, [] {}); }, ThrowsError(ErrorCode::kBusy, "another server"));
  expectServes();
}

TEST_F(RpcServerTest, AFileThatIsNoSocketIsLeftAlone) {
  test::writeFile(socket(), "mine");
  EXPECT_THAT([&] { (void)serve(at(socket()), fakeServed, [] {}); },
              ThrowsError(ErrorCode::kInvalidArgument, "no socket"));
  EXPECT_EQ(test::contentsOf(socket()), "mine");
  EXPECT_THAT([&] { (void)serve(at(std::string(200, 'x')), fakeServed, [] {}); },
              ThrowsError(ErrorCode::kInvalidArgument, "longer"));
}

class RawClient {
 public:
  explicit RawClient(const fs::path& socket_path)
      : fd_(socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0)) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    std::strncpy(address.sun_path, socket_path.c_str(), sizeof(address.sun_path) - 1);
    if (connect(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) != 0)
      throw std::runtime_error("connect");
  }
  RawClient(const RawClient&) = delete;
  ~RawClient() { close(fd_); }

  // False if the server takes no more for `patience_ms`, or has closed the connection.
  bool send(std::string_view bytes, int patience_ms) {
    while (!bytes.empty()) {
      pollfd ready{fd_, POLLOUT, 0};
      if (poll(&ready, 1, patience_ms) <= 0) return false;
      const ssize_t sent = ::send(fd_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent < 0) return false;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
  }
  bool send(capnp::MessageBuilder& message, int patience_ms) {
    const auto words = capnp::messageToFlatArray(message);
    const auto bytes = words.asBytes();
    return send({reinterpret_cast<const char*>(bytes.begin()), bytes.size()}, patience_ms);
  }
  // True once the server has closed the connection; what it sends before is thrown away.
  bool closedWithin(int patience_ms) {
    char buffer[4096];
    while (true) {
      pollfd ready{fd_, POLLIN, 0};
      if (poll(&ready, 1, patience_ms) <= 0) return false;
      const ssize_t got = recv(fd_, buffer, sizeof(buffer), 0);
      if (got == 0 || (got < 0 && errno == ECONNRESET)) return true;
      if (got < 0) return false;
    }
  }

 private:
  int fd_;
};

std::string littleEndian(std::initializer_list<std::uint32_t> words) {
  std::string bytes;
  for (const std::uint32_t word : words) {
    for (int shift = 0; shift < 32; shift += 8) bytes += static_cast<char>(word >> shift & 0xFF);
  }
  return bytes;
}

TEST_F(RpcServerTest, HostileFramesCloseTheirConnectionOnly) {
  const ForkedServer server(socket());
  const std::string frames[] = {
      littleEndian({0xFFFFFFFF, 0}),                 // A segment count that overflows.
      littleEndian({0xFFFFFFFE, 0xFFFFFFFF}),        //
      littleEndian({64, 1}),                         // One segment too many.
      littleEndian({0, 0xFFFFFFFF}),                 // 32 GiB in one segment.
      littleEndian({1, 0x10000, 0x10001, 0}),        // One word above the limit, in two segments.
      littleEndian({0, 0}),                          // No root.
      littleEndian({0, 1, 0xFFFFFFFC, 0x7FFFFFFF}),  // A root far outside the message.
  };
  for (const std::string& frame : frames) {
    SCOPED_TRACE(testing::PrintToString(frame));
    RawClient client(socket());
    EXPECT_TRUE(client.send(frame, 1000));
    EXPECT_TRUE(client.closedWithin(5000));
    expectServes();
  }
}

TEST_F(RpcServerTest, HalfAFrameHoldsUpNobody) {
  const ForkedServer server(socket());
  RawClient client(socket());
  EXPECT_TRUE(client.send(littleEndian({0}).substr(0, 3), 1000));
  expectServes();
}

// Goal: a client that asks and does not read makes the server hold no more than a few answers.
// Method: ask for 64 KiB twenty thousand times in one pipeline, read nothing, and look at the server's memory.
TEST_F(RpcServerTest, AClientThatDoesNotReadCostsLittle) {
  const ForkedServer server(socket());
  expectServes();
  const std::uint64_t before = server.residentKilobytes();
  RawClient client(socket());
  capnp::MallocMessageBuilder bootstrap;
  bootstrap.initRoot<capnp::rpc::Message>().initBootstrap().setQuestionId(0);
  ASSERT_TRUE(client.send(bootstrap, 1000));
  capnp::MallocMessageBuilder open;
  auto open_call = open.initRoot<capnp::rpc::Message>().initCall();
  open_call.setQuestionId(1);
  open_call.initTarget().initPromisedAnswer().setQuestionId(0);
  open_call.setInterfaceId(capnp::typeId<rpc::Parley>());
  open_call.setMethodId(1);
  open_call.initParams().initContent();
  ASSERT_TRUE(client.send(open, 1000));
  unsigned sent = 0;
  for (; sent < 20'000; ++sent) {
    capnp::MallocMessageBuilder ask;
    auto call = ask.initRoot<capnp::rpc::Message>().initCall();
    call.setQuestionId(2 + sent);
    auto target = call.initTarget().initPromisedAnswer();
    target.setQuestionId(1);
    target.initTransform(1)[0].setGetPointerField(0);
    call.setInterfaceId(capnp::typeId<rpc::Reader>());
    call.setMethodId(0);
    call.initParams().getContent().initAs<rpc::Reader::MetParams>().initQuestion().setName("large");
    if (!client.send(ask, 1000)) break;
  }
  EXPECT_LT(sent, 20'000u);  // The server stopped reading.
  EXPECT_GT(sent, 10u);
  EXPECT_LT(server.residentKilobytes() - before, 32u << 10);
  expectServes();
}

TEST_F(RpcServerTest, WithoutDescriptorsItWaitsAndGoesOn) {
  const ForkedServer server(socket());
  const rlimit few{24, 24};
  ASSERT_EQ(prlimit(server.pid(), RLIMIT_NOFILE, &few, nullptr), 0);
  {
    std::vector<std::unique_ptr<RawClient>> crowd;
    for (int i = 0; i < 60; ++i) crowd.push_back(std::make_unique<RawClient>(socket()));
    usleep(200'000);
  }
  expectServes();
}

}  // namespace
}  // namespace parley
