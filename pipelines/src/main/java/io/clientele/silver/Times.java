package io.clientele.silver;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.timestamp_millis;
import static org.apache.spark.sql.functions.timestamp_seconds;
import static org.apache.spark.sql.functions.to_utc_timestamp;
import static org.apache.spark.sql.functions.try_to_timestamp;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.clientele.table.Types;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;

/** Texts read as instants. What names no offset from UTC is local time, a date its day's start. */
final class Times {
  private static final Pattern QUOTED = Pattern.compile("'[^']*'");
  private static final Pattern OFFSET_LETTERS = Pattern.compile("[VzOXxZ]");

  /** Letters that Spark refuses, or that count by weeks: YYYY is not the year of a date. */
  private static final Pattern REFUSED_LETTERS = Pattern.compile("[ABcenNpuwWY]");

  /** Words for what no format says; none of them could be one. */
  static final String ISO_WORD = "iso";

  private static final String SECONDS_WORD = "epoch-seconds";
  private static final String MILLIS_WORD = "epoch-milliseconds";
  private static final Set<String> WORDS = Set.of(ISO_WORD, SECONDS_WORD, MILLIS_WORD);

  /** Short enough for no overflow, and beyond every time of a shop. */
  private static final String SECONDS = "^-?\\d{1,11}(\\.\\d{1,6})?$";

  private static final String MILLIS = "^-?\\d{1,14}$";

  private static final ZonedDateTime EXAMPLE = ZonedDateTime.parse("2026-01-31T18:30:00Z");
  private static final DataType EPOCH_SECONDS = DataTypes.createDecimalType(17, 6);

  private Times() {}

  /** Whether times can be read in this format. */
  static boolean isReadable(String format) {
    if (WORDS.contains(format)) {
      return true;
    }
    try {
      new DateTimeFormatterBuilder().appendPattern(format);
      return !REFUSED_LETTERS.matcher(unquoted(format)).find();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** A format with an example. */
  static String described(String format) {
    return switch (format) {
      case ISO_WORD -> "ISO 8601, such as 2026-01-31 or 2026-01-31T18:30:00Z";
      case SECONDS_WORD -> format + ", such as " + EXAMPLE.toEpochSecond();
      case MILLIS_WORD -> format + ", such as " + EXAMPLE.toInstant().toEpochMilli();
      default -> format + ", such as " + DateTimeFormatter.ofPattern(format).format(EXAMPLE);
    };
  }

  private static String unquoted(String format) {
    return QUOTED.matcher(format).replaceAll("");
  }

  /** Read in the first of the formats that fits; ISO 8601 where there are none. */
  static Column instant(Column text, List<String> formats, ZoneId zone) {
    return formats.isEmpty()
        ? iso(text, zone)
        : coalesce(
            formats.stream().map(format -> instant(text, format, zone)).toArray(Column[]::new));
  }

  private static Column instant(Column text, String format, ZoneId zone) {
    return switch (format) {
      case ISO_WORD -> iso(text, zone);
      case SECONDS_WORD ->
          timestamp_seconds(when(text.rlike(SECONDS), text).try_cast(EPOCH_SECONDS));
      case MILLIS_WORD -> timestamp_millis(when(text.rlike(MILLIS), text).try_cast(Types.COUNT));
      default -> written(text, format, zone);
    };
  }

  private static Column iso(Column text, ZoneId zone) {
    IsoReader reader = new IsoReader(zone);
    UDF1<String, Instant> read = reader::read;
    return udf(read, Types.INSTANT).apply(text);
  }

  private static Column written(Column text, String pattern, ZoneId zone) {
    Column instant = try_to_timestamp(text, lit(pattern));
    boolean offset = OFFSET_LETTERS.matcher(unquoted(pattern)).find();
    return offset ? instant : local(instant, zone);
  }

  /** Moves what was read as UTC, the session's zone, to the zone it was meant in. */
  private static Column local(Column instant, ZoneId zone) {
    return to_utc_timestamp(instant, zone.getId());
  }
}
