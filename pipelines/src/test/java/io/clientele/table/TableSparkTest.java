package io.clientele.table;

import static io.clientele.testkit.TableAssert.assertThatTable;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.testkit.Rows;
import io.clientele.testkit.SparkExtension;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class TableSparkTest {
  private static final Field ID = Field.required("id", Types.TEXT, "What it is.");
  private static final Field PRICE = Field.optional("price", Types.AMOUNT, "What it costs.");
  private static final Table THINGS =
      new Table(Layer.SILVER, "things", List.of(ID, PRICE), List.of(ID), new Write.Upsert());

  private static Dataset<Row> things(SparkSession spark) {
    return Rows.of(THINGS)
        .row()
        .with(ID, "a")
        .with(PRICE, "1.5")
        .row()
        .with(ID, "b")
        .with(PRICE, -2)
        .in(spark);
  }

  @Test
  void shouldKeepDeclaredAndReservedColumnsInOrder(SparkSession spark) {
    Dataset<Row> rows =
        things(spark)
            .select(
                lit(true).as(Write.GONE.name()),
                lit("dropped").as("other"),
                lit("there").as(Rejects.PLACE.name()),
                PRICE.col(),
                ID.col());

    assertThat(THINGS.conform(rows).columns()).containsExactly("id", "price", "_place", "_gone");
  }

  @Test
  void shouldNameEveryColumnThatDoesNotFit(SparkSession spark) {
    Dataset<Row> rows = things(spark).select(lit(1).as(ID.name()));

    assertThatThrownBy(() -> THINGS.conform(rows))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "Cannot produce silver.things: id: expected string, found int; price: expected"
                + " decimal(18,4), found no such column");
  }

  @Test
  void shouldTellReasonsOfEachRowAlone(SparkSession spark) {
    Dataset<Row> rows =
        things(spark)
            .withColumn(
                Rejects.REASONS.name(),
                Rejects.reasons(
                    List.of(
                        Rejects.reason(PRICE.col().lt(0), "negative", PRICE, PRICE.col()),
                        Rejects.reason(ID.col().equalTo("b"), "unknown", ID, ID.col()))));

    assertThatTable(rows.filter(Rejects.any())).has(ID, "b");
    List<Row> reasons = rows.filter(Rejects.any()).head().getList(2);
    assertThat(reasons.stream().map(Row::toString))
        .containsExactly("[negative,price,-2.0000]", "[unknown,id,b]");
    assertThat(rows.schema().apply(Rejects.REASONS.name()).dataType())
        .isEqualTo(Rejects.REASONS.type());
  }
}
