// The server against honest and dishonest clients. It runs in a forked child, as serve() takes over a process's
// signals.
#include <capnp/message.h>
#include <capnp/rpc.capnp.h>
#include <capnp/serialize.h>
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstring>
#include <fstream>

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

// Says what it is asked to: the name of the question decides.
class FakeAnswers final : public Answers {
 public:
  MetAnswer met(const MetQuestion& question) override {
    if (question.name == "fail") throw Error(ErrorCode::kBusy, "asked to fail");
    if (question.name == "break") PARLEY_CHECK(question.name != "break");
    MetAnswer answer = test::sampleAnswer();
    if (question.name == "large") answer.meetings[0].words.assign(64u << 10, 'x');
    if (question.name == "huge") answer.meetings[0].words.assign(64u << 20, 'x');
    answer.names[0].typed = question.name + "|" + question.other + (question.exact ? "|exact" : "") +
                            (question.chronological ? "|chronological" : "") +
                            (question.furniture ? "|furniture" : "") + "|";
    for (const Status status : question.filters.statuses) answer.names[0].typed += wordOf(status);
    return answer;
  }
  PathAnswer path(const PathQuestion&) override { return {}; }
  NearAnswer near(const NearQuestion&) override { return {}; }
  WhyNotAnswer whyNot(const WhyNotQuestion&) override { return {}; }
  ShowAnswer show(const ShowQuestion&) override { return {}; }
  StatsAnswer stats(const StatsQuestion&) override { return {}; }
  DiffAnswer diff(const DiffQuestion&) override { return {}; }
  ContradictionsAnswer contradictions(const ContradictionsQuestion&) override { return {}; }
  FindAnswer find(const FindQuestion&) override { return {}; }
  TopAnswer top(const TopQuestion&) override { return {}; }
  DossierAnswer dossier(const DossierQuestion&) override { return {}; }
  ExportAnswer exportTo(const ExportQuestion&, const std::vector<std::ostream*>&) override { return {}; }
};

std::unique_ptr<Answers> fakeAnswers() { return std::make_unique<FakeAnswers>(); }

class ForkedServer {
 public:
  explicit ForkedServer(const fs::path& socket) {
    int pipe_ends[2];
    if (pipe(pipe_ends) != 0) throw std::runtime_error("pipe");
    pid_ = fork();
    if (pid_ == 0) {
      close(pipe_ends[0]);
      int code = 0;
      try {
        serve(socket, fakeAnswers, [&] { (void)!::write(pipe_ends[1], "r", 1); });
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

TEST(RpcCodec, EveryFieldTravels) {
  for (unsigned seed = 0; seed < 300; ++seed) {
    SCOPED_TRACE(seed);
    const MetAnswer answer = test::RandomAnswers(seed).met();
    capnp::MallocMessageBuilder message;
    auto builder = message.initRoot<rpc::MetAnswer>();
    write(answer, builder);
    EXPECT_EQ(read(builder.asReader()), answer);
    const MetQuestion question = test::RandomAnswers(seed).question();
    auto asked = message.initRoot<rpc::MetQuestion>();
    write(question, asked);
    EXPECT_EQ(read(asked.asReader()), question);
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

TEST_F(RpcServerTest, FailuresArriveWithTheirCode) {
  const ForkedServer server(socket());
  EXPECT_THAT([&] { (void)ask(named("fail")); }, ThrowsError(ErrorCode::kBusy, "asked to fail"));
  EXPECT_THAT([&] { (void)ask(named("break")); }, ThrowsError(ErrorCode::kInternal));
  EXPECT_THAT([&] { (void)ask(named("huge")); }, ThrowsError(ErrorCode::kLimit, "larger than 48 MiB"));
  EXPECT_THAT([&] { (void)RemoteAnswers(socket()).stats({}); },
              ThrowsError(ErrorCode::kNotSupported, "does not answer `stats` yet"));
  EXPECT_THAT([&] { (void)RemoteAnswers(socket()).whyNot({}); },
              ThrowsError(ErrorCode::kNotSupported, "does not answer `why-not` yet"));
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
  EXPECT_THAT([&] { serve(socket(), fakeAnswers, [] {}); }, ThrowsError(ErrorCode::kBusy, "another server"));
  expectServes();
}

TEST_F(RpcServerTest, AFileThatIsNoSocketIsLeftAlone) {
  test::writeFile(socket(), "mine");
  EXPECT_THAT([&] { serve(socket(), fakeAnswers, [] {}); }, ThrowsError(ErrorCode::kInvalidArgument, "no socket"));
  EXPECT_EQ(test::contentsOf(socket()), "mine");
  EXPECT_THAT([&] { serve(std::string(200, 'x'), fakeAnswers, [] {}); },
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
