#include "tools/rpc_server.h"

#include <capnp/message.h>
#include <capnp/rpc-twoparty.h>
#include <kj/async-io.h>
#include <kj/async-unix.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstring>
#include <list>
#include <string>

#include "graph/error.h"
#include "tools/guarded_stream.h"
#include "tools/rpc_codec.h"
#include "tools/rpc_limits.h"

namespace parley {
namespace {

constexpr kj::Duration kDrainDeadline = 5 * kj::SECONDS;
constexpr kj::Duration kAfterFailedAccept = 50 * kj::MILLISECONDS;
// Each takes a descriptor, and the store needs some of its own: well below the usual limit of 1024.
constexpr std::size_t kMaxConnections = 256;

[[noreturn]] void failListening(const std::filesystem::path& socket, int error) {
  const ErrorCode code = error == EACCES || error == EPERM ? ErrorCode::kDenied : ErrorCode::kIo;
  throw Error(code, "listening at " + socket.string() + ": " + std::strerror(error));
}

// The file of a listening socket; removed at the end if it is still ours.
class SocketFile {
 public:
  explicit SocketFile(const std::filesystem::path& path) : path_(path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string name = path.string();
    if (name.size() >= sizeof(address.sun_path)) {
      throw Error(ErrorCode::kInvalidArgument,
                  "listening at " + name + ": the path is longer than a socket's may be (" +
                      std::to_string(sizeof(address.sun_path) - 1) + " bytes); choose a shorter one");
    }
    std::memcpy(address.sun_path, name.c_str(), name.size() + 1);
    removeStale(address);
    fd_ = socketOrFail();
    // The mode of the file is the permission, from the first moment on.
    const mode_t before = umask(0177);
    const int bound = bind(fd_, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
    const int error = errno;
    umask(before);
    if (bound != 0) {
      close(fd_);
      failListening(path_, error);
    }
    struct stat status {};
    if (stat(path_.c_str(), &status) == 0) inode_ = status.st_ino;
    if (listen(fd_, 128) != 0) failListening(path_, errno);
  }
  SocketFile(const SocketFile&) = delete;
  ~SocketFile() {
    struct stat status {};
    if (stat(path_.c_str(), &status) == 0 && status.st_ino == inode_) unlink(path_.c_str());
  }

  // To be owned by the event loop.
  [[nodiscard]] int fd() const { return fd_; }

 private:
  [[nodiscard]] int socketOrFail() const {
    const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    if (fd < 0) failListening(path_, errno);
    return fd;
  }

  // A server that was killed leaves its file behind. Nobody accepts there: connecting tells.
  void removeStale(const sockaddr_un& address) const {
    struct stat status {};
    if (lstat(path_.c_str(), &status) != 0) return;
    if (!S_ISSOCK(status.st_mode)) {
      throw Error(ErrorCode::kInvalidArgument,
                  "listening at " + path_.string() + ": there is a file that is no socket; choose another path");
    }
    const int fd = socketOrFail();
    const int connected = connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address));
    const int error = errno;
    close(fd);
    if (connected == 0 || error == EAGAIN) {
      throw Error(ErrorCode::kBusy,
                  "listening at " + path_.string() + ": another server answers there; stop it or choose another path");
    }
    if (error != ECONNREFUSED) failListening(path_, error);
    unlink(path_.c_str());
  }

  std::filesystem::path path_;
  int fd_ = -1;
  ino_t inode_ = 0;
};

class ReaderServer final : public rpc::Reader::Server {
 public:
  explicit ReaderServer(Answers& answers) : answers_(answers) {}

  // The question runs here, on the event loop: while it does, other clients wait. It is the Answers seam that a pool of
  // threads goes behind when there are more methods than this one.
  kj::Promise<void> met(MetContext context) override {
    context.allowCancellation();
    auto result = context.getResults().initResult();
    try {  // What fails while answering belongs to the other side of the connection.
      // Written beside the result first: what is once in a message stays in it, and counts when it is sent.
      capnp::MallocMessageBuilder draft;
      auto answer = draft.initRoot<rpc::MetAnswer>();
      write(answers_.met(read(context.getParams().getQuestion())), answer);
      if (answer.totalSize().wordCount > kMaxAnswerWords) {
        throw Error(ErrorCode::kLimit, "the answer is larger than " +
                                           std::to_string(kMaxAnswerWords * sizeof(capnp::word) >> 20) +
                                           " MiB; ask for less, with a second name or --status");
      }
      result.setOk(answer);
    } catch (const Error& error) {
      write(error, result.initError());
    } catch (const std::logic_error& bug) {
      write(Error(ErrorCode::kInternal, std::string("a bug in Parley: ") + bug.what()), result.initError());
    }
    return kj::READY_NOW;
  }

