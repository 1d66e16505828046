#pragma once
// Work on several threads whose results arrive in the order of the work: the number of threads changes nothing that a
// caller can see.
#include <condition_variable>
#include <cstddef>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace parley {

// Calls work(0) .. work(count - 1) on `threads` threads and take(result) for each on the calling thread, in that order.
// At most `window` results exist at a time. Ends early when `take` returns false. What `work` or `take` throws is
// thrown here, once the threads have ended; results before it have been taken.
template <class Result>
void inOrder(std::size_t count, unsigned threads, std::size_t window, const std::function<Result(std::size_t)>& work,
             const std::function<bool(Result)>& take) {
  std::mutex mutex;
  std::condition_variable changed;
  std::deque<std::optional<Result>> slots;  // Of items [first, next).
  std::size_t first = 0, next = 0;
  bool stop = false;
  std::exception_ptr failure;

  const auto worker = [&] {
    std::unique_lock lock(mutex);
    while (true) {
      changed.wait(lock, [&] { return stop || next == count || next - first < window; });
      if (stop || next == count) return;
      const std::size_t mine = next++;
      slots.emplace_back();
      lock.unlock();
      std::optional<Result> result;
      std::exception_ptr thrown;
      try {
        result.emplace(work(mine));
      } catch (...) {
        thrown = std::current_exception();
      }
      lock.lock();
      if (thrown && !failure) failure = thrown;
      if (thrown)
        stop = true;
      else
        slots[mine - first] = std::move(result);
      changed.notify_all();
    }
  };

  std::vector<std::jthread> pool;
  // Ends the workers however this function is left, before `pool` joins them.
  struct Stopper {
    std::mutex& mutex;
    std::condition_variable& changed;
    bool& stop;
    ~Stopper() {
      const std::lock_guard lock(mutex);
      stop = true;
      changed.notify_all();
    }
  } stopper{mutex, changed, stop};
  for (unsigned i = 0; i < threads && i < count; ++i) pool.emplace_back(worker);

  std::unique_lock lock(mutex);
  while (first < count) {
    changed.wait(lock, [&] { return stop || (!slots.empty() && slots.front().has_value()); });
    if (slots.empty() || !slots.front().has_value()) break;  // Stopped by a failure.
    Result result = std::move(*slots.front());
    slots.pop_front();
    ++first;
    changed.notify_all();
    lock.unlock();
    const bool more = take(std::move(result));
    lock.lock();
    if (!more) break;
  }
  stop = true;
  changed.notify_all();
  lock.unlock();
  pool.clear();
  if (failure) std::rethrow_exception(failure);
}

}  // namespace parley
