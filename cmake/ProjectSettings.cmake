# What every target of this project is compiled with.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
if(PROJECT_IS_TOP_LEVEL)
  set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
endif()

# Linked privately by our own targets: warnings and sanitizers never reach a user's build.
add_library(polyproc_warnings INTERFACE)
target_compile_options(polyproc_warnings INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor
                                                   -Wold-style-cast -Woverloaded-virtual)
if(POLYPROC_WARNINGS_AS_ERRORS)
  target_compile_options(polyproc_warnings INTERFACE -Werror)
endif()

if(POLYPROC_SANITIZE)
  add_compile_options(-fsanitize=${POLYPROC_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${POLYPROC_SANITIZE})
  if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    add_compile_options(-Wno-maybe-uninitialized)  # g++ 12 sees it in <regex>, once AddressSanitizer has changed the code
  endif()
endif()

# For code whose speed nobody waits for. With AddressSanitizer's checks in it g++ takes twice as long to optimise it.
add_library(project_cold_code INTERFACE)
if(POLYPROC_SANITIZE MATCHES address)
  target_compile_options(project_cold_code INTERFACE -O0)
endif()
