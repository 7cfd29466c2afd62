package io.clientele.settings;

import io.clientele.silver.OrderLines;
import io.clientele.silver.Orders;
import io.clientele.source.files.Filter;
import io.clientele.source.files.Mapping;
import io.clientele.source.files.Mapping.Value;
import io.clientele.table.Field;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What fills the fields of one canonical table, and with which records. */
final class MappingReader {
  private final Canonical canonical;
  private final Around around;
  private final Section feed;

  MappingReader(Canonical canonical, Around around, Section feed) {
    this.canonical = canonical;
    this.around = around;
    this.feed = feed;
  }

  /**
   * @param filter of all feeds of the stream
   */
  Mapping read(Filter filter) {
    Map<String, Field> fields = canonical.fields();
    ValueReader reader = new ValueReader(around, feed);
    Map<Field, Value> values = new HashMap<>();
    for (String name : feed.names()) {
      if (fields.containsKey(name)) {
        reader.read(fields.get(name)).ifPresent(value -> values.put(fields.get(name), value));
      } else if (!ConditionReader.KEYS.contains(name)) {
        Set<String> known = new TreeSet<>(fields.keySet());
        known.addAll(ConditionReader.KEYS);
        feed.problem(
            name, "unknown field of " + canonical.table().name() + Closest.hint(name, known));
      }
    }
    noteLacking();
    return new Mapping(values, filter.and(ConditionReader.filter(around, feed)));
  }

  private void noteLacking() {
    canonical.needed().stream()
        .filter(field -> !summed(field))
        .sorted(Comparator.comparing(Field::name))
        .filter(field -> feed.missing(field.name()))
        .forEach(
            field ->
                feed.problem(
                    field.name(),
                    "found nothing, expected a column or a constant: "
                        + canonical.table().name()
                        + " need it"
                        + (field.equals(Orders.NET_TOTAL)
                            ? ", unless a stream feeds order_lines"
                            : "")));
  }

  /** An order's total may come from its lines. */
  private boolean summed(Field field) {
    return field.equals(Orders.NET_TOTAL) && around.fed().contains(OrderLines.TABLE.name());
  }
}
