#include "tools/rpc_client.h"

#include <capnp/rpc-twoparty.h>
#include <kj/async-io.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

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

[[noreturn]] void notYet(const char* command) {
  throw Error(ErrorCode::kNotSupported, "the server does not answer `" + std::string(command) +
                                            "` yet; run it on the machine of the store, without --connect");
}

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
};

RemoteAnswers::RemoteAnswers(const std::filesystem::path& socket) : impl_(std::make_unique<Impl>(connectTo(socket))) {}
RemoteAnswers::~RemoteAnswers() = default;

MetAnswer RemoteAnswers::met(const MetQuestion& question) {
  try {  // This is where what the library throws becomes an Error.
    auto reader = impl_->parley().openReaderRequest().send().getReader();
    auto request = reader.metRequest();
    write(question, request.initQuestion());
    const auto response = request.send().wait(impl_->io.waitScope);
    const auto result = response.getResult();
    if (result.isError()) throw read(result.getError());
    const auto answer = result.getOk();
    checkNarrowed(question, answer);
    return read(answer);
  } catch (const kj::Exception& exception) {
    throw Error(ErrorCode::kIo, std::string("asking the server: ") + exception.getDescription().cStr());
  }
}

PathAnswer RemoteAnswers::path(const PathQuestion&) { notYet("path"); }
NearAnswer RemoteAnswers::near(const NearQuestion&) { notYet("near"); }
WhyNotAnswer RemoteAnswers::whyNot(const WhyNotQuestion&) { notYet("why-not"); }
ShowAnswer RemoteAnswers::show(const ShowQuestion&) { notYet("show"); }
StatsAnswer RemoteAnswers::stats(const StatsQuestion&) { notYet("stats"); }
DiffAnswer RemoteAnswers::diff(const DiffQuestion&) { notYet("diff"); }
ContradictionsAnswer RemoteAnswers::contradictions(const ContradictionsQuestion&) { notYet("contradictions"); }
FindAnswer RemoteAnswers::find(const FindQuestion&) { notYet("find"); }
TopAnswer RemoteAnswers::top(const TopQuestion&) { notYet("top"); }
DossierAnswer RemoteAnswers::dossier(const DossierQuestion&) { notYet("export dossier.html"); }
ExportAnswer RemoteAnswers::exportTo(const ExportQuestion&, const std::vector<std::ostream*>&) { notYet("export"); }

}  // namespace parley
