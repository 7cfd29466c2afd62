package io.clientele.feature;

import io.clientele.history.Cells;
import io.clientele.history.Histories;
import io.clientele.history.History;
import io.clientele.history.Past;
import io.clientele.step.Step;
import io.clientele.table.Field;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** The way in: the step that computes features, and features as of any dates. */
public final class Features {
  private static final List<Field> FIELDS = CustomerFeatures.TABLE.fields();

  private Features() {}

  /** The step that writes {@link CustomerFeatures#TABLE}. */
  public static Step step() {
    return new BuildCustomerFeatures();
  }

  /**
   * Rows of {@link CustomerFeatures#TABLE} as of each of the dates, all in one pass over the
   * histories.
   *
   * @param histories rows of {@link io.clientele.history.CustomerHistory#TABLE}
   */
  public static Dataset<Row> of(Dataset<Row> histories, Set<LocalDate> dates) {
    List<LocalDate> ordered = dates.stream().sorted().toList();
    return Histories.tell(
        histories, FIELDS, (customer, history) -> rows(customer, history, ordered));
  }

  private static Iterator<Consumer<Cells>> rows(
      String customerId, History history, List<LocalDate> dates) {
    return dates.stream()
        .map(date -> Map.entry(date, history.before(date)))
        .filter(each -> each.getValue().known())
        .<Consumer<Cells>>map(each -> row -> fill(row, customerId, each.getKey(), each.getValue()))
        .iterator();
  }

  private static void fill(Cells row, String customerId, LocalDate date, Past past) {
    row.add(date.toEpochDay());
    row.add(customerId);
    for (Feature feature : Catalogue.FEATURES) {
      feature.figure().fill(row, past);
    }
  }
}
