#pragma once

#include <stdexcept>

namespace parzen::command {

/// The command line alone shows the mistake: a syntax error, a sign, an option out of its range. Exit code 2.
/// The message is one line that names the option, what was expected and the remedy.
struct UsageError : std::runtime_error {
  using runtime_error::runtime_error;
};

/// A file, the data or the machine is not as the command needs it. Exit code 1.
/// The message is one line that names the thing and the remedy.
struct Failure : std::runtime_error {
  using runtime_error::runtime_error;
};

}  // namespace parzen::command
