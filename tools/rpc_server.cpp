#include "tools/rpc_server.h"

#include <capnp/message.h>
#include <capnp/rpc-twoparty.h>
#include <kj/async-io.h>
#include <kj/async-unix.h>

#include <algorithm>
#include <csignal>
#include <deque>
#include <list>
#include <optional>
#include <ostream>
#include <streambuf>
#include <string>
#include <thread>
#include <type_traits>
#include <utility>
#include <vector>

#include "graph/error.h"
#include "tools/guarded_stream.h"
#include "tools/question_threads.h"
#include "tools/rpc_calls.h"
#include "tools/rpc_codec.h"
#include "tools/socket_file.h"

namespace parley {
namespace {

constexpr kj::Duration kAfterFailedAccept = 50 * kj::MILLISECONDS;
// After its time a question is answered with an error, unless its thread says so itself by then.
constexpr kj::Duration kLate = 200 * kj::MILLISECONDS;
// Each takes a descriptor, and the store needs some of its own: well below the usual limit of 1024.
constexpr std::size_t kMaxConnections = 256;
constexpr std::size_t kMaxSinks = 16;

// What came of a question: an answer as a message, or an error.
struct Outcome {
  std::unique_ptr<capnp::MallocMessageBuilder> answer;
  std::optional<Error> error;
};

// Runs on the thread that answers. What fails there belongs to the other side of the connection.
template <class Message, class Ask>
Outcome outcomeOf(const Ask& ask) {
  try {
    Outcome outcome{std::make_unique<capnp::MallocMessageBuilder>(), {}};
    auto answer = outcome.answer->template initRoot<Message>();
    write(ask(), answer);
    if (answer.totalSize().wordCount > kMaxAnswerWords) {
      throw Error(ErrorCode::kLimit, "the answer is larger than " +
                                         std::to_string(kMaxAnswerWords * sizeof(capnp::word) >> 20) +
                                         " MiB; ask for less, with a second name or --status");
    }
    return outcome;
  } catch (const Error& error) {
    return {nullptr, error};
  } catch (const std::exception& bug) {
    return {nullptr, Error(ErrorCode::kInternal, std::string("a bug in Parley: ") + bug.what())};
  }
}

// The sink of a client, as the thread that writes to it holds it: everything but the holding happens on the loop.
class SinkHandle {
 public:
  SinkHandle(rpc::ByteSink::Client sink, kj::Timer& timer, kj::Duration patience)
      : sink_(kj::mv(sink)), timer_(timer), patience_(patience) {}

  // Until the client has taken them.
  kj::Promise<void> write(const std::string& bytes) {
    KJ_IF_MAYBE (sink, sink_) {
      auto request = sink->writeRequest();
      request.setBytes({reinterpret_cast<const kj::byte*>(bytes.data()), bytes.size()});
      return canceler_.wrap(timer_.timeoutAfter(patience_, request.send().ignoreResult()));
    }
    return KJ_EXCEPTION(DISCONNECTED, "nobody waits for it");
  }
  void drop() {
    canceler_.cancel("nobody waits for it");
    sink_ = nullptr;
  }

 private:
  kj::Maybe<rpc::ByteSink::Client> sink_;
  kj::Timer& timer_;
  kj::Duration patience_;
  kj::Canceler canceler_;
};

// A file on its way to a client, piece by piece. Whoever writes waits until the client has taken the last piece.
class ChunkBuffer final : public std::streambuf {
 public:
  ChunkBuffer(SinkHandle& sink, const kj::Executor& loop, std::size_t bytes)
      : sink_(sink), loop_(loop), chunk_(bytes, '\0') {
    setp(chunk_.data(), chunk_.data() + chunk_.size());
  }
  // Throws Error(kIo) if the client does not take it.
  void send() {
    if (pptr() == pbase()) return;
    const std::string bytes(pbase(), pptr());
    setp(chunk_.data(), chunk_.data() + chunk_.size());
    try {
      loop_.executeSync([&] { return sink_.write(bytes); });
    } catch (const kj::Exception& exception) {
      throw Error(ErrorCode::kIo,
                  std::string("the client did not take the file: ") + exception.getDescription().cStr());
    }
  }

