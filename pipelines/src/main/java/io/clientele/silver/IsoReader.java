package io.clientele.silver;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.catalyst.util.DateTimeUtils;
import org.apache.spark.unsafe.types.UTF8String;
import scala.Option;

/**
 * Reads ISO 8601 texts as instants. A function of its own for the same reason as {@link
 * NumberReader}; what is a time Spark's own cast decides.
 *
 * @param zone whose local time a text without an offset from UTC is
 */
record IsoReader(ZoneId zone) implements Serializable {
  /** A cast alone would also take "T10:30" as today, "2026" as a year, and drop an odd tail. */
  private static final Pattern ISO =
      Pattern.compile(
          "^\\d{4}-\\d{2}-\\d{2}"
              + "([T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d{1,9})?)?(?<offset> ?(Z|[+-]\\d{2}(:?\\d{2})?))?)?$");

  /** What a cast does not take although it is ISO: an offset behind minutes, or of hours alone. */
  private static final Pattern MINUTES_AND_OFFSET =
      Pattern.compile("^(.{10}[T ]\\d{2}:\\d{2})( ?(Z|[+-].*))$");

  private static final Pattern OFFSET_OF_HOURS = Pattern.compile("(:.*[+-]\\d{2})$");

  /** Null where the text is null or no time. */
  Instant read(String text) {
    if (text == null) {
      return null;
    }
    Matcher iso = ISO.matcher(text);
    if (!iso.find()) {
      return null;
    }
    Long here = cast(text);
    if (iso.group("offset") != null) {
      Long there = here == null ? cast(completed(text)) : here;
      return there == null ? null : DateTimeUtils.microsToInstant(there);
    }
    return here == null
        ? null
        : DateTimeUtils.microsToInstant(DateTimeUtils.toUTCTime(here, zone.getId()));
  }

  private static String completed(String text) {
    String minutes = MINUTES_AND_OFFSET.matcher(text).replaceAll("$1:00$2");
    return OFFSET_OF_HOURS.matcher(minutes).replaceAll("$1:00");
  }

  /** Microseconds since 1970 in UTC; null where Spark's try_cast has none. */
  private static Long cast(String text) {
    Option<Object> micros =
        DateTimeUtils.stringToTimestamp(UTF8String.fromString(text), ZoneOffset.UTC);
    return micros.isDefined() ? (Long) micros.get() : null;
  }
}
