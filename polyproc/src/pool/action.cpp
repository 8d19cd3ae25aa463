#include <cstdint>
#include <stdexcept>

#include "polyproc/pool_options.hpp"

namespace polyproc {

void internal::pool::throw_action_not_sendable() {
  throw std::invalid_argument{
      "Pool: under StartMethod::spawn initializer and finalizer must be functions that can be sent: a function, a "
      "lambda "
      "that captures numbers by value, or a struct with operator() and members that can be sent"};
}

void Action::wire_encode(internal::wire::Writer& writer) const {
  writer.write_value(static_cast<std::uint8_t>(body_ != nullptr));
  if (body_) body_->encode(writer);
}

Action Action::wire_decode(internal::wire::Reader& reader) {
  Action action;
  if (reader.read_value<std::uint8_t>() == 0) return action;
  action.body_ = internal::wire::decode<internal::pool::MakeAction>(reader)(reader);
  return action;
}

}  // namespace polyproc
