// A shared library whose functions are sent before it is loaded. Built twice, with another ANSWER.
extern "C" int polyproc_test_answer() { return ANSWER; }
