// expect: nothing
#include <map>
#include "polyproc/wire/callable.hpp"

struct Order {
  std::string name;
  std::map<int, std::vector<double>> amounts;
};

double total(const Order& order, double tax) { return tax * static_cast<double>(order.amounts.size()); }

void send(polyproc::wire::Writer& writer, const Order& order) {
  polyproc::wire::require_callable_with<decltype(&total), Order, int>();
  polyproc::wire::encode(writer, order);
  polyproc::wire::encode_callable(writer, &total);
  polyproc::wire::encode_callable(writer, [order = &order] { return order->name; });
}
