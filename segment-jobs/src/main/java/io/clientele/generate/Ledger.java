package io.clientele.generate;

import java.util.List;
import java.util.function.Predicate;

/** What an account's orders come to. */
record Ledger(List<Order> orders) {
  static Ledger of(Account account, Biography life) {
    return new Ledger(
        life.orders().stream()
            .filter(Predicate.not(Order::cancelled))
            .filter(order -> life.person().account(order.day()).equals(account))
            .toList());
  }

  /** Purchases that the files tell of. */
  long purchases() {
    return told().size();
  }

  /** Cents spent as far as the files tell, less refunds. */
  long netSpend() {
    return told().stream()
        .mapToLong(order -> order.total() - order.toldRefund().map(Order.Refund::amount).orElse(0L))
        .sum();
  }

  /** Purchases of the time after the files' end. */
  long futurePurchases() {
    return future().size();
  }

  long futureSpend() {
    return future().stream().mapToLong(Order::total).sum();
  }

  private List<Order> told() {
    return orders.stream().filter(order -> Timeline.told(order.day())).toList();
  }

  private List<Order> future() {
    return orders.stream().filter(order -> order.day() >= Timeline.DAYS).toList();
  }
}
