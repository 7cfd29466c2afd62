package io.clientele.silver;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.apache.spark.sql.types.Decimal;
import org.apache.spark.sql.types.DecimalType;
import org.apache.spark.unsafe.types.UTF8String;

/**
 * Reads texts as numbers. A function of its own rather than a column of built-ins: of those it took
 * four regular expressions and some forty nodes for each field, twice where a text is refused, and
 * planning them cost more than the rows of small files.
 *
 * @param simple whether most texts need no more than a cast
 * @param negative a number that parentheses or a minus behind it make negative: what is in its
 *     groups is left of it
 * @param number groups of a number its sign, its whole and its part; of anything else nothing
 * @param dropped the marks between thousands
 */
record NumberReader(boolean simple, Pattern negative, Pattern number, String dropped)
    implements Serializable {
  private static final Pattern EXPONENT =
      Pattern.compile("^[+-]?(\\d+\\.?\\d*|\\.\\d+)[eE][+-]?\\d+$");

  /** Spark would write out all of the zeros, up to the end of its memory. */
  private static final Pattern FAR_EXPONENT = Pattern.compile("[eE][+-]?\\p{Nd}{4}");

  private static final String POINT = ".";
  private static final char MARK = 'd';

  /** The number, rounded; null where the text is null, no number, or one beyond the type. */
  BigDecimal read(String text, DecimalType type) {
    if (text == null) {
      return null;
    }
    BigDecimal near = simple && !isFar(text) ? cast(text, type) : null;
    return near == null ? cast(plain(text), type) : near;
  }

  /** Whether the text is a number, of any size. */
  boolean isWritten(String text) {
    return (simple && EXPONENT.matcher(text).find()) || !plain(text).equals(POINT);
  }

  private static boolean isFar(String text) {
    return (text.indexOf('e') >= 0 || text.indexOf('E') >= 0) && FAR_EXPONENT.matcher(text).find();
  }

  /**
   * The text with a decimal point, and beside it nothing but digits and a sign before them; the
   * point alone where it is no number.
   */
  private String plain(String text) {
    String dashed = text.replace('\u2212', '-').replace('\u2013', '-');
    String signed = negative.matcher(dashed).replaceAll("-$1$2$3");
    // The decimal mark goes by another name while the marks of thousands are dropped.
    String marked = number.matcher(signed).replaceAll("$1$2" + MARK + "$3");
    StringBuilder plain = new StringBuilder(marked.length());
    for (int i = 0; i < marked.length(); i++) {
      char each = marked.charAt(i);
      if (each == MARK) {
        plain.append(POINT);
      } else if (dropped.indexOf(each) < 0) {
        plain.append(each);
      }
    }
    return plain.toString();
  }

  /** As Spark's try_cast does. */
  private static BigDecimal cast(String text, DecimalType type) {
    Decimal read = Decimal.fromString(UTF8String.fromString(text));
    return read != null && read.changePrecision(type.precision(), type.scale())
        ? read.toJavaBigDecimal()
        : null;
  }
}