 protected:
  int_type overflow(int_type character) override {
    send();
    if (!traits_type::eq_int_type(character, traits_type::eof())) return sputc(traits_type::to_char_type(character));
    return traits_type::not_eof(character);
  }

 private:
  SinkHandle& sink_;
  const kj::Executor& loop_;
  std::string chunk_;
};

// What all connections share.
struct Service {
  std::shared_ptr<Served> served;
  const ServerLimits& limits;
  CallBook& book;
  QuestionThreads& threads;
  kj::Timer& timer;
  kj::Own<const kj::Executor> loop = kj::getCurrentThreadExecutor().addRef();
  std::chrono::steady_clock::time_point began = std::chrono::steady_clock::now();
  std::size_t connections = 0;
  bool ending = false;
};

kj::Duration durationOf(std::chrono::milliseconds time) { return time.count() * kj::MILLISECONDS; }

void mustNotEnd(const Service& service) {
  if (service.ending) throw Error(ErrorCode::kBusy, "the server is ending; ask again when it is back");
}

class ReaderServer final : public rpc::Reader::Server {
 public:
  ReaderServer(Service& service, std::string peer, kj::Own<Turns> turns)
      : service_(service), peer_(std::move(peer)), turns_(kj::mv(turns)) {}

  kj::Promise<void> met(MetContext context) override {
    return answer("met", context, [](Answers& answers, const MetQuestion& question) { return answers.met(question); });
  }
  kj::Promise<void> path(PathContext context) override {
    return answer("path", context,
                  [](Answers& answers, const PathQuestion& question) { return answers.path(question); });
  }
  kj::Promise<void> near(NearContext context) override {
    return answer("near", context,
                  [](Answers& answers, const NearQuestion& question) { return answers.near(question); });
  }
  kj::Promise<void> whyNot(WhyNotContext context) override {
    return answer("whyNot", context,
                  [](Answers& answers, const WhyNotQuestion& question) { return answers.whyNot(question); });
  }
  kj::Promise<void> show(ShowContext context) override {
    return answer("show", context,
                  [](Answers& answers, const ShowQuestion& question) { return answers.show(question); });
  }
  kj::Promise<void> stats(StatsContext context) override {
    return answer("stats", context,
                  [](Answers& answers, const StatsQuestion& question) { return answers.stats(question); });
  }
  kj::Promise<void> diff(DiffContext context) override {
    return answer("diff", context,
                  [](Answers& answers, const DiffQuestion& question) { return answers.diff(question); });
  }
  kj::Promise<void> contradictions(ContradictionsContext context) override {
    return answer("contradictions", context, [](Answers& answers, const ContradictionsQuestion& question) {
      return answers.contradictions(question);
    });
  }
  kj::Promise<void> find(FindContext context) override {
    return answer("find", context,
                  [](Answers& answers, const FindQuestion& question) { return answers.find(question); });
  }
  kj::Promise<void> top(TopContext context) override {
    return answer("top", context, [](Answers& answers, const TopQuestion& question) { return answers.top(question); });
  }
  kj::Promise<void> dossier(DossierContext context) override {
    return answer("dossier", context,
                  [](Answers& answers, const DossierQuestion& question) { return answers.dossier(question); });
  }
  kj::Promise<void> exportTo(ExportToContext context) override {
    std::vector<std::shared_ptr<SinkHandle>> sinks;
    for (auto sink : context.getParams().getSinks()) {
      if (sinks.size() == kMaxSinks) break;  // No format has so many files.
      sinks.push_back(std::make_shared<SinkHandle>(sink, service_.timer, durationOf(service_.limits.chunk_time)));
    }
    // The loop is held here and not by reference: the thread may go on when the service has ended.
    return answer("exportTo", context,
                  [sinks, loop = std::make_shared<kj::Own<const kj::Executor>>(service_.loop->addRef()),
                   bytes = service_.limits.chunk_bytes](Answers& answers, const ExportQuestion& question) {
                    const std::size_t files = std::max<std::size_t>(1, filesOf(question.format).size());
                    if (sinks.size() != files) {
                      throw Error(ErrorCode::kInvalidArgument,
                                  "that format has " + std::to_string(files) + " files: a sink is needed for each");
                    }
                    std::deque<ChunkBuffer> buffers;
                    std::deque<std::ostream> streams;
                    std::vector<std::ostream*> outs;
                    for (const auto& sink : sinks) {
                      buffers.emplace_back(*sink, **loop, bytes);
                      outs.push_back(&streams.emplace_back(&buffers.back()));
                      outs.back()->exceptions(std::ios::badbit);  // What send() throws comes out of exportTo().
                    }
                    ExportAnswer answer = answers.exportTo(question, outs);
                    for (ChunkBuffer& buffer : buffers) buffer.send();
                    return answer;
                  })
        .attach(kj::defer([sinks] {
          for (const auto& sink : sinks) sink->drop();
        }));
  }

