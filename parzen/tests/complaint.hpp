#pragma once

#include <exception>
#include <string>

namespace parzen {

/// What `action` says when it throws an Error; a sentence that fails every comparison if it does not.
template <class Error, class Action>
std::string complaint(Action action) {
  try {
    action();
  } catch (const Error& error) {
    return error.what();
  } catch (const std::exception& error) {
    return std::string{"(another exception) "} + error.what();
  }
  return "(nothing was thrown)";
}

}  // namespace parzen
