# How this project declares tests.

find_package(GTest REQUIRED)
find_package(cereal REQUIRED)  # for tests that call the compiler themselves
include(GoogleTest)

# One precompiled gtest for all test programs.
add_library(project_test_main STATIC ${PROJECT_SOURCE_DIR}/cmake/test_main.cpp)
target_link_libraries(project_test_main PUBLIC GTest::gtest GTest::gmock project_cold_code PRIVATE polyproc_warnings)
# Compiled as programs are, or these could not use its precompiled header.
set_target_properties(project_test_main PROPERTIES POSITION_INDEPENDENT_CODE OFF)
target_compile_options(project_test_main PRIVATE -fPIE)
target_precompile_headers(project_test_main PUBLIC <gtest/gtest.h> <gmock/gmock.h>)

# Builds the programs whose tests ThreadSanitizer runs, and no others.
add_custom_target(tests_threads)

# Labels what gtest_discover_tests found. Its own PROPERTIES would keep only the first of several labels: it flattens lists.
function(project_label_tests name labels)
  set(script ${CMAKE_CURRENT_BINARY_DIR}/${name}_labels.cmake)
  file(CONFIGURE OUTPUT ${script} @ONLY CONTENT [[
foreach(test IN LISTS @name@_TESTS)
  set_tests_properties("${test}" PROPERTIES LABELS "@labels@")
endforeach()
]])
  set_property(DIRECTORY APPEND PROPERTY TEST_INCLUDE_FILES ${script})
  if("threads" IN_LIST labels)
    add_dependencies(tests_threads ${name})
  endif()
endfunction()

# project_add_tests(<name> LIBRARIES <target>... [LABELS <label>...] [TIMEOUT <seconds>] FILES <file>...)
#
# One program per room, one CTest test per TEST(). Every test has a deadline, so a hang fails. Label a room `threads`
# to run it under ThreadSanitizer, and `slow` to leave it out of the short suite.
function(project_add_tests name)
  cmake_parse_arguments(arg "" "TIMEOUT" "LIBRARIES;LABELS;FILES" ${ARGN})
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 60)
  endif()
  add_executable(${name} ${arg_FILES})
  target_link_libraries(${name} PRIVATE project_test_main ${arg_LIBRARIES} polyproc_warnings)
  target_precompile_headers(${name} REUSE_FROM project_test_main)
  gtest_discover_tests(${name} DISCOVERY_TIMEOUT 60 PROPERTIES TIMEOUT ${arg_TIMEOUT})
  if(arg_LABELS)
    project_label_tests(${name} "${arg_LABELS}")
  endif()
endfunction()
