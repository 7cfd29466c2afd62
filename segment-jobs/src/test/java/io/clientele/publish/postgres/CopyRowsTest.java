package io.clientele.publish.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.step.AsOf;
import io.clientele.table.Field;
import io.clientele.table.Table;
import io.clientele.table.Types;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CopyRowsTest {
  private static final Field ID = Field.required("id", Types.COUNT, "Position.");
  private static final Table EVERY_TYPE =
      World.gold(
          "every_type",
          List.of(
              ID,
              AsOf.FIELD,
              Field.optional("name", Types.TEXT, "Text."),
              Field.optional("flag", Types.FLAG, "Flag."),
              Field.optional("small", Types.SMALL, "Small."),
              Field.optional("number", Types.NUMBER, "Number."),
              Field.optional("instant", Types.INSTANT, "Instant."),
              Field.optional("amount", Types.AMOUNT, "Amount."),
              Field.optional("total", Types.TOTAL, "Total."),
              Field.optional("bytes", Types.BYTES, "Bytes.")),
          List.of(ID, AsOf.FIELD));

  private TestDatabase database;
  private CopyRows copy;

  @BeforeEach
  void stage() {
    database = TestDatabase.empty("copies");
    ServedTable served = new ServedTable(EVERY_TYPE, ServedTable.Keep.CURRENT);
    try (Session session = Session.open(database.login())) {
      Migrations.apply(session);
      session.execute(served.createStage("stage"));
    }
    copy =
        new CopyRows(
            database.login(),
            "stage",
            SqlFile.of("publish.sql").statement("claim-part"),
            served.copy("stage"),
            served.types());
  }

  @Test
  void shouldBringEveryValueAsItIs() {
    List<Row> rows = sample(new Random(7));

    copy.call(rows.iterator());

    assertThat(read()).isEqualTo(rows.stream().map(CopyRowsTest::text).toList());
  }

  @Test
  void shouldBringAPartitionOnceHoweverOftenItsTaskIsTried() {
    List<Row> rows = sample(new Random(8));

    copy.call(rows.iterator());
    copy.call(rows.iterator());

    assertThat(database.rows("SELECT count(*) FROM clientele_staging.stage"))
        .containsExactly(Integer.toString(rows.size()));
  }

  @Test
  void shouldBringNothingOfATaskThatFails() {
    List<Row> rows = new ArrayList<>(sample(new Random(9)));
    rows.add(RowFactory.create("no number"));

    assertThatThrownBy(() -> copy.call(rows.iterator())).isInstanceOf(ClassCastException.class);

    assertThat(database.rows("SELECT count(*) FROM clientele_staging.stage")).containsExactly("0");
    assertThat(database.rows("SELECT count(*) FROM clientele_staging.parts")).containsExactly("0");
  }

  private static List<Row> sample(Random random) {
    List<Row> rows = new ArrayList<>();
    List<BigDecimal> decimals =
        List.of(
            new BigDecimal("0.0000"),
            new BigDecimal("-0.0001"),
            new BigDecimal("10000.0000"),
            new BigDecimal("-99999999.9000"),
            new BigDecimal("99999999999999.9999"));
    for (int i = 0; i < 50; i++) {
      BigDecimal decimal =
          i < decimals.size()
              ? decimals.get(i)
              : BigDecimal.valueOf(random.nextLong() / 10, 4)
                  .movePointLeft(i % 4)
                  .setScale(4, RoundingMode.DOWN);
      rows.add(
          RowFactory.create(
              (long) i,
              LocalDate.of(1970 + i, 1, 1).minusDays(random.nextInt(40_000)),
              new String[] {"", "O'Brien", "a\tb\\n\n", "Ünïcödé 😀 \"", "ك"}[i % 5],
              i % 2 == 0,
              random.nextInt(),
              new double[] {0, -1.5, 1e300, Double.MIN_VALUE, random.nextDouble()}[i % 5],
              Instant.ofEpochSecond(random.nextInt(), 123_456_000L),
              decimal,
              decimal.movePointRight(i % 8).setScale(4, RoundingMode.DOWN),
              new byte[] {(byte) i, 0, -1}));
    }
    rows.add(row(-1L, LocalDate.of(2026, 1, 1)));
    return rows;
  }

  private static Row row(Object... present) {
    List<Object> values = new ArrayList<>(List.of(present));
    values.addAll(Collections.nCopies(EVERY_TYPE.fields().size() - present.length, null));
    return RowFactory.create(values.toArray());
  }

  private static String text(Row row) {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < row.size(); i++) {
      Object value = row.get(i);
      values.add(
          value instanceof BigDecimal decimal
              ? decimal.toPlainString()
              : value instanceof byte[] bytes
                  ? HexFormat.of().formatHex(bytes)
                  : String.valueOf(value));
    }
    return String.join("|", values);
  }

  private List<String> read() {
    try (Session session = Session.open(database.login())) {
      return session.query(
          new Sql("SELECT * FROM clientele_staging.stage ORDER BY (id + 100) % 100"),
          row ->
              text(
                  RowFactory.create(
                      row.getLong(1),
                      row.getObject(2, LocalDate.class),
                      row.getString(3),
                      row.getObject(4),
                      row.getObject(5),
                      row.getObject(6),
                      row.getTimestamp(7) == null ? null : row.getTimestamp(7).toInstant(),
                      row.getBigDecimal(8),
                      row.getBigDecimal(9),
                      row.getBytes(10))));
    }
  }
}
