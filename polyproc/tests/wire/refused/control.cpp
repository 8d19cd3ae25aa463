// expect: nothing
#include <map>
#include "polyproc/wire/callable.hpp"

struct Order {
  std::string name;
  std::map<int, std::vector<double>> amounts;
};

double total(const Order& order, double tax) { return tax * static_cast<double>(order.amounts.size()); }

void send(polyproc::internal::wire::Writer& writer, const Order& order) {
  polyproc::internal::wire::require_callable_with<decltype(&total), Order, int>();
  polyproc::internal::wire::encode(writer, order);
  polyproc::internal::wire::encode_callable(writer, &total);
  polyproc::internal::wire::encode_callable(writer, [order = &order] { return order->name; });
}
