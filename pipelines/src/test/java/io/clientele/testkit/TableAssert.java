package io.clientele.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.holdenkarau.spark.testing.JavaDatasetSuiteBase;
import io.clientele.table.Field;
import io.clientele.table.Table;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Compares frames as tables: rows in any order, each as often as it comes. */
public final class TableAssert {
  private final Dataset<Row> actual;

  private TableAssert(Dataset<Row> actual) {
    this.actual = actual;
  }

  public static TableAssert assertThatTable(Dataset<Row> actual) {
    return new TableAssert(actual);
  }

  /** Exactly these rows, in the columns that they have. */
  public TableAssert hasRows(Dataset<Row> expected) {
    Column[] columns = Arrays.stream(expected.columns()).map(actual::col).toArray(Column[]::new);
    new JavaDatasetSuiteBase()
        .assertDatasetEquals(comparable(expected), comparable(actual.select(columns)));
    return this;
  }

  /** Exactly these rows of a declared table. */
  public TableAssert hasRows(Rows expected) {
    return hasRows(expected.in(actual.sparkSession()));
  }

  /** Exactly these values of one field, duplicates included. */
  public TableAssert has(Field field, Object... values) {
    // What a test compares is small.
    List<Object> found =
        actual.select(field.col()).collectAsList().stream().map(row -> row.get(0)).toList();
    assertThat(found).containsExactlyInAnyOrder(values);
    return this;
  }

  public TableAssert isEmpty() {
    assertThat(actual.takeAsList(1)).isEmpty();
    return this;
  }

  /** The declared columns, with their types, NOT NULL and comments. */
  public TableAssert isDeclaredAs(Table table) {
    assertThat(actual.schema()).isEqualTo(table.schema());
    return this;
  }

  /** Sorted by all columns; of the schema only names and types count. */
  private static Dataset<Row> comparable(Dataset<Row> rows) {
    StructType plain =
        new StructType(
            Arrays.stream(rows.schema().fields())
                .map(f -> DataTypes.createStructField(f.name(), f.dataType(), true))
                .toArray(StructField[]::new));
    Dataset<Row> sorted =
        rows.sort(Arrays.stream(rows.columns()).map(rows::col).toArray(Column[]::new));
    return rows.sparkSession().createDataFrame(sorted.collectAsList(), plain);
  }
}
