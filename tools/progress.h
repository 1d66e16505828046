#pragma once
// Long work that people watch and stop.
#include <atomic>
#include <chrono>
#include <cstddef>

#include "tools/terminal.h"

namespace parley {

// While it lives, the first Ctrl-C sets interrupted(); the second ends the program at once, which costs nothing that
// was stored.
class InterruptGuard {
 public:
  InterruptGuard();
  InterruptGuard(const InterruptGuard&) = delete;
  ~InterruptGuard();
  [[nodiscard]] static const std::atomic<bool>& interrupted();
};

// How far the work is, on standard error: on a terminal a line that is rewritten, elsewhere a line every 10 seconds.
class Progress {
 public:
  // Nothing is shown if `quiet`, or without a `total`.
  Progress(const Console& console, std::size_t total, bool quiet) : console_(console), total_(total), quiet_(quiet) {}
  Progress(const Progress&) = delete;
  ~Progress() { clear(); }

  void at(std::size_t done);
  // Before anything else is written.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  const Console& console_;
  std::size_t total_;
  bool quiet_;
  bool drawn_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point shown_ = start_;
};

}  // namespace parley
