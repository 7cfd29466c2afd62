package io.clientele.silver;

import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How the text of a field says its value.
 *
 * @param times how dates and times are written, the first that fits counts: formats of {@link
 *     java.time.format.DateTimeFormatter} or the words of {@link #isTime}; ISO 8601 where none is
 *     given
 * @param zone whose local time it is where a text names no offset from UTC; without one, the
 *     tenant's
 * @param numbers how numbers are written
 * @param operators what stands between the numbers of a text, which has one number more; computed
 *     from the left
 */
public record Notation(
    List<String> times, Optional<ZoneId> zone, Numbers numbers, List<Operator> operators) {
  /** ISO 8601 in the tenant's zone, one number with a decimal point. */
  public static final Notation PLAIN = ofNumbers(Numbers.PLAIN);

  /** What is done with a number and the one behind it. */
  public enum Operator {
    TIMES(" \u00D7 "),
    PLUS_TAX(" plus tax "),
    LESS_TAX(" less tax ");

    private final String sign;

    Operator(String sign) {
      this.sign = sign;
    }

    /** What stands between the two numbers. */
    public String sign() {
      return sign;
    }
  }

  public Notation {
    times = List.copyOf(times);
    operators = List.copyOf(operators);
  }

  public static Notation ofTimes(List<String> formats, Optional<ZoneId> zone) {
    return new Notation(formats, zone, Numbers.PLAIN, List.of());
  }

  public static Notation ofNumbers(Numbers numbers) {
    return new Notation(List.of(), Optional.empty(), numbers, List.of());
  }

  /** Behind the numbers of this, one more. */
  public Notation then(Operator operator) {
    return new Notation(
        times, zone, numbers, Stream.concat(operators.stream(), Stream.of(operator)).toList());
  }

  /** How a time is written, with examples, in words that end "expected ...". */
  public String expectedTime() {
    return times.isEmpty()
        ? Times.described(Times.ISO_WORD)
        : times.stream().map(Times::described).collect(Collectors.joining(" or "));
  }

  /**
   * Whether times can be written so: in a format, or as {@code iso}, {@code epoch-seconds} or
   * {@code epoch-milliseconds} say.
   */
  public static boolean isTime(String format) {
    return Times.isReadable(format);
  }
}
