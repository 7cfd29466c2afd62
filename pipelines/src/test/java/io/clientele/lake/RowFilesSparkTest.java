package io.clientele.lake;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.table.Field;
import io.clientele.table.Types;
import io.clientele.testkit.SparkExtension;
import io.delta.tables.DeltaTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetOutputFormat;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Rows laid down column by column, held against Delta's own writer. */
@ExtendWith(SparkExtension.class)
class RowFilesSparkTest {
  /** A property that our writer does not know, and so leaves to Delta's. */
  private static final Map<String, String> BY_DELTA = Map.of("delta.autoOptimize", "false");

  private static final Field ID = Field.required("id", Types.TEXT, "An id.");
  private static final Field DAY = Field.required("day", Types.DAY, "A day.");
  private static final List<Field> KEY = List.of(DAY, ID);
  private static final StructType SCHEMA =
      new StructType(
          Stream.of(
                  ID,
                  DAY,
                  Field.optional("text", Types.TEXT, "A text."),
                  Field.optional("count", Types.COUNT, "A count."),
                  Field.optional("small", Types.SMALL, "A small number."),
                  Field.optional("number", Types.NUMBER, "A number."),
                  Field.optional("flag", Types.FLAG, "A flag."),
                  Field.optional("on", Types.DAY, "Another day."),
                  Field.optional("at", Types.INSTANT, "An instant."),
                  Field.optional("tiny", DataTypes.createDecimalType(6, 2), "A few digits."),
                  Field.optional("amount", Types.AMOUNT, "An amount."),
                  Field.optional("total", Types.TOTAL, "A total."),
                  Field.optional("bytes", Types.BYTES, "Bytes."))
              .map(f -> new StructField(f.name(), f.type(), f.nullable(), Metadata.empty()))
              .toArray(StructField[]::new));

  @TempDir private Path root;
  private SparkSession spark;

  @BeforeEach
  void useSession(SparkSession session) {
    spark = session;
  }

  @Test
  void shouldStoreAndTellOfRowsWhatDeltaWould() {
    for (int seed = 1; seed <= 2; seed++) {
      Dataset<Row> rows = rows(new Random(seed), seed * 700, 2).coalesce(1);
      for (boolean parted : new boolean[] {false, true}) {
        String ours = written(rows, "ours-%d-%s".formatted(seed, parted), parted, Map.of());
        String delta = written(rows, "delta-%d-%s".formatted(seed, parted), parted, BY_DELTA);

        assertThat(sorted(read(ours))).isEqualTo(sorted(rows)).isEqualTo(sorted(read(delta)));
        assertThat(statistics(ours)).isEqualTo(statistics(delta)).hasSize(parted ? 2 : 1);
        assertThat(note(ours)).isEqualTo(note(delta));
        if (!parted) {
          assertThat(parquetFiles(delta).toString()).as("by Delta's writer").contains("-c000.");
        }
      }
    }
  }

  @Test
  void shouldPartMoreDaysThanFilesCanBeOpenAtOnce() {
    Dataset<Row> rows = rows(new Random(5), 120, 40).repartition(2);

    String stored = written(rows, "days", true, Map.of());

    assertThat(sorted(read(stored))).isEqualTo(sorted(rows));
    assertThat(parquetFiles(stored)).hasSizeGreaterThan(40);
  }

  @Test
  void shouldEndOneBlockAndBeginTheNext() throws IOException {
    spark.conf().set(ParquetOutputFormat.BLOCK_SIZE, "20000");
    try {
      // With 512 the last block ends with the last row.
      for (int size : new int[] {1, 512, 1_000}) {
        Dataset<Row> rows = rows(new Random(size), size, 1).coalesce(1);
        String ours = written(rows, "blocks-" + size, false, Map.of());
        String delta = written(rows, "whole-" + size, false, BY_DELTA);

        assertThat(sorted(read(ours))).isEqualTo(sorted(rows));
        assertThat(statistics(ours)).isEqualTo(statistics(delta));
        assertThat(blocks(ours)).isEqualTo((size + 255) / 256);
      }
    } finally {
      spark.conf().unset(ParquetOutputFormat.BLOCK_SIZE);
    }
  }

  @Test
  void shouldLeaveNothingOfATaskThatFails() {
    Dataset<Row> failing =
        rows(new Random(7), 2_000, 2)
            .coalesce(1)
            .map(
                (MapFunction<Row, Row>)
                    row -> {
                      if (row.getString(0).equals("id 1999")) {
                        throw new IllegalStateException("Broken on purpose");
                      }
                      return row;
                    },
                Encoders.row(SCHEMA));
    String path = created("failing", true, Map.of());

    try (Uncommitted uncommitted = Uncommitted.begin(spark, path)) {
      assertThatThrownBy(() -> uncommitted.write(failing, KEY))
          .hasStackTraceContaining("Broken on purpose");
    }

    assertThat(parquetFiles(path)).isEmpty();
  }

