#include "tools/rpc_calls.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <utility>

namespace parley {
namespace {

constexpr kj::Duration kLookAgain = 5 * kj::MILLISECONDS;

std::string_view wordOf(ErrorCode code) {
  switch (code) {
    case ErrorCode::kInvalidArgument:
      return "invalid_argument";
    case ErrorCode::kNotSupported:
      return "not_supported";
    case ErrorCode::kCorruption:
      return "corruption";
    case ErrorCode::kIo:
      return "io";
    case ErrorCode::kBusy:
      return "busy";
    case ErrorCode::kLimit:
      return "limit";
    case ErrorCode::kDenied:
      return "denied";
    case ErrorCode::kInternal:
      break;
  }
  return "internal";
}

// 0 if the system does not say.
std::uint64_t residentBytes() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t all = 0, resident = 0;
  file >> all >> resident;
  return file ? resident * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE)) : 0;
}

}  // namespace

void CallBook::giveUpAll() {
  for (Call* call : open_) call->budget_->giveUp();
}

void CallBook::write(rpc::Counters::Builder message) const {
  message.setResidentBytes(residentBytes());
  auto methods = message.initMethods(static_cast<unsigned>(methods_.size()));
  unsigned i = 0;
  for (const auto& [name, method] : methods_) {
    auto line = methods[i++];
    line.setName(name);
    line.setCalls(method.calls);
    line.setErrors(method.errors);
    line.setCancelled(method.cancelled);
    line.setRows(method.rows);
    line.setMilliseconds(method.milliseconds);
    auto within = line.initWithin(static_cast<unsigned>(std::size(method.within)));
    for (unsigned k = 0; k < within.size(); ++k) within.set(k, method.within[k]);
  }
}

void CallBook::ended(const Call& call, std::string_view result) {
  const auto took = std::chrono::steady_clock::now() - call.began_;
  const auto milliseconds =
      static_cast<std::uint64_t>(std::chrono::duration_cast<std::chrono::milliseconds>(took).count());
  Method& method = methods_.try_emplace(std::string(call.method_)).first->second;
  ++method.calls;
  if (result == "cancelled")
    ++method.cancelled;
  else if (result != "ok")
    ++method.errors;
  method.rows += call.budget_->rows();
  method.milliseconds += milliseconds;
  std::size_t bucket = 0;
  for (std::uint64_t bound = 1; bucket + 1 < std::size(method.within) && milliseconds >= bound; bound *= 10) ++bucket;
  ++method.within[bucket];
  if (audit_ == nullptr) return;
  const bool written = audit_->write("call", {{"peer", call.peer_},
                                              {"method", std::string(call.method_)},
                                              {"result", std::string(result)},
                                              {"rows", call.budget_->rows()},
                                              {"milliseconds", milliseconds}});
  if (!written && failed_) std::exchange(failed_, nullptr)();
}

Call::Call(CallBook& book, std::string_view method, std::string peer, std::chrono::milliseconds time,
           std::uint64_t rows)
    : book_(book), method_(method), peer_(std::move(peer)), budget_(std::make_shared<QuestionBudget>(time, rows)) {
  book_.open_.insert(this);
}

Call::~Call() {
  budget_->giveUp();
  if (!ended_) end("cancelled");
  book_.open_.erase(this);
}

void Call::failed(ErrorCode code) { end(wordOf(code)); }

void Call::end(std::string_view result) {
  ended_ = true;
  book_.ended(*this, result);
}

Turns::Turn::~Turn() {
  --turns_->running_;
  turns_->giveOut();
}

bool Turns::full() {
  if (waiting_.size() < most_waiting_) return false;
  std::erase_if(waiting_, [](auto& one) { return !one->isWaiting(); });
  return waiting_.size() >= most_waiting_;
}

kj::Promise<kj::Own<Turns::Turn>> Turns::take() {
  if (full()) {
    throw Error(ErrorCode::kBusy, "more than " + std::to_string(most_waiting_) +
                                      " questions of this connection wait; ask again when some are answered");
  }
  auto turn = kj::newPromiseAndFulfiller<kj::Own<Turn>>();
  waiting_.push_back(kj::mv(turn.fulfiller));
  giveOut();
  return kj::mv(turn.promise);
}

void Turns::giveOut() {
  if (handOut() || looks_) return;
  looks_ = true;
  look_again_ = lookAgain().eagerlyEvaluate(nullptr);
}

// Nobody tells when the client has read: while one waits for it, this asks again and again.
kj::Promise<void> Turns::lookAgain() {
  return timer_.afterDelay(kLookAgain).then([this]() -> kj::Promise<void> {
    if (!handOut()) return lookAgain();
    looks_ = false;
    return kj::READY_NOW;
  });
}

bool Turns::handOut() {
  while (has_room_ && !waiting_.empty() && running_ < most_running_) {
    if (waiting_.front()->isWaiting()) {  // Else cancelled meanwhile.
      if (!has_room_()) return false;
      ++running_;
      waiting_.front()->fulfill(kj::heap<Turn>(kj::addRef(*this)));
    }
    waiting_.pop_front();
  }
  return true;
}

}  // namespace parley
