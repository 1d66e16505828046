// A process of its own for the tests that kill it, starve it or take its rights. Each operation that the store has
// acknowledged is acknowledged on standard output, one line, unbuffered.
//
//   parley_store_child add DIR SEED COUNT [MAX_FILE_BYTES]
//   parley_store_child open read|write DIR          as nobody, if it is started as root
//   parley_store_child make DIR                     tests/data/store_v1, as this build writes it
//   parley_store_child hold DIR                     opens to write, says so, and waits until its input ends
#include <grp.h>
#include <signal.h>
#include <sys/resource.h>
#include <unistd.h>

#include <cstdlib>
#include <string>
#include <vector>

#include "graph/error.h"
#include "store/store.h"
#include "tests/store/operations.h"

namespace {

using namespace parley;

void say(const std::string& line) {
  const std::string text = line + "\n";
  if (write(STDOUT_FILENO, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::exit(4);
}

std::unique_ptr<Store> openToWrite(const std::string& dir) {
  StoreOptions options;
  options.access = StoreAccess::kWrite;
  options.create = true;
  options.min_free_bytes = 0;
  return Store::open(dir, options);
}

void add(const std::string& dir, std::uint64_t seed, std::uint32_t count) {
  const auto store = openToWrite(dir);
  const test::RandomDocuments news(seed);
  std::size_t done = 0;
  for (const test::Operation& operation : test::operationsOf(count)) {
    const ReadDocument read = news.document(operation.number);
    if (operation.retract) {
      store->retract(read.document.id);
    } else {
      store->add(std::span(&read, 1));
    }
    say("done " + std::to_string(++done));
    if (done % 4 == 0) store->catchUp();
  }
}

// All documents, then decision after decision.
void decide(const std::string& dir, std::uint64_t seed, std::uint32_t count) {
  const auto store = openToWrite(dir);
  const test::RandomDocuments news(seed);
  for (std::uint32_t number = 0; number < count; ++number) {
    const ReadDocument read = news.document(number);
    store->add(std::span(&read, 1));
  }
  store->catchUp();
  test::Dice dice(seed);
  std::size_t done = 0;
  for (const Decision& decision : test::randomDecisions(dice, news, count, count)) {
    store->decide(std::span(&decision, 1));
    say("done " + std::to_string(++done));
    if (done % 2 == 0) store->catchUp();
  }
}

// Some documents in files and some in the log, one retracted, one seen again, one waiting to be caught up.
void make(const std::string& dir) {
  const test::RandomDocuments news(1);
  const auto addTo = [](Store& store, const ReadDocument& read) { store.add(std::span(&read, 1)); };
  {
    const auto store = openToWrite(dir);
    for (std::uint32_t number = 0; number < 16; ++number) addTo(*store, news.document(number));
    store->catchUp();
  }
  const auto store = openToWrite(dir);
  store->retract(news.document(4).document.id);
  addTo(*store, news.seenAgain(5));
  store->catchUp();
  addTo(*store, news.document(16));
}

int run(const std::vector<std::string>& args) {
  const std::string& command = args.at(0);
  if (command == "add") {
    if (args.size() > 4) {
      signal(SIGXFSZ, SIG_IGN);
      const rlimit limit = {std::stoull(args[4]), std::stoull(args[4])};
      if (setrlimit(RLIMIT_FSIZE, &limit) != 0) return 4;
    }
    add(args.at(1), std::stoull(args.at(2)), static_cast<std::uint32_t>(std::stoul(args.at(3))));
  } else if (command == "decide") {
    decide(args.at(1), std::stoull(args.at(2)), static_cast<std::uint32_t>(std::stoul(args.at(3))));
  } else if (command == "open") {
    constexpr unsigned kNobody = 65534;
    if (geteuid() == 0 && (setgroups(0, nullptr) != 0 || setgid(kNobody) != 0 || setuid(kNobody) != 0)) return 4;
    StoreOptions options;
    options.access = args.at(1) == "write" ? StoreAccess::kWrite : StoreAccess::kRead;
    static_cast<void>(Store::open(args.at(2), options));
    say("opened");
  } else if (command == "make") {
    make(args.at(1));
  } else if (command == "hold") {
    const auto store = openToWrite(args.at(1));
    say("holding");
    char byte;
    while (read(STDIN_FILENO, &byte, 1) > 0) {
    }
  } else {
    return 4;
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run({argv + 1, argv + argc});
  } catch (const Error& error) {
    say("error " + std::to_string(static_cast<int>(error.code())) + " " + error.what());
    return 3;
  }
}
