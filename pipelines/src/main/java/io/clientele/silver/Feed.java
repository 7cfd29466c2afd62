package io.clientele.silver;

import io.clientele.table.Field;
import io.clientele.table.Table;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * What one table of received records gives to one canonical table.
 *
 * @param from the records
 * @param to the canonical table
 * @param fills the fields that it fills, each with how its text says the value
 * @param draft makes of records the text of each filled field, under the field's name, and the
 *     fields of {@link Draft}
 * @param recipe everything that shapes the draft, as text
 */
public record Feed(
    Table from,
    Table to,
    Map<Field, Notation> fills,
    UnaryOperator<Dataset<Row>> draft,
    String recipe) {
  public Feed {
    fills = Map.copyOf(fills);
  }

  /**
   * A text of the field, read as its value; null where it cannot be.
   *
   * @param zone whose local time it is where neither the text nor the notation says
   */
  public Column read(Field field, Column text, ZoneId zone) {
    return Reading.value(field, text, fills.getOrDefault(field, Notation.PLAIN), zone);
  }
}
