package io.clientele.generate;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Files that are handed in one after the other and hold records of one kind. */
record Series(List<ShopFile> files) {
  static final Series CUSTOMERS = updated(ShopFile.CUSTOMERS);
  static final Series ORDERS = updated(ShopFile.ORDERS);
  static final Series ORDER_LINES = updated(ShopFile.ORDER_LINES);
  static final Series REFUNDS = updated(ShopFile.REFUNDS);
  static final Series CONSENTS = updated(ShopFile.CONSENTS);
  static final Series EVENTS = monthly(ShopFile::events);
  static final Series MESSAGES = monthly(ShopFile::messages);

  /** Files that are there even where nothing is to be told. */
  static final List<ShopFile> ALWAYS =
      Stream.concat(
              Stream.of(CUSTOMERS, ORDERS, ORDER_LINES, REFUNDS, CONSENTS)
                  .flatMap(series -> series.files().stream()),
              Stream.of(
                  ShopFile.PRODUCTS,
                  ShopFile.TRUTH,
                  ShopFile.TRUTH_PROMOTIONS,
                  ShopFile.TRUTH_ORDERS,
                  ShopFile.TRUTH_DELIVERIES))
          .toList();

  private static Series updated(ShopFile file) {
    return new Series(List.of(file, file.update()));
  }

  private static Series monthly(Function<String, ShopFile> file) {
    return new Series(Timeline.MONTHS.stream().map(file).toList());
  }

  /** A monthly series from the month of a moment on. */
  Series from(double day) {
    return new Series(files.subList(Timeline.month(day), files.size()));
  }

  /** The file that a record should be in. */
  ShopFile due() {
    return files.get(0);
  }

  /** A file that comes soon after the one that is due, where any comes. */
  ShopFile later(Chance chance) {
    return files.size() == 1 ? due() : chance.pick(files.subList(1, Math.min(3, files.size())));
  }
}
