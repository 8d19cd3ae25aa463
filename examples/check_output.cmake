# cmake -D PROGRAM=… -D EXPECTED=… -P check_output.cmake: fails unless the program ends well and prints just that.
execute_process(COMMAND ${PROGRAM} OUTPUT_VARIABLE printed RESULT_VARIABLE status)
file(READ ${EXPECTED} expected)
if(NOT status EQUAL 0 OR NOT printed STREQUAL expected)
  message(FATAL_ERROR "${PROGRAM} ended with ${status} and printed:\n${printed}\nExpected:\n${expected}")
endif()
