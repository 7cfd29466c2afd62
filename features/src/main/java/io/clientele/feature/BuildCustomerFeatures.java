package io.clientele.feature;

import static org.apache.spark.sql.functions.lit;

import io.clientele.history.CustomerHistory;
import io.clientele.history.Histories;
import io.clientele.history.History;
import io.clientele.history.Past;
import io.clientele.silver.Identities;
import io.clientele.step.AsOf;
import io.clientele.step.Inputs;
import io.clientele.step.Read;
import io.clientele.step.Run;
import io.clientele.step.Stage;
import io.clientele.table.Field;
import io.clientele.table.Table;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/** Computes the catalogue for every customer who was known before the run's as-of date. */
final class BuildCustomerFeatures implements Stage {
  private static final List<Field> TOLD =
      Stream.concat(Stream.of(Identities.CUSTOMER_ID), CustomerFeatures.FEATURES.stream()).toList();

  @Override
  public String name() {
    return "build-customer-features";
  }

  @Override
  public Table output() {
    return CustomerFeatures.TABLE;
  }

  @Override
  public Set<Read> reads() {
    return Set.of(new Read.All(CustomerHistory.TABLE));
  }

  @Override
  public Dataset<Row> build(Inputs in, Run run) {
    LocalDate asOf = run.asOf();
    return Histories.tell(
            in.all(CustomerHistory.TABLE), TOLD, (customer, past) -> row(customer, past, asOf))
        .withColumn(AsOf.FIELD.name(), lit(asOf));
  }

  private static Iterator<Row> row(String customerId, History history, LocalDate asOf) {
    Past past = history.before(asOf);
    if (!past.known()) {
      return Collections.emptyIterator();
    }

    Object[] cells =
        Stream.concat(Stream.of(customerId), Catalogue.FEATURES.stream().map(f -> f.cell(past)))
            .toArray();
    return List.of(RowFactory.create(cells)).iterator();
  }
}