  @Test
  void shouldRefuseAMissingValue() {
    Row missing = RowFactory.create(new Object[SCHEMA.length()]);
    StructType loose =
        new StructType(
            Stream.of(SCHEMA.fields())
                .map(f -> new StructField(f.name(), f.dataType(), true, f.metadata()))
                .toArray(StructField[]::new));
    String path = created("missing", false, Map.of());

    try (Uncommitted uncommitted = Uncommitted.begin(spark, path)) {
      assertThatThrownBy(
              () -> uncommitted.write(spark.createDataFrame(List.of(missing), loose), KEY))
          .hasStackTraceContaining("Cannot write a row without a required value");
    }

    assertThat(parquetFiles(path)).isEmpty();
  }

  @Test
  void shouldKnowThatNoTwoRowsHaveOneKey() {
    Dataset<Row> rows = rows(new Random(11), 3_000, 1).repartition(3);

    assertThat(isDistinct(rows, Map.of())).isTrue();
    assertThat(isDistinct(rows.limit(0), Map.of())).isTrue();
    assertThat(isDistinct(rows.union(rows.where(ID.col().equalTo("id 17"))), Map.of())).isFalse();
    assertThat(isDistinct(rows, BY_DELTA)).as("not known of Delta's own writer").isFalse();
  }

  private boolean isDistinct(Dataset<Row> rows, Map<String, String> with) {
    String path = created("keys-" + System.nanoTime(), false, with);
    try (Uncommitted uncommitted = Uncommitted.begin(spark, path)) {
      uncommitted.write(rows, KEY);
      return uncommitted.isDistinct();
    }
  }

  private String written(Dataset<Row> rows, String name, boolean parted, Map<String, String> with) {
    String path = created(name, parted, with);
    try (Uncommitted uncommitted = Uncommitted.begin(spark, path)) {
      uncommitted.write(rows, KEY);
      uncommitted.append(new Transaction("write", 1, "{}"));
    }
    return path;
  }

  private String created(String name, boolean parted, Map<String, String> with) {
    String path = root.resolve(name).toString();
    var builder =
        DeltaTable.create(spark)
            .location(path)
            .addColumns(SCHEMA)
            .property("delta.dataSkippingStatsColumns", "id,count,small,on,at");
    with.forEach(builder::property);
    (parted ? builder.partitionedBy(DAY.name()) : builder).execute();
    return path;
  }

  private Dataset<Row> read(String path) {
    return spark.read().format("delta").load(path);
  }

  /** Rows as texts, in order: bytes are equal where they read the same. */
  private static List<String> sorted(Dataset<Row> rows) {
    return rows.toJSON().collectAsList().stream().sorted().toList();
  }

  /** What the log tells of the files, by the day that they are of. */
  private Map<String, String> statistics(String path) {
    Map<String, String> told = new TreeMap<>();
    DeltaLog.forTable(spark, new org.apache.hadoop.fs.Path(path))
        .update(false, scala.Option.empty(), scala.Option.empty())
        .allFiles()
        .collectAsList()
        .forEach(file -> told.put(file.partitionValues().toString(), file.stats()));
    return told;
  }

  /** Figures beside the commit; how large the files are is each writer's own. */
  private Map<String, String> note(String path) {
    Map<String, String> figures =
        new TreeMap<>(
            DeltaTable.forPath(spark, path)
                .history(1)
                .select("operationMetrics")
                .head()
                .getJavaMap(0));
    figures.remove("numOutputBytes");
    return figures;
  }

  private static List<Path> parquetFiles(String path) {
    try (Stream<Path> files = Files.walk(Path.of(path))) {
      return files
          .filter(file -> file.toString().endsWith(".parquet"))
          .filter(file -> !file.toString().contains("_delta_log"))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int blocks(String path) throws IOException {
    var file =
        HadoopInputFile.fromPath(
            new org.apache.hadoop.fs.Path(parquetFiles(path).get(0).toUri()),
            spark.sparkContext().hadoopConfiguration());
    try (ParquetFileReader reader = ParquetFileReader.open(file)) {
      return reader.getRowGroups().size();
    }
  }

  private Dataset<Row> rows(Random random, int size, int days) {
    return spark.createDataFrame(
        IntStream.range(0, size).mapToObj(i -> row(random, i, days)).toList(), SCHEMA);
  }

  private static Row row(Random random, int i, int days) {
    Object[] cells = {
      "id " + i,
      LocalDate.of(2026, 7, 1).plusDays(random.nextInt(days)),
      text(random),
      random.nextLong(),
      random.nextInt(),
      random.nextGaussian(),
      random.nextBoolean(),
      LocalDate.of(1970, 1, 1).plusDays(random.nextInt(60_000) - 30_000),
      Instant.EPOCH.plus(random.nextLong() >> 12, ChronoUnit.MICROS),
      BigDecimal.valueOf(random.nextInt(1_999_999) - 999_999L, 2),
      BigDecimal.valueOf(random.nextLong() / 10, 4),
      BigDecimal.valueOf(random.nextLong(), 4).multiply(BigDecimal.valueOf(99_999)),
      text(random).getBytes(UTF_8)
    };
    for (int cell = 2; cell < cells.length; cell++) {
      cells[cell] = random.nextInt(5) == 0 ? null : cells[cell];
    }
    return RowFactory.create(cells);
  }

  /** Of letters that take one to four bytes, sometimes longer than the log tells. */
  private static String text(Random random) {
    return random
        .ints(random.nextInt(60), 0, 4)
        .mapToObj(letter -> List.of("a", "ö", "語", "😀").get(letter))
        .reduce("", String::concat);
  }
}
