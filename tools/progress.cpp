#include "tools/progress.h"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <string_view>

#include "tools/command.h"

namespace parley {
namespace {

std::atomic<bool> was_interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free);  // The signal handler writes it.

struct sigaction before {};

}  // namespace

InterruptGuard::InterruptGuard() {
  was_interrupted = false;
  struct sigaction action {};
  action.sa_handler = [](int) {
    if (!was_interrupted.exchange(true)) return;
    constexpr std::string_view kGoOn =
        "\nparley: interrupted; what is listed is stored, and the same command goes on with the rest\n";
    const ssize_t ignored = write(STDERR_FILENO, kGoOn.data(), kGoOn.size());
    static_cast<void>(ignored);
    _exit(kInterrupted);
  };
  action.sa_flags = SA_RESTART;
  sigaction(SIGINT, &action, &before);
}

InterruptGuard::~InterruptGuard() { sigaction(SIGINT, &before, nullptr); }

const std::atomic<bool>& InterruptGuard::interrupted() { return was_interrupted; }

void Progress::at(std::size_t done) {
  const Clock::time_point now = Clock::now();
  const auto pause = console_.err_is_terminal ? std::chrono::milliseconds(100) : std::chrono::milliseconds(10'000);
  if (quiet_ || done >= total_ || now - shown_ < pause) return;
  shown_ = now;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const double rate = static_cast<double>(done) / std::max(seconds, 1e-3);
  const auto remaining = static_cast<long>(static_cast<double>(total_ - done) / std::max(rate, 1e-3));
  if (console_.err_is_terminal) console_.err << "\r\x1b[K";
  console_.err << done << " of " << total_ << " read, " << static_cast<long>(rate) << " a second, " << remaining / 60
               << ":" << (remaining % 60 < 10 ? "0" : "") << remaining % 60 << " left";
  if (!console_.err_is_terminal) console_.err << "\n";
  console_.err << std::flush;
  drawn_ = console_.err_is_terminal;
}

void Progress::clear() {
  if (drawn_) console_.err << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

}  // namespace parley
