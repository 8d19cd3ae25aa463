// expect: the function takes an argument by reference (T&), but it gets a copy in another process
#include "polyproc/pool.hpp"

void append(std::string& text, int count);

void check(polyproc::Pool& pool, std::vector<std::pair<std::string, int>> items) { pool.starmap(append, items); }
