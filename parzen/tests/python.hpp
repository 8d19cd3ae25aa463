#pragma once

#include <array>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

namespace parzen {

using Numbers = std::vector<double>;

/// What `program` prints; empty if Python or numpy is missing or refuses it.
inline std::string python(const std::string& program) {
  const std::string command = "/usr/bin/python3 -c '" + program + "' 2>/dev/null";
  struct Close {
    void operator()(FILE* pipe) const { pclose(pipe); }
  };
  const std::unique_ptr<FILE, Close> pipe{popen(command.c_str(), "r")};
  if (pipe == nullptr) return {};
  std::string output;
  std::array<char, 4096> block;
  while (const std::size_t n = std::fread(block.data(), 1, block.size(), pipe.get())) output.append(block.data(), n);
  return output;
}

/// The numbers that `expression`, an array, consists of. They travel in hexadecimal, exactly.
inline Numbers numpy(const std::string& statements, const std::string& expression) {
  const std::string text =
      python("import numpy as np\n" + statements + "\nprint(*[float(x).hex() for x in np.ravel(" + expression + ")])");
  Numbers numbers;
  const char* at = text.c_str();
  for (char* end = nullptr;; at = end) {
    const double value = std::strtod(at, &end);
    if (end == at) return numbers;
    numbers.push_back(value);
  }
}

inline std::string list(const Numbers& numbers) {
  std::string text;
  for (const double x : numbers) {
    std::array<char, 64> digits;
    std::snprintf(digits.data(), digits.size(), "%.17g,", x);
    text += digits.data();
  }
  return "[" + text + "]";
}

}  // namespace parzen
