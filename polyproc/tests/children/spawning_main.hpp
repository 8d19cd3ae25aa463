#pragma once

#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "polyproc/init.hpp"

namespace polyproc::children {

/// The main of tests that use StartMethod::spawn. With --without-init it only calls `start`, before polyproc::init: 0
/// if that is refused with a sentence that names it.
template <class Start>
int spawning_main(int argc, char** argv, Start start) {
  if (argc > 1 && std::string{argv[1]} == "--without-init") {
    try {
      start();
      return 1;
    } catch (const std::logic_error& error) {
      return std::string{error.what()}.find("polyproc::init") != std::string::npos ? 0 : 2;
    }
  }
  init(argc, argv);
  testing::InitGoogleTest(&argc, argv);
  return RUN_ALL_TESTS();
}

}  // namespace polyproc::children
