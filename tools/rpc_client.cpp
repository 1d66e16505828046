#include "tools/rpc_client.h"

#include <capnp/rpc-twoparty.h>
#include <kj/async-io.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <exception>
#include <memory>
#include <ostream>
#include <string>
#include <utility>

#include "graph/error.h"
#include "tools/rpc_codec.h"
#include "tools/rpc_limits.h"

namespace parley {
namespace {

// A blocking connect, so that the reason it fails for is an errno and not a text.
int connectTo(const std::filesystem::path& path) {
  const std::string name = path.string();
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (name.size() >= sizeof(address.sun_path)) {
    throw Error(ErrorCode::kInvalidArgument, "connecting to " + name + ": the path is too long for a socket");
  }
  std::memcpy(address.sun_path, name.c_str(), name.size() + 1);
  const int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd >= 0 && connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0) return fd;
  const int error = errno;
  if (fd >= 0) close(fd);
  throw Error(error == EACCES || error == EPERM ? ErrorCode::kDenied : ErrorCode::kIo,
              "connecting to " + name + ": " + std::strerror(error) + "; is `parley serve` running there?");
}

// What the library throws, as an Error.
Error explained(const kj::Exception& exception, const char* verb) {
  if (exception.getType() == kj::Exception::Type::UNIMPLEMENTED) {
    return Error(ErrorCode::kNotSupported, "the server is older than this program and does not answer `" +
                                               std::string(verb) +
                                               "`; update it, or ask on the machine of the store, without --connect");
  }
  return Error(ErrorCode::kIo, std::string("asking the server: ") + exception.getDescription().cStr());
}

// Where a server writes a file to. The sink may be called for longer than the question lasts, by a server that means
// harm: it shares what it writes to, and finds it gone.
class StreamSink final : public rpc::ByteSink::Server {
 public:
  struct Target {
    std::ostream* out;  // Null: nobody wants any more.
    std::exception_ptr thrown;
  };
  explicit StreamSink(std::shared_ptr<Target> target) : target_(std::move(target)) {}
  kj::Promise<void> write(WriteContext context) override {
    const auto bytes = context.getParams().getBytes();
    try {
      if (target_->out != nullptr) {
        target_->out->write(reinterpret_cast<const char*>(bytes.begin()), static_cast<std::streamsize>(bytes.size()));
        if (*target_->out) return kj::READY_NOW;
      }
    } catch (...) {
      target_->thrown = std::current_exception();
    }
    target_->out = nullptr;
    return KJ_EXCEPTION(FAILED, "no more is wanted");
  }

 private:
  std::shared_ptr<Target> target_;
};

}  // namespace

std::filesystem::path socketOf(const std::string& address) {
  constexpr std::string_view kPrefix = "unix:";
  if (!address.starts_with(kPrefix) || address.size() == kPrefix.size()) {
    throw Error(ErrorCode::kInvalidArgument, "“" + address + "” is no address; write unix:PATH");
  }
  return address.substr(kPrefix.size());
}

// Members end in reverse order: capabilities before the connection, the connection before the loop.
struct RemoteAnswers::Impl {
  kj::AsyncIoContext io = kj::setupAsyncIo();
  kj::Own<kj::AsyncIoStream> stream;
  capnp::TwoPartyVatNetwork network;
  capnp::RpcSystem<capnp::rpc::twoparty::VatId> system;

  explicit Impl(int fd)
      : stream(io.lowLevelProvider->wrapSocketFd(
            fd, kj::LowLevelAsyncIoProvider::TAKE_OWNERSHIP | kj::LowLevelAsyncIoProvider::ALREADY_CLOEXEC)),
        network(*stream, capnp::rpc::twoparty::Side::CLIENT, clientReaderOptions()),
        system(capnp::makeRpcClient(network)) {}

  rpc::Parley::Client parley() {
    capnp::MallocMessageBuilder message;
    auto server = message.initRoot<capnp::rpc::twoparty::VatId>();
    server.setSide(capnp::rpc::twoparty::Side::SERVER);
    return system.bootstrap(server).castAs<rpc::Parley>();
  }

