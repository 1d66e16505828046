#include "tools/question_threads.h"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

namespace parley {

struct QuestionThreads::Shared {
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<kj::Function<void()>> jobs;
  std::size_t running = 0;
  std::size_t threads = 0;
  bool stopping = false;

  void work() {
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, [this] { return stopping || !jobs.empty(); });
      if (stopping) break;
      ++running;
      {
        kj::Function<void()> job = kj::mv(jobs.front());
        jobs.pop_front();
        lock.unlock();
        job();
        // Ends outside the lock: what it owns may have something to say.
      }
      lock.lock();
      --running;
      changed.notify_all();
    }
    --threads;
    changed.notify_all();
  }
};

QuestionThreads::QuestionThreads(unsigned threads) : shared_(std::make_shared<Shared>()) {
  shared_->threads = threads;
  for (unsigned i = 0; i < threads; ++i) std::thread([shared = shared_] { shared->work(); }).detach();
}

QuestionThreads::~QuestionThreads() { (void)stop(std::chrono::milliseconds(0)); }

std::size_t QuestionThreads::waiting() const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->jobs.size();
}

std::size_t QuestionThreads::running() const {
  const std::lock_guard lock(shared_->mutex);
  return shared_->running;
}

bool QuestionThreads::stop(std::chrono::milliseconds time) {
  std::unique_lock lock(shared_->mutex);
  shared_->stopping = true;
  std::deque<kj::Function<void()>> dropped = std::exchange(shared_->jobs, {});
  shared_->changed.notify_all();
  return shared_->changed.wait_for(lock, time, [this] { return shared_->threads == 0; });
}

void QuestionThreads::enqueue(kj::Function<void()> job) {
  const std::lock_guard lock(shared_->mutex);
  if (!shared_->stopping) shared_->jobs.push_back(kj::mv(job));
  shared_->changed.notify_one();
}

}  // namespace parley
