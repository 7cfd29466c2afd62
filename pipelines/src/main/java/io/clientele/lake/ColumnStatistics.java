package io.clientele.lake;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.api.Binary;
import org.apache.spark.sql.delta.stats.StatisticsCollection$;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What a file's columns hold, as Delta's log tells it: by this a reader leaves files out.
 *
 * @see <a href="https://github.com/delta-io/delta/blob/master/PROTOCOL.md#per-file-statistics">the
 *     form of it in Delta's protocol</a>
 */
final class ColumnStatistics {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private static final StatisticsCollection$ DELTA = StatisticsCollection$.MODULE$;

  /** Of a text the log tells this many characters, as Delta does by itself. */
  private static final int PREFIX = 32;

  private final StructType fields;
  private final Map<String, Statistics<?>> columns;
  private final long rows;

  private ColumnStatistics(StructType fields, Map<String, Statistics<?>> columns, long rows) {
    this.fields = fields;
    this.columns = columns;
    this.rows = rows;
  }

  /**
   * @param blocks all that the file consists of
   * @param told the columns of which the log tells
   */
  static ColumnStatistics of(StructType fields, Set<String> told, List<BlockMetaData> blocks) {
    Map<String, Statistics<?>> columns = new LinkedHashMap<>();
    for (BlockMetaData block : blocks) {
      for (ColumnChunkMetaData column : block.getColumns()) {
        String name = column.getPath().toDotString();
        if (told.contains(name)) {
          columns.merge(name, column.getStatistics().copy(), ColumnStatistics::merged);
        }
      }
    }
    return new ColumnStatistics(
        fields, columns, blocks.stream().mapToLong(BlockMetaData::getRowCount).sum());
  }

  @SuppressWarnings("rawtypes")
  private static Statistics<?> merged(Statistics one, Statistics other) {
    one.mergeStatistics(other);
    return one;
  }

  long rows() {
    return rows;
  }

  String json() {
    Map<String, Object> least = new LinkedHashMap<>();
    Map<String, Object> greatest = new LinkedHashMap<>();
    Map<String, Long> missing = new LinkedHashMap<>();
    columns.forEach(
        (name, found) -> {
          missing.put(name, found.getNumNulls());
          DataType type = fields.apply(name).dataType();
          if (found.hasNonNullValue()) {
            bound(found.genericGetMin(), type, DELTA::truncateMinStringAgg)
                .ifPresent(value -> least.put(name, value));
            bound(found.genericGetMax(), type, DELTA::truncateMaxStringAgg)
                .ifPresent(value -> greatest.put(name, value));
          }
        });
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("numRecords", rows);
    told.put("minValues", least);
    told.put("maxValues", greatest);
    told.put("nullCount", missing);
    try {
      return JSON.writeValueAsString(told);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Empty for a value that the log does not tell, by which no file is left out then. */
  private static Optional<Object> bound(
      Object value, DataType type, BiFunction<Integer, String, String> shortened) {
    if (type.equals(DataTypes.StringType)) {
      return Optional.ofNullable(shortened.apply(PREFIX, ((Binary) value).toStringUsingUTF8()));
    }
    if (type.equals(DataTypes.TimestampType)) {
      Instant instant = Instant.EPOCH.plus((Long) value, ChronoUnit.MICROS);
      return Optional.of(INSTANT.format(instant));
    }
    if (type.equals(DataTypes.DateType)) {
      return Optional.of(LocalDate.ofEpochDay((Integer) value).toString());
    }
    return type.equals(DataTypes.LongType) || type.equals(DataTypes.IntegerType)
        ? Optional.of(value)
        : Optional.empty();
  }
}
