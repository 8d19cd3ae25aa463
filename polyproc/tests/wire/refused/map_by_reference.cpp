// expect: the function takes an argument by reference (T&), but it gets a copy in another process
#include "polyproc/pool.hpp"

void append(std::string& text);

void check(polyproc::Pool& pool, std::vector<std::string> texts) { pool.map(append, texts); }
