package io.clientele.silver;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.regexp_replace;
import static org.apache.spark.sql.functions.to_utc_timestamp;
import static org.apache.spark.sql.functions.try_to_timestamp;
import static org.apache.spark.sql.functions.when;

import io.clientele.table.Types;
import java.time.ZoneId;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;

/** Texts read as instants. What names no offset from UTC is local time, a date its day's start. */
final class Times {
  /** A cast alone would also take "T10:30" as today, "2026" as a year, and drop an odd tail. */
  private static final String ISO =
      "^\\d{4}-\\d{2}-\\d{2}"
          + "([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?( ?(Z|[+-]\\d{2}(:?\\d{2})?))?)?$";

  /** What a cast does not take although it is ISO: an offset behind minutes, or of hours alone. */
  private static final String MINUTES_AND_OFFSET = "^(.{10}[T ]\\d{2}:\\d{2})( ?(Z|[+-].*))$";

  private static final String OFFSET_OF_HOURS = "(:.*[+-]\\d{2})$";
  private static final String WITH_NUMERIC_OFFSET = ":.*[+-]\\d{2}(:?\\d{2})?$";

  private static final Pattern QUOTED = Pattern.compile("'[^']*'");
  private static final Pattern OFFSET_LETTERS = Pattern.compile("[VzOXxZ]");

  /** Letters that Spark refuses, or that count by weeks: YYYY is not the year of a date. */
  private static final Pattern REFUSED_LETTERS = Pattern.compile("[ABcenNpuwWY]");

  private Times() {}

  /** Whether times can be read in this format. */
  static boolean isReadable(String format) {
    try {
      new DateTimeFormatterBuilder().appendPattern(format);
      return !REFUSED_LETTERS.matcher(unquoted(format)).find();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String unquoted(String format) {
    return QUOTED.matcher(format).replaceAll("");
  }

  static Column instant(Column text, Optional<String> format, ZoneId zone) {
    return format.map(pattern -> written(text, pattern, zone)).orElseGet(() -> iso(text, zone));
  }

  private static Column iso(Column text, ZoneId zone) {
    Column here = when(text.rlike(ISO), text).try_cast(Types.INSTANT);
    Column minutes = regexp_replace(text, lit(MINUTES_AND_OFFSET), lit("$1:00$2"));
    Column whole = regexp_replace(minutes, lit(OFFSET_OF_HOURS), lit("$1:00"));
    Column there = when(text.rlike(ISO), coalesce(here, whole.try_cast(Types.INSTANT)));
    Column offset = text.endsWith("Z").or(text.rlike(WITH_NUMERIC_OFFSET));
    return when(offset, there).otherwise(local(here, zone));
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