 private:
  // Has a thread `ask` the question of `context`, when it is this connection's turn.
  template <class Context, class Ask>
  kj::Promise<void> answer(std::string_view method, Context context, Ask ask) {
    context.allowCancellation();
    auto result = context.getResults().initResult();
    using Message = typename decltype(result.getOk())::Builds;
    const bool is_file = std::is_same_v<Message, rpc::ExportAnswer>;
    const auto time = is_file ? service_.limits.export_time : service_.limits.question_time;
    auto call = kj::heap<Call>(service_.book, method, peer_, time, service_.limits.question_rows);
    try {
      mustNotEnd(service_);
      auto question = read(context.getParams().getQuestion());
      auto turn = turns_->take();
      const auto budget = call->budget();
      auto outcome = turn.then([this, question = std::move(question), ask, budget](kj::Own<Turns::Turn>&& mine) {
        return service_.threads
            .run<Outcome>([served = service_.served, question, ask, budget] {
              return outcomeOf<Message>([&] {
                const std::unique_ptr<Answers> answers = served->answersWithin(*budget);
                budget->check();  // It may have waited for a thread too long.
                return ask(*answers, question);
              });
            })
            .attach(kj::mv(mine));
      });
      // The thread looks at the clock when it reads; who waits is answered in any case.
      auto late = service_.timer.afterDelay(durationOf(time) + kLate).then([] {
        return Outcome{nullptr, Error(ErrorCode::kLimit,
                                      "the question takes longer than the server allows; ask for "
                                      "less, or on the machine of the store")};
      });
      return outcome.exclusiveJoin(kj::mv(late)).then([context, call = kj::mv(call)](Outcome&& came) mutable {
        auto message = context.getResults().getResult();
        if (came.error) {
          write(*came.error, message.initError());
          call->failed(came.error->code());
        } else {
          message.setOk(came.answer->template getRoot<Message>().asReader());
          call->answered();
        }
      });
    } catch (const Error& error) {
      write(error, result.initError());
      call->failed(error.code());
      return kj::READY_NOW;
    } catch (const kj::Exception&) {  // Parameters that are no message.
      call->failed(ErrorCode::kInvalidArgument);
      throw;
    }
  }

  Service& service_;
  std::string peer_;
  kj::Own<Turns> turns_;
};

class ParleyServer final : public rpc::Parley::Server {
 public:
  ParleyServer(Service& service, std::string peer, kj::Own<Turns> turns)
      : service_(service), peer_(std::move(peer)), turns_(kj::mv(turns)) {}

  kj::Promise<void> serverInfo(ServerInfoContext context) override {
    begin("serverInfo")->answered();
    auto info = context.getResults().initInfo();
    info.setProgram("parley " PARLEY_VERSION);
    info.setProtocolVersion(rpc::PROTOCOL_VERSION);
    info.setMaxCallBytes(StreamLimits{}.max_message_words * sizeof(capnp::word));
    info.setMaxAnswerBytes(kMaxAnswerWords * sizeof(capnp::word));
    return kj::READY_NOW;
  }

  kj::Promise<void> openReader(OpenReaderContext context) override {
    begin("openReader")->answered();
    context.getResults().setReader(kj::heap<ReaderServer>(service_, peer_, kj::addRef(*turns_)));
    return kj::READY_NOW;
  }

