package io.clientele.testkit;

import static io.clientele.testkit.TableAssert.assertThatTable;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SparkExtension.class)
class TableAssertSparkTest {

  @Test
  void shouldCompareRowsInAnyOrderButEachAsOftenAsItComes(SparkSession spark) {
    Items items = new Items(spark);

    assertThatTable(items.of("a", "b", "a").repartition(2)).hasRows(items.of("b", "a", "a"));
    assertThatThrownBy(() -> assertThatTable(items.of("a", "b", "a")).hasRows(items.of("a", "b")))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(
            () -> assertThatTable(items.of("a", "b", "a")).hasRows(items.of("a", "b", "b")))
        .isInstanceOf(AssertionError.class);
  }
}
