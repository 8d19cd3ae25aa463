#pragma once

#include <sys/resource.h>

#include <stdexcept>

namespace polyproc::children {

/// While it lives, the descriptors that this process opens have numbers below `most`.
class DescriptorLimit {
 public:
  explicit DescriptorLimit(rlim_t most) {
    if (::getrlimit(RLIMIT_NOFILE, &before_) != 0) throw std::runtime_error{"getrlimit"};
    const rlimit few{.rlim_cur = most, .rlim_max = before_.rlim_max};
    if (::setrlimit(RLIMIT_NOFILE, &few) != 0) throw std::runtime_error{"setrlimit"};
  }
  DescriptorLimit(const DescriptorLimit&) = delete;
  DescriptorLimit& operator=(const DescriptorLimit&) = delete;
  ~DescriptorLimit() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

}  // namespace polyproc::children
