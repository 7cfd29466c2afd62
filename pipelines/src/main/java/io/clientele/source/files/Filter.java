package io.clientele.source.files;

import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.not;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;

/**
 * Which records a mapping takes.
 *
 * @param only all of these must hold
 * @param except none of these may hold
 */
public record Filter(List<Condition> only, List<Condition> except) {
  /** Takes every record. */
  public static final Filter NONE = new Filter(List.of(), List.of());

  public Filter {
    only = List.copyOf(only);
    except = List.copyOf(except);
  }

  /** Takes what both take. */
  public Filter and(Filter other) {
    return new Filter(joined(only, other.only), joined(except, other.except));
  }

  private static List<Condition> joined(List<Condition> some, List<Condition> others) {
    return Stream.concat(some.stream(), others.stream()).distinct().toList();
  }

  /**
   * Whether a record is taken; null where that hangs on a number that is none.
   *
   * @param text of a column, null where it is blank
   */
  Column takes(Function<String, Column> text) {
    // False where one part is false, whatever the others are: so a null decides nothing away.
    return Stream.concat(
            only.stream().map(each -> each.holds(text.apply(each.column()))),
            except.stream().map(each -> not(each.holds(text.apply(each.column())))))
        .reduce(Column::and)
        .orElse(lit(true));
  }

  /** The columns that are looked at. */
  Stream<String> columns() {
    return Stream.concat(only.stream(), except.stream()).map(Condition::column);
  }

  /** The conditions that a record may leave open. */
  Stream<Condition.Signed> signed() {
    return Stream.concat(only.stream(), except.stream())
        .filter(Condition.Signed.class::isInstance)
        .map(Condition.Signed.class::cast);
  }
}