 private:
  Answers& answers_;
};

class ParleyServer final : public rpc::Parley::Server {
 public:
  explicit ParleyServer(Answers& answers) : answers_(answers) {}

  kj::Promise<void> serverInfo(ServerInfoContext context) override {
    auto info = context.getResults().initInfo();
    info.setProgram("parley " PARLEY_VERSION);
    info.setProtocolVersion(rpc::PROTOCOL_VERSION);
    info.setMaxCallBytes(StreamLimits{}.max_message_words * sizeof(capnp::word));
    info.setMaxAnswerBytes(kMaxAnswerWords * sizeof(capnp::word));
    return kj::READY_NOW;
  }

  kj::Promise<void> openReader(OpenReaderContext context) override {
    context.getResults().setReader(kj::heap<ReaderServer>(answers_));
    return kj::READY_NOW;
  }

 private:
  Answers& answers_;
};

struct Connection {
  kj::Own<kj::AsyncIoStream> stream;
  GuardedStream guarded;
  capnp::TwoPartyVatNetwork network;
  capnp::RpcSystem<capnp::rpc::twoparty::VatId> system;

  Connection(kj::Own<kj::AsyncIoStream> accepted, kj::Timer& timer, Answers& answers)
      : stream(kj::mv(accepted)),
        guarded(*stream, timer, StreamLimits{}),
        network(guarded, capnp::rpc::twoparty::Side::SERVER, serverReaderOptions()),
        system(capnp::makeRpcServer(network, kj::heap<ParleyServer>(answers))) {
    guarded.watchQueue([this] { return network.getCurrentQueueSize(); });
    // Words of calls that have not returned: 8 MiB.
    system.setFlowLimit(1u << 20);
  }
};

class Server final : private kj::TaskSet::ErrorHandler {
 public:
  Server(kj::ConnectionReceiver& listener, kj::Timer& timer, Answers& answers)
      : listener_(listener), timer_(timer), answers_(answers), tasks_(*this) {}

  // Never ends by itself. A failed accept (no descriptors left) is tried again a little later.
  kj::Promise<void> accept() {
    return kj::evalNow([this] { return listener_.accept(); })
        .then(
            [this](kj::Own<kj::AsyncIoStream> stream) {
              if (connections_.size() < kMaxConnections) serveOne(kj::mv(stream));
              return accept();
            },
            [this](kj::Exception&&) {
              return timer_.afterDelay(kAfterFailedAccept).then([this] { return accept(); });
            });
  }

  // Until all that was answered has been sent. A question in progress cannot be: they run on this thread.
  kj::Promise<void> drain() {
    for (Connection* connection : connections_) {
      if (connection->network.getCurrentQueueCount() == 0) continue;
      return timer_.afterDelay(10 * kj::MILLISECONDS).then([this] { return drain(); });
    }
    return kj::READY_NOW;
  }

 private:
  void serveOne(kj::Own<kj::AsyncIoStream> stream) {
    auto connection = kj::heap<Connection>(kj::mv(stream), timer_, answers_);
    const auto place = connections_.insert(connections_.end(), connection.get());
    auto gone = connection->network.onDisconnect();
    tasks_.add(gone.attach(kj::mv(connection), kj::defer([this, place] { connections_.erase(place); })));
  }
  // A connection that breaks concerns its client only.
  void taskFailed(kj::Exception&&) override {}

  kj::ConnectionReceiver& listener_;
  kj::Timer& timer_;
  Answers& answers_;
  std::list<Connection*> connections_;
  kj::TaskSet tasks_;
};

}  // namespace

void serve(const std::filesystem::path& socket, const std::function<std::unique_ptr<Answers>()>& open,
           const std::function<void()>& ready) {
  kj::UnixEventPort::captureSignal(SIGTERM);
  kj::UnixEventPort::captureSignal(SIGINT);
  const std::unique_ptr<Answers> answers = open();
  SocketFile file(socket);
  auto io = kj::setupAsyncIo();
  using Low = kj::LowLevelAsyncIoProvider;
  auto listener = io.lowLevelProvider->wrapListenSocketFd(
      file.fd(), Low::TAKE_OWNERSHIP | Low::ALREADY_CLOEXEC | Low::ALREADY_NONBLOCK);
  auto& timer = io.provider->getTimer();
  Server server(*listener, timer, *answers);
  ready();
  auto stopped =
      io.unixEventPort.onSignal(SIGTERM).ignoreResult().exclusiveJoin(io.unixEventPort.onSignal(SIGINT).ignoreResult());
  server.accept().exclusiveJoin(kj::mv(stopped)).wait(io.waitScope);
  server.drain().exclusiveJoin(timer.afterDelay(kDrainDeadline)).wait(io.waitScope);
}

}  // namespace parley
