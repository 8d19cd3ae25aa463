# cmake -DCOMPILER=... -DINCLUDES=a;b -DSOURCE=file.cpp -P check_refused.cmake
#
# Compiles wrong code and fails unless the compiler refuses it with the sentence in the file's first line, "// expect: ...".
# Code that says "// expect: nothing" must compile: it shows that the others fail for their reason and not for another.

file(STRINGS ${SOURCE} first_line LIMIT_COUNT 1)
string(REPLACE "// expect: " "" sentence "${first_line}")
list(TRANSFORM INCLUDES PREPEND -I)
execute_process(COMMAND ${COMPILER} -std=c++20 -fsyntax-only ${INCLUDES} ${SOURCE}
                RESULT_VARIABLE result OUTPUT_VARIABLE output ERROR_VARIABLE output)

if(sentence STREQUAL "nothing")
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "right code does not compile:\n${output}")
  endif()
  return()
endif()

if(result EQUAL 0)
  message(FATAL_ERROR "wrong code compiles")
endif()
string(FIND "${output}" "${sentence}" at)
if(at EQUAL -1)
  message(FATAL_ERROR "the compiler does not say \"${sentence}\" but:\n${output}")
endif()
# One mistake, one sentence of ours.
string(REGEX MATCHALL "polyproc: [a-z]" sentences "${output}")
list(LENGTH sentences count)
if(count GREATER 2)  # gcc shows the source line too
  message(FATAL_ERROR "${count} sentences for one mistake:\n${output}")
endif()
