#pragma once
// The book of a server's calls: who waits, what they take, how they end. All of it is of the event loop's thread, but
// for the budget of a call, which the thread that answers it spends.
#include <kj/async.h>
#include <kj/refcount.h>
#include <kj/timer.h>

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <string_view>

#include "graph/error.h"
#include "proto/rpc.capnp.h"
#include "tools/question_budget.h"
#include "tools/server_log.h"

namespace parley {

class Call;

// Counters by method, and the audit file if there is one.
class CallBook {
 public:
  // `audit` may be null; `failed` is told once, when a line could not be written. Both outlive this object.
  CallBook(AuditFile* audit, std::function<void()> failed) : audit_(audit), failed_(std::move(failed)) {}
  CallBook(const CallBook&) = delete;

  [[nodiscard]] std::size_t inProgress() const { return open_.size(); }
  void giveUpAll();
  void write(rpc::Counters::Builder message) const;

 private:
  friend class Call;
  struct Method {
    std::uint64_t calls = 0, errors = 0, cancelled = 0, rows = 0, milliseconds = 0;
    std::uint64_t within[6] = {};
  };
  void ended(const Call& call, std::string_view result);

  AuditFile* audit_;
  std::function<void()> failed_;
  std::set<Call*> open_;
  std::map<std::string, Method, std::less<>> methods_;
};

// From arrival to end. Destroyed before its end it was cancelled by the client: its budget is given up.
class Call {
 public:
  // `book` outlives this object. `method` is a literal.
  Call(CallBook& book, std::string_view method, std::string peer, std::chrono::milliseconds time, std::uint64_t rows);
  Call(const Call&) = delete;
  ~Call();

  [[nodiscard]] const std::shared_ptr<QuestionBudget>& budget() const { return budget_; }
  void answered() { end("ok"); }
  void failed(ErrorCode code);

 private:
  friend class CallBook;
  void end(std::string_view result);

  CallBook& book_;
  std::string_view method_;
  std::string peer_;
  std::chrono::steady_clock::time_point began_ = std::chrono::steady_clock::now();
  std::shared_ptr<QuestionBudget> budget_;
  bool ended_ = false;
};

// Whose turn it is among the questions of one connection: few at a time, and none while the client leaves its answers
// unread. So neither can a client keep all threads from the others, nor make the server hold its answers.
class Turns final : public kj::Refcounted {
 public:
  Turns(kj::Timer& timer, unsigned most_running, std::size_t most_waiting)
      : timer_(timer), most_running_(most_running), most_waiting_(most_waiting) {}

  // Is held as long as the turn lasts.
  class Turn {
   public:
    explicit Turn(kj::Own<Turns> turns) : turns_(kj::mv(turns)) {}
    Turn(const Turn&) = delete;
    ~Turn();

   private:
    kj::Own<Turns> turns_;
  };
  // Whether the client reads; null once the connection is gone.
  void watchRoom(std::function<bool()> has_room) { has_room_ = std::move(has_room); }
  // So many wait that no more questions should be read.
  [[nodiscard]] bool full();
  // Throws Error(kBusy) if full(): a question that was read before that was known.
  [[nodiscard]] kj::Promise<kj::Own<Turn>> take();

 private:
  void giveOut();
  // False if somebody's turn waits for the client to read.
  bool handOut();
  kj::Promise<void> lookAgain();

  kj::Timer& timer_;
  const unsigned most_running_;
  const std::size_t most_waiting_;
  std::function<bool()> has_room_;
  unsigned running_ = 0;
  std::deque<kj::Own<kj::PromiseFulfiller<kj::Own<Turn>>>> waiting_;
  bool looks_ = false;
  kj::Promise<void> look_again_ = kj::READY_NOW;
};

}  // namespace parley
