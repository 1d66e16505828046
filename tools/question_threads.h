#pragma once
// Threads that answer questions beside an event loop.
#include <kj/async.h>
#include <kj/function.h>

#include <chrono>
#include <memory>

namespace parley {

class QuestionThreads {
 public:
  explicit QuestionThreads(unsigned threads);
  QuestionThreads(const QuestionThreads&) = delete;
  // Without stop(): as stop() with no time.
  ~QuestionThreads();

  // Runs `work` on one of the threads, in the order of the calls. The promise is of the calling thread's event loop; if
  // it is dropped, work that has begun goes on. `work` must own what it uses, or share it.
  template <class T>
  [[nodiscard]] kj::Promise<T> run(kj::Function<T()> work) {
    auto result = kj::newPromiseAndCrossThreadFulfiller<T>();
    enqueue([work = kj::mv(work), fulfiller = kj::mv(result.fulfiller)]() mutable {
      KJ_IF_MAYBE (failure, kj::runCatchingExceptions([&] { fulfiller->fulfill(work()); })) {
        fulfiller->reject(kj::mv(*failure));
      }
    });
    return kj::mv(result.promise);
  }
  [[nodiscard]] std::size_t waiting() const;
  [[nodiscard]] std::size_t running() const;
  // Drops what waits, and waits for what runs. False if some still ran after `time`: its threads then go on by
  // themselves, with what their work owns, to the end of the process.
  [[nodiscard]] bool stop(std::chrono::milliseconds time);

 private:
  struct Shared;
  void enqueue(kj::Function<void()> job);

  std::shared_ptr<Shared> shared_;
};

}  // namespace parley