  kj::Promise<void> health(HealthContext context) override {
    context.allowCancellation();
    auto call = begin("health");
    struct Look {
      Served::State state;
      std::optional<Error> error;
    };
    auto look = service_.threads.run<kj::Own<Look>>([served = service_.served] {
      auto seen = kj::heap<Look>();
      try {
        seen->state = served->look();
      } catch (const Error& error) {
        seen->error = error;
      }
      return seen;
    });
    auto late = service_.timer.afterDelay(durationOf(service_.limits.health_time)).then([] {
      auto nothing = kj::heap<Look>();
      nothing->error = Error(ErrorCode::kBusy, "all threads are at work with questions");
      return nothing;
    });
    return look.exclusiveJoin(kj::mv(late)).then([this, context, call = kj::mv(call)](kj::Own<Look>&& seen) mutable {
      auto health = context.getResults().initHealth();
      if (!seen->error && service_.ending) seen->error = Error(ErrorCode::kBusy, "the server is ending");
      health.setOk(!seen->error);
      if (seen->error) write(*seen->error, health.initError());
      health.setDocuments(seen->state.documents);
      health.setWaiting(seen->state.waiting);
      const auto uptime = std::chrono::steady_clock::now() - service_.began;
      health.setUptimeMilliseconds(
          static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(uptime).count()));
      call->answered();
    });
  }

  kj::Promise<void> counters(CountersContext context) override {
    auto counters = context.getResults().initCounters();
    counters.setConnections(service_.connections);
    counters.setQuestionsWaiting(service_.threads.waiting());
    counters.setQuestionsRunning(service_.threads.running());
    service_.book.write(counters);
    begin("counters")->answered();
    return kj::READY_NOW;
  }

 private:
  kj::Own<Call> begin(std::string_view method) {
    return kj::heap<Call>(service_.book, method, peer_, service_.limits.question_time, service_.limits.question_rows);
  }

  Service& service_;
  std::string peer_;
  kj::Own<Turns> turns_;
};

// Who is on the other side of a Unix socket, as far as the system says.
std::string peerOf(kj::PeerIdentity& identity) {
  std::string peer = "unix";
  KJ_IF_MAYBE (local, kj::dynamicDowncastIfAvailable<kj::LocalPeerIdentity>(identity)) {
    const auto credentials = local->getCredentials();
    KJ_IF_MAYBE (uid, credentials.uid) {
      peer += " uid " + std::to_string(*uid);
    }
    KJ_IF_MAYBE (pid, credentials.pid) {
      peer += " pid " + std::to_string(*pid);
    }
  }
  return peer;
}

struct Connection {
  kj::Own<kj::AsyncIoStream> stream;
  kj::Own<Turns> turns;
  GuardedStream guarded;
  capnp::TwoPartyVatNetwork network;
  capnp::RpcSystem<capnp::rpc::twoparty::VatId> system;

  Connection(kj::Own<kj::AsyncIoStream> accepted, const std::string& peer, Service& service)
      : stream(kj::mv(accepted)),
        turns(kj::refcounted<Turns>(service.timer, service.limits.running_per_connection,
                                    service.limits.waiting_per_connection)),
        guarded(*stream, service.timer, StreamLimits{}),
        network(guarded, capnp::rpc::twoparty::Side::SERVER, serverReaderOptions()),
        system(capnp::makeRpcServer(network, kj::heap<ParleyServer>(service, peer, kj::addRef(*turns)))) {
    // A question that waits counts as an answer that is unread: while too many wait, no more are taken in.
    guarded.watchQueue([this] {
      return turns->full() ? StreamLimits{}.max_queued_bytes + 1 : std::uint64_t{network.getCurrentQueueSize()};
    });
    turns->watchRoom([this] { return network.getCurrentQueueSize() <= StreamLimits{}.max_queued_bytes; });
    // Words of calls that have not returned: 8 MiB.
    system.setFlowLimit(1u << 20);
  }
  Connection(const Connection&) = delete;
  ~Connection() { turns->watchRoom(nullptr); }
};

class Server final : private kj::TaskSet::ErrorHandler {
 public:
  Server(kj::ConnectionReceiver& listener, Service& service, const ServerLog& log)
      : listener_(listener),
        service_(service),
        log_(log),
        tasks_(kj::heap<kj::TaskSet>(static_cast<kj::TaskSet::ErrorHandler&>(*this))) {}
  Server(const Server&) = delete;
  ~Server() { tasks_ = nullptr; }  // Connections, which look at the other members.

