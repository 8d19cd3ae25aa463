#include "polyproc/error.hpp"

#include <system_error>

namespace polyproc {

SystemError::SystemError(int errnum, std::string_view call)
    : Error{std::string{call} + ": " + std::generic_category().message(errnum)}, errnum_{errnum} {}

}  // namespace polyproc
