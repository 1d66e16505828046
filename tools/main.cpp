// The parley command: wires standard output to the command line and turns what was thrown into a message and a code.
#include <kj/exception.h>
#include <unistd.h>

#include <csignal>
#include <exception>
#include <ostream>
#include <string>
#include <vector>

#include "graph/error.h"
#include "tools/command.h"
#include "tools/output.h"
#include "tools/terminal.h"

namespace {

int exitCodeOf(parley::ErrorCode code) {
  switch (code) {
    case parley::ErrorCode::kInvalidArgument:
      return parley::kUsage;
    case parley::ErrorCode::kCorruption:
    case parley::ErrorCode::kBusy:
    case parley::ErrorCode::kNotSupported:
      return parley::kStoreBroken;
    case parley::ErrorCode::kIo:
    case parley::ErrorCode::kLimit:
    case parley::ErrorCode::kDenied:
    case parley::ErrorCode::kInternal:
      break;
  }
  return parley::kFailed;
}

}  // namespace

int main(int argc, char** argv) {
  std::signal(SIGPIPE, SIG_IGN);  // A closed pipe is an error of write(), not the end of the process.
  parley::FdOutput out_buffer(STDOUT_FILENO), err_buffer(STDERR_FILENO);
  std::ostream out(&out_buffer), err(&err_buffer);
  out.exceptions(std::ios::badbit);
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  const bool out_is_terminal = isatty(STDOUT_FILENO) != 0;
  const parley::Console console{out, err, out_is_terminal, isatty(STDERR_FILENO) != 0,
                                parley::wantsColour(parley::colourAsked(arguments), out_is_terminal)};
  const auto complain = [&](const std::string& what) {
    err << "parley: " << parley::visible(what) << "\n" << std::flush;
  };
  try {
    const int code = parley::runCommandLine(arguments, console);
    out.flush();
    err.flush();
    return code;
  } catch (const parley::OutputClosed&) {
    return parley::kAnswered;
  } catch (const parley::Error& error) {
    complain(error.what());
    return exitCodeOf(error.code());
  } catch (const kj::Exception& exception) {
    complain(std::string("a bug in Parley: ") + exception.getDescription().cStr() + "; please report it");
  } catch (const std::exception& exception) {
    complain(std::string("a bug in Parley: ") + exception.what() + "; please report it");
  }
  return parley::kFailed;
}
