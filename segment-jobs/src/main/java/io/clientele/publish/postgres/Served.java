package io.clientele.publish.postgres;

import io.clientele.step.AsOf;
import io.clientele.table.Field;
import io.clientele.table.Field.Personal;
import io.clientele.table.Table;
import io.clientele.table.Write;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a database shows of the lake.
 *
 * @param current tables of which it shows the rows of the newest as-of date only
 * @param metrics figures of each segment, of which it keeps every date; its fields {@code
 *     segmentation} and {@code segment} fill the list of segments
 */
public record Served(List<Table> current, Table metrics) {

  public Served {
    current = List.copyOf(current);
    Stream.concat(current.stream(), Stream.of(metrics))
        .forEach(
            table -> {
              requireDated(table);
              requireNoContact(table);
            });
    List<String> named = metrics.fields().stream().map(Field::name).toList();
    if (!named.containsAll(List.of("segmentation", "segment"))) {
      throw new IllegalArgumentException(
          "Cannot serve %s as metrics: found %s, expected segmentation and segment among them"
              .formatted(metrics, named));
    }
  }

  private static void requireDated(Table table) {
    if (!table.write().equals(new Write.Replace(AsOf.FIELD))) {
      throw new IllegalArgumentException(
          "Cannot serve %s: it is written as %s, expected to be replaced by %s"
              .formatted(table, table.write(), AsOf.FIELD));
    }
  }

  /** More people read a database than a lake, and nobody erases from its backups. */
  private static void requireNoContact(Table table) {
    List<Field> contact =
        table.fields().stream().filter(field -> field.personal() == Personal.CONTACT).toList();
    if (!contact.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot serve %s: %s reach people, expected no such field".formatted(table, contact));
    }
  }

  List<ServedTable> tables() {
    return Stream.concat(
            current.stream().map(table -> new ServedTable(table, ServedTable.Keep.CURRENT)),
            Stream.of(new ServedTable(metrics, ServedTable.Keep.HISTORY)))
        .toList();
  }
}
