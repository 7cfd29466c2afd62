package io.clientele.silver;

import static org.apache.spark.sql.functions.udf;

import io.clientele.table.Types;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DecimalType;

/**
 * How numbers are written. Whatever the marks, a currency's sign around a number says nothing, and
 * parentheses or a minus behind it make it negative.
 *
 * @param thousands the characters that may stand between thousands; empty where none does
 */
public record Numbers(char decimal, String thousands) {
  /** With a decimal point and nothing between thousands. */
  public static final Numbers PLAIN = new Numbers('.', "");

  private static final String BLANKS = " \u00A0\u2009\u202F";
  private static final String APOSTROPHES = "'\u2019";

  /** One or two digits behind the decimal mark: of three, nobody can tell which mark it is. */
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "\\d+(?:(?<mark>[.,%s%s])\\d{3}(?:\\k<mark>\\d{3})*)?(?<decimal>[.,])\\d{1,2}"
              .formatted(BLANKS, APOSTROPHES));

  private static final String CURRENCY =
      "(?:[A-Z]{0,2}\\p{Sc}|[A-Z]{3}|kr\\.?|z\u0142|K\u010D|Ft|Fr\\.)?";

  /** Not the dash of "12,-": a decimal mark stands before it. */
  private static final String NEGATIVE =
      "^\\h*\\((.*)\\)\\h*$|^(.*\\d\\h*%1$s)\\h*-(\\h*%1$s\\h*)$".formatted(CURRENCY);

  /**
   * The marks of an example such as {@code 1.234,56}.
   *
   * @throws IllegalArgumentException where it does not tell the decimal mark
   */
  public static Numbers like(String example) {
    Matcher matcher = EXAMPLE.matcher(example);
    if (!matcher.matches() || matcher.group("decimal").equals(matcher.group("mark"))) {
      throw new IllegalArgumentException(
          "Invalid example of a number: " + example + ", expected one such as 1.234,56");
    }
    String mark = matcher.group("mark") == null ? "" : matcher.group("mark");
    String thousands =
        mark.isEmpty()
            ? ""
            : BLANKS.contains(mark) ? BLANKS : APOSTROPHES.contains(mark) ? APOSTROPHES : mark;
    return new Numbers(matcher.group("decimal").charAt(0), thousands);
  }

  /** A number written so. */
  public String example() {
    return "1" + thousands.substring(0, Math.min(1, thousands.length())) + "234" + decimal + "56";
  }

  /** The number that a text is, rounded; null where it is none, or one beyond the type. */
  public Column value(Column text, DecimalType type) {
    NumberReader reader = reader();
    UDF1<String, BigDecimal> read = each -> reader.read(each, type);
    return udf(read, type).apply(text);
  }

  /** Whether a text is a number, of any size. */
  Column isWritten(Column text) {
    NumberReader reader = reader();
    UDF1<String, Boolean> isWritten = each -> each == null ? null : reader.isWritten(each);
    return udf(isWritten, Types.FLAG).apply(text);
  }

  private NumberReader reader() {
    return new NumberReader(
        equals(PLAIN), Pattern.compile(NEGATIVE), Pattern.compile(pattern()), thousands);
  }

  /** Of a number its sign, its whole and its part; of anything else nothing. */
  private String pattern() {
    String grouped =
        thousands.isEmpty() ? "" : "\\d{1,3}(?:[%1$s]\\d{2,3})*[%1$s]\\d{3}|".formatted(thousands);
    String number = "(?=\\%1$s?\\d)(%2$s\\d*)(?:\\%1$s(?:--?|(\\d*)))?".formatted(decimal, grouped);
    return "(?s)^(?:\\h*%1$s\\h*([+-]?)\\h*%1$s\\h*%2$s\\h*%1$s\\h*|.*)$"
        .formatted(CURRENCY, number);
  }
}