  // Never ends by itself. A failed accept (no descriptors left) is tried again a little later.
  kj::Promise<void> accept() {
    return kj::evalNow([this] { return listener_.acceptAuthenticated(); })
        .then(
            [this](kj::AuthenticatedStream&& accepted) {
              const std::string peer = peerOf(*accepted.peerIdentity);
              if (connections_.size() < kMaxConnections)
                serveOne(kj::mv(accepted.stream), peer);
              else
                log_("refused", {{"peer", peer}, {"reason", "too many connections"}});
              return accept();
            },
            [this](kj::Exception&&) {
              return service_.timer.afterDelay(kAfterFailedAccept).then([this] { return accept(); });
            });
  }

  // Until all questions are answered and all answers sent.
  kj::Promise<void> drain() {
    const bool all_sent = std::all_of(connections_.begin(), connections_.end(), [](Connection* connection) {
      return connection->network.getCurrentQueueCount() == 0;
    });
    if (all_sent && service_.book.inProgress() == 0) return kj::READY_NOW;
    return service_.timer.afterDelay(10 * kj::MILLISECONDS).then([this] { return drain(); });
  }

 private:
  void serveOne(kj::Own<kj::AsyncIoStream> stream, const std::string& peer) {
    auto connection = kj::heap<Connection>(kj::mv(stream), peer, service_);
    const auto place = connections_.insert(connections_.end(), connection.get());
    ++service_.connections;
    auto gone = connection->network.onDisconnect();
    tasks_->add(gone.attach(kj::mv(connection), kj::defer([this, place] {
                              connections_.erase(place);
                              --service_.connections;
                            })));
  }
  // A connection that breaks concerns its client only.
  void taskFailed(kj::Exception&&) override {}

  kj::ConnectionReceiver& listener_;
  Service& service_;
  const ServerLog& log_;
  std::list<Connection*> connections_;
  kj::Own<kj::TaskSet> tasks_;
};

}  // namespace

bool serve(const ServeOptions& options, const std::function<std::shared_ptr<Served>()>& open,
           const std::function<void()>& ready) {
  kj::UnixEventPort::captureSignal(SIGTERM);
  kj::UnixEventPort::captureSignal(SIGINT);
  const ServerLog log = options.log ? options.log : [](std::string_view, const LogFields&) {};
  const std::shared_ptr<Served> served = open();
  std::optional<AuditFile> audit;
  if (options.audit) audit.emplace(*options.audit, options.log_format);
  SocketFile file(options.socket);
  auto io = kj::setupAsyncIo();
  using Low = kj::LowLevelAsyncIoProvider;
  auto listener = io.lowLevelProvider->wrapListenSocketFd(
      file.fd(), Low::TAKE_OWNERSHIP | Low::ALREADY_CLOEXEC | Low::ALREADY_NONBLOCK);
  auto& timer = io.provider->getTimer();
  CallBook book(audit ? &*audit : nullptr, [&] { log("audit_failed", {{"file", options.audit->string()}}); });
  QuestionThreads threads(std::max(options.limits.threads, std::thread::hardware_concurrency()));
  Service service{served, options.limits, book, threads, timer};
  {
    Server server(*listener, service, log);
    ready();
    auto stopped = io.unixEventPort.onSignal(SIGTERM).ignoreResult().exclusiveJoin(
        io.unixEventPort.onSignal(SIGINT).ignoreResult());
    server.accept().exclusiveJoin(kj::mv(stopped)).wait(io.waitScope);
    service.ending = true;
    log("stopping", {{"calls", std::uint64_t{book.inProgress()}}});
    server.drain().exclusiveJoin(timer.afterDelay(durationOf(options.limits.drain_time))).wait(io.waitScope);
    if (book.inProgress() > 0) log("gave_up", {{"calls", std::uint64_t{book.inProgress()}}});
    book.giveUpAll();
  }
  // A thread that waits for this loop must have it until it ends.
  const auto until = timer.now() + durationOf(options.limits.stop_time);
  while (threads.running() > 0 && timer.now() < until) timer.afterDelay(5 * kj::MILLISECONDS).wait(io.waitScope);
  return threads.stop(std::chrono::milliseconds(100));
}

}  // namespace parley
