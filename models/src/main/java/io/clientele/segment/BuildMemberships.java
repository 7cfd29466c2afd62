package io.clientele.segment;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.broadcast;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.min;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.when;

import io.clientele.silver.Identities;
import io.clientele.step.AsOf;
import io.clientele.step.Inputs;
import io.clientele.step.Read;
import io.clientele.step.Run;
import io.clientele.step.Stage;
import io.clientele.table.Field;
import io.clientele.table.Table;
import io.clientele.table.Types;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Brings all segmentations together, makes each of them total over the customers, and tells since
 * when each customer is in their segment: against the memberships of the last date before.
 */
final class BuildMemberships implements Stage {
  /** Row of a customer, against a row of a segmentation's table. */
  private static final Field EXISTS =
      Field.optional("_exists", Types.SMALL, "1 in the row that says that there is the customer.");

  private static final Field BUYER =
      Field.optional("_buyer", Types.FLAG, "True for a customer with orders.");
  private static final Field ROW = Field.required("_row", Types.TEXT, "A membership.");
  private static final Field WAS =
      Field.optional("_was", Types.TEXT, "Segment, since and previous segment as they were.");
  private static final Field LAST =
      Field.optional("_last", Types.DAY, "The last as-of date before this one.");

  private final Population population;
  private final List<Segmentation> segmentations;

  BuildMemberships(Population population, List<Segmentation> segmentations) {
    this.population = population;
    this.segmentations = List.copyOf(segmentations);
    List<String> names = segmentations.stream().map(Segmentation::name).sorted().toList();
    if (names.stream().distinct().count() < names.size()) {
      throw new IllegalArgumentException(
          "Cannot build memberships: two segmentations have one name: " + String.join(", ", names));
    }
  }

  @Override
  public String name() {
    return "build-memberships";
  }

  @Override
  public Table output() {
    return Memberships.TABLE;
  }

  @Override
  public Set<Read> reads() {
    return Stream.concat(
            Stream.of(population.read(), new Read.Own(Memberships.TABLE)),
            segmentations.stream().map(each -> new Read.All(each.table())))
        .collect(Collectors.toUnmodifiableSet());
  }

  /** One shuffle, however many segmentations: rows of all tables meet by customer, not by joins. */
  @Override
  public Dataset<Row> build(Inputs in, Run run) {
    Dataset<Row> found =
        population
            .of(in, run)
            .select(
                Identities.CUSTOMER_ID.col(),
                EXISTS.from(lit(1)),
                BUYER.from(population.orders().col().gt(0)));
    for (Segmentation each : segmentations) {
      found = found.unionByName(segments(each, in, run), true);
    }
    found = found.unionByName(before(in.own(Memberships.TABLE), run), true);

    Column[] memberships =
        segmentations.stream().map(each -> membership(each, run)).toArray(Column[]::new);
    return found
        .groupBy(Identities.CUSTOMER_ID.col())
        .agg(count(EXISTS.col()).as(EXISTS.name()), summaries())
        .where(EXISTS.col().gt(0))
        .select(Identities.CUSTOMER_ID.col(), explode(array(memberships)).as(ROW.name()))
        .select(
            AsOf.FIELD.from(lit(run.asOf())),
            Memberships.SEGMENTATION.of(ROW.name()),
            Memberships.SEGMENT.of(ROW.name()),
            Identities.CUSTOMER_ID.col(),
            Memberships.SINCE.of(ROW.name()),
            Memberships.PREVIOUS_SEGMENT.of(ROW.name()));
  }

  /** Memberships of the last date before the run's: later ones say nothing about what was. */
  private static Dataset<Row> before(Dataset<Row> own, Run run) {
    Dataset<Row> earlier = own.where(AsOf.FIELD.col().lt(lit(run.asOf())));
    Dataset<Row> last = earlier.agg(max(AsOf.FIELD.col()).as(LAST.name()));
    return earlier
        .join(broadcast(last), AsOf.FIELD.col().equalTo(LAST.col()))
        .select(
            Identities.CUSTOMER_ID.col(),
            Memberships.SEGMENTATION.col(),
            struct(
                    Memberships.SEGMENT.col(),
                    Memberships.SINCE.col(),
                    Memberships.PREVIOUS_SEGMENT.col())
                .as(WAS.name()));
  }

  private Dataset<Row> segments(Segmentation each, Inputs in, Run run) {
    return in.all(each.table())
        .where(AsOf.FIELD.col().equalTo(lit(run.asOf())))
        .select(Identities.CUSTOMER_ID.col(), segment(each).from(each.segment().col()));
  }

  /** Whether the customer buys; of each segmentation how many segments, the first, and the last. */
  private Column[] summaries() {
    Stream<Column> found =
        segmentations.stream()
            .flatMap(
                each ->
                    Stream.of(
                        min(segment(each).col()).as(segment(each).name()),
                        count(segment(each).col()).as(times(each).name()),
                        max(when(Memberships.SEGMENTATION.col().equalTo(each.name()), WAS.col()))
                            .as(was(each).name())));
    return Stream.concat(Stream.of(max(BUYER.col()).as(BUYER.name())), found)
        .toArray(Column[]::new);
  }

  private Column membership(Segmentation each, Run run) {
    Column unplaced = when(BUYER.col(), each.others()).otherwise(Segmentation.PROSPECTS);
    Column segment =
        when(times(each).col().gt(1).or(EXISTS.col().gt(1)), Memberships.NONE_SINGLE)
            .otherwise(coalesce(segment(each).col(), unplaced));
    Column before = Memberships.SEGMENT.of(was(each).name());
    Column stayed = before.eqNullSafe(segment);
    return struct(
        Memberships.SEGMENTATION.from(lit(each.name())),
        Memberships.SEGMENT.from(segment),
        Memberships.SINCE.from(
            when(stayed, Memberships.SINCE.of(was(each).name())).otherwise(lit(run.asOf()))),
        Memberships.PREVIOUS_SEGMENT.from(
            when(stayed, Memberships.PREVIOUS_SEGMENT.of(was(each).name())).otherwise(before)));
  }

  private Field was(Segmentation each) {
    return Field.optional(
        "_was_" + segmentations.indexOf(each), Types.TEXT, "Last row in " + each.name() + ".");
  }

  private Field segment(Segmentation each) {
    return Field.optional(
        "_segment_" + segmentations.indexOf(each), Types.TEXT, "Segment in " + each.name() + ".");
  }

  private Field times(Segmentation each) {
    return Field.optional(
        "_segments_" + segmentations.indexOf(each),
        Types.COUNT,
        "Segments in " + each.name() + ".");
  }
}