  // `request` makes the request of a Reader; `readAnswer` takes its answer. This is where what the library throws
  // becomes an Error.
  template <class Question, class MakeRequest, class ReadAnswer>
  auto ask(const char* verb, const Question& question, const MakeRequest& makeRequest, const ReadAnswer& readAnswer) {
    try {
      auto reader = parley().openReaderRequest().send().getReader();
      auto request = makeRequest(reader);
      write(question, request.initQuestion());
      const auto response = request.send().wait(io.waitScope);
      const auto result = response.getResult();
      if (result.isError()) throw read(result.getError());
      return readAnswer(result.getOk());
    } catch (const kj::Exception& exception) {
      throw explained(exception, verb);
    }
  }
  template <class Question, class MakeRequest>
  auto ask(const char* verb, const Question& question, const MakeRequest& makeRequest) {
    return ask(verb, question, makeRequest, [](auto answer) { return read(answer); });
  }
};

RemoteAnswers::RemoteAnswers(const std::filesystem::path& socket) : impl_(std::make_unique<Impl>(connectTo(socket))) {}
RemoteAnswers::~RemoteAnswers() = default;

MetAnswer RemoteAnswers::met(const MetQuestion& question) {
  return impl_->ask(
      "met", question, [](rpc::Reader::Client& reader) { return reader.metRequest(); },
      [&](rpc::MetAnswer::Reader answer) {
        checkNarrowed(question, answer);
        return read(answer);
      });
}
PathAnswer RemoteAnswers::path(const PathQuestion& question) {
  return impl_->ask("path", question, [](rpc::Reader::Client& reader) { return reader.pathRequest(); });
}
NearAnswer RemoteAnswers::near(const NearQuestion& question) {
  return impl_->ask("near", question, [](rpc::Reader::Client& reader) { return reader.nearRequest(); });
}
WhyNotAnswer RemoteAnswers::whyNot(const WhyNotQuestion& question) {
  return impl_->ask("why-not", question, [](rpc::Reader::Client& reader) { return reader.whyNotRequest(); });
}
ShowAnswer RemoteAnswers::show(const ShowQuestion& question) {
  return impl_->ask("show", question, [](rpc::Reader::Client& reader) { return reader.showRequest(); });
}
StatsAnswer RemoteAnswers::stats(const StatsQuestion& question) {
  return impl_->ask("stats", question, [](rpc::Reader::Client& reader) { return reader.statsRequest(); });
}
DiffAnswer RemoteAnswers::diff(const DiffQuestion& question) {
  return impl_->ask("diff", question, [](rpc::Reader::Client& reader) { return reader.diffRequest(); });
}
ContradictionsAnswer RemoteAnswers::contradictions(const ContradictionsQuestion& question) {
  return impl_->ask("contradictions", question,
                    [](rpc::Reader::Client& reader) { return reader.contradictionsRequest(); });
}
FindAnswer RemoteAnswers::find(const FindQuestion& question) {
  return impl_->ask("find", question, [](rpc::Reader::Client& reader) { return reader.findRequest(); });
}
TopAnswer RemoteAnswers::top(const TopQuestion& question) {
  return impl_->ask("top", question, [](rpc::Reader::Client& reader) { return reader.topRequest(); });
}
DossierAnswer RemoteAnswers::dossier(const DossierQuestion& question) {
  return impl_->ask("export dossier", question, [](rpc::Reader::Client& reader) { return reader.dossierRequest(); });
}
ExportAnswer RemoteAnswers::exportTo(const ExportQuestion& question, const std::vector<std::ostream*>& outs) {
  struct Targets : std::vector<std::shared_ptr<StreamSink::Target>> {
    ~Targets() {
      for (const auto& target : *this) target->out = nullptr;
    }
  } targets;
  for (std::ostream* out : outs)
    targets.push_back(std::make_shared<StreamSink::Target>(StreamSink::Target{out, nullptr}));
  try {
    return impl_->ask("export", question, [&](rpc::Reader::Client& reader) {
      auto request = reader.exportToRequest();
      auto sinks = request.initSinks(static_cast<unsigned>(targets.size()));
      for (unsigned i = 0; i < sinks.size(); ++i) sinks.set(i, kj::heap<StreamSink>(targets[i]));
      return request;
    });
  } catch (const Error&) {
    for (const auto& target : targets) {
      if (target->thrown) std::rethrow_exception(target->thrown);
    }
    for (const std::ostream* out : outs) {
      if (!*out) throw Error(ErrorCode::kIo, "writing the file: the output does not take it");
    }
    throw;
  }
}

}  // namespace parley
