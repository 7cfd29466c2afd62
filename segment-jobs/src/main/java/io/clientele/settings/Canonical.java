package io.clientele.settings;

import io.clientele.silver.Consents;
import io.clientele.silver.Customers;
import io.clientele.silver.Events;
import io.clientele.silver.Messages;
import io.clientele.silver.OrderLines;
import io.clientele.silver.Orders;
import io.clientele.silver.Origin;
import io.clientele.silver.Products;
import io.clientele.silver.Refunds;
import io.clientele.table.Field;
import io.clientele.table.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A canonical table as files can fill it.
 *
 * @param needed fields that nothing else gives a value to
 */
record Canonical(Table table, Set<Field> needed) {
  private static final List<Canonical> ALL =
      List.of(
          new Canonical(Customers.TABLE, Set.of(Origin.SOURCE_ID)),
          new Canonical(Orders.TABLE, Set.of(Orders.PLACED_AT, Orders.NET_TOTAL)),
          new Canonical(
              OrderLines.TABLE,
              Set.of(OrderLines.ORDER_SOURCE_ID, OrderLines.QUANTITY, OrderLines.LINE_TOTAL)),
          new Canonical(Refunds.TABLE, Set.of(Refunds.REFUNDED_AT, Refunds.AMOUNT)),
          new Canonical(Events.TABLE, Set.of(Events.RAW_EVENT_NAME, Events.OCCURRED_AT)),
          new Canonical(Products.TABLE, Set.of(Products.PRODUCT_SOURCE_ID)),
          new Canonical(Messages.TABLE, Set.of(Messages.SENT_AT)),
          new Canonical(Consents.TABLE, Set.of(Consents.CHANNEL, Consents.STATUS)));

  /** What the product works out itself: where a row is from, and values made from other ones. */
  private static final Set<Field> OWN =
      Set.of(
          Origin.SOURCE_SYSTEM,
          Origin.CONNECTION_ID,
          Origin.RECEIVED_AT,
          Origin.RECEIVED_FROM,
          Origin.RECEIVED_ORDINAL,
          Customers.EMAIL_NORMALISED,
          Orders.REPORTED_TOTAL,
          Orders.REPORTED_DISCOUNT,
          Refunds.REPORTED_AMOUNT,
          Events.EVENT_NAME,
          Messages.STATUS,
          Consents.CAN_CONTACT);

  static Optional<Canonical> named(String name) {
    return ALL.stream().filter(canonical -> canonical.table().name().equals(name)).findFirst();
  }

  static List<String> names() {
    return ALL.stream().map(canonical -> canonical.table().name()).toList();
  }

  /** The fields that a file may fill, by name. */
  Map<String, Field> fields() {
    return table.fields().stream()
        .filter(field -> !OWN.contains(field))
        .collect(Collectors.toMap(Field::name, Function.identity()));
  }
}
