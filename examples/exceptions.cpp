// An exception in a task arrives as the type it was thrown as, with where it came from nested in it.
#include <exception>
#include <iostream>
#include <polyproc/polyproc.hpp>
#include <stdexcept>
#include <string>
#include <vector>

int parse(const std::string& text) { return std::stoi(text); }

int main() {
  polyproc::Pool pool{2};
  const std::vector<std::string> texts{"17", "4", "seven", "23"};
  try {
    pool.map(parse, texts);
  } catch (const std::invalid_argument& error) {
    std::cout << "invalid_argument: " << error.what() << '\n';
    try {
      std::rethrow_if_nested(error);
    } catch (const polyproc::RemoteException& remote) {
      std::cout << "thrown by item " << remote.task_index() << ": \"" << texts[remote.task_index()] << "\"\n";
    }
  }
}
