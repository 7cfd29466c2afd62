package io.clientele.settings;

import static java.util.Objects.requireNonNull;

import io.clientele.silver.Notation;
import io.clientele.silver.Numbers;
import io.clientele.silver.Rates;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * What a key may hold.
 *
 * @param description ends the sentence "found ..., expected ..."
 * @param parse throws {@link IllegalArgumentException} or {@link DateTimeException} for a text that
 *     does not fit
 * @param instead stands in for a value that does not fit, so that reading goes on to the next
 *     problem; reading then ends in an error, so nobody gets to see it
 */
record Expected<T>(String description, Function<String, T> parse, T instead) {
  private static final String NAME = "[a-z][a-z0-9_]{0,39}";

  static Expected<String> text(String description) {
    return new Expected<>(description, text -> demand(!text.isBlank(), text), "");
  }

  /** A name that becomes part of keys and folders. */
  static Expected<String> name() {
    return new Expected<>(
        "a small letter, then up to 39 small letters, digits or _",
        text -> demand(text.matches(NAME), text),
        "");
  }

  static Expected<Charset> charset() {
    return new Expected<>(
        "a character set such as UTF-8 or windows-1252", Charset::forName, StandardCharsets.UTF_8);
  }

  /** A glob that stays below the input folder. */
  static Expected<String> glob() {
    return new Expected<>(
        "a pattern of files below the input, such as orders/*.csv", Expected::below, "");
  }

  /** How a date or time is written. */
  static Expected<String> timeFormat() {
    return new Expected<>(
        "how the date or time is written, such as dd/MM/yyyy HH:mm",
        text -> demand(Notation.isTime(text), text),
        "");
  }

  /** How numbers are written. */
  static Expected<Numbers> numbers() {
    return new Expected<>(
        "a number with two decimals and, where they are marked, thousands, such as 1.234,56",
        Numbers::like,
        Numbers.PLAIN);
  }

  /** For engines that know Java's expressions. */
  static Expected<String> regularExpression() {
    return new Expected<>(
        "a regular expression",
        text -> {
          requireNonNull(Pattern.compile(text));
          return text;
        },
        "");
  }

  /** A word for a condition, or a value; one that may be a word misspelt stands in a list. */
  static Expected<String> condition(List<String> words, String description) {
    return new Expected<>(
        description,
        text ->
            demand(
                words.contains(text) || (Closest.to(text, words).isEmpty() && !text.isBlank()),
                text),
        "");
  }

  /** A path, made absolute, or an address such as {@code s3a://bucket/lake}. */
  static Expected<String> location() {
    return new Expected<>(
        "a folder, a file or an address such as s3a://bucket/folder",
        text ->
            // A shell makes a home folder of ~; in a file it would become a folder of that name.
            demand(!text.isBlank() && !text.startsWith("~"), text).contains("://")
                ? text
                : Path.of(text).toAbsolutePath().normalize().toString(),
        "");
  }

  /** A store's address, without a user in it. */
  static Expected<String> endpoint() {
    return new Expected<>(
        "an address such as https://s3.example.com:9000",
        text -> demand(text.matches("https?://[^/@\\s]+/?"), text),
        "");
  }

  static Expected<Integer> wholeNumber(int least, int most) {
    return new Expected<>(
        "a whole number from " + least + " to " + most,
        text -> {
          int number = Integer.parseInt(text);
          return demand(number >= least && number <= most, number);
        },
        least);
  }

  static Expected<Double> number(double least, double most) {
    return new Expected<>(
        "a number from %s to %s".formatted(shown(least), shown(most)),
        text -> {
          double number = Double.parseDouble(demand(text.matches("[0-9]+(\\.[0-9]+)?"), text));
          return demand(number >= least && number <= most, number);
        },
        least);
  }

  private static String shown(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  static Expected<Long> seed() {
    return new Expected<>("a whole number of at most 18 digits", Expected::upTo18Digits, 0L);
  }

  static Expected<Boolean> yesOrNo() {
    return new Expected<>(
        "true or false",
        text -> demand(text.equals("true") || text.equals("false"), text.equals("true")),
        false);
  }

  static Expected<Character> character() {
    return new Expected<>("one character", text -> demand(text.length() == 1, text).charAt(0), ',');
  }

  static Expected<ZoneId> zone() {
    return new Expected<>("a time zone such as Europe/Berlin or UTC", ZoneId::of, ZoneOffset.UTC);
  }

  static Expected<String> currency() {
    return new Expected<>(
        "a currency of ISO 4217 such as EUR",
        text -> Currency.getInstance(text).getCurrencyCode(),
        "");
  }

  /** Money of one known currency. */
  static Expected<BigDecimal> amount() {
    return new Expected<>(
        "an amount from 0 up with at most 15 digits before and 4 behind the point",
        text ->
            new BigDecimal(demand(text.matches("[0-9]{1,15}(\\.[0-9]{1,4})?"), text))
                .stripTrailingZeros(),
        BigDecimal.ONE.negate());
  }

  /** Units of one currency for one of another. */
  static Expected<BigDecimal> rate() {
    return new Expected<>(
        "a number above 0 with at most %d digits before and %d behind the point"
            .formatted(Rates.WHOLE_DIGITS, Rates.DECIMALS),
        text -> {
          BigDecimal rate = new BigDecimal(text).stripTrailingZeros();
          boolean fits =
              rate.scale() <= Rates.DECIMALS
                  && rate.precision() - rate.scale() <= Rates.WHOLE_DIGITS;
          return demand(rate.signum() > 0 && fits, rate);
        },
        BigDecimal.ONE);
  }

  /** One of the constants, written small and with dashes. */
  static <E extends Enum<E>> Expected<E> choice(Class<E> type) {
    List<E> constants = List.of(type.getEnumConstants());
    String names = String.join(" or ", constants.stream().map(Expected::written).toList());
    return new Expected<>(
        names,
        text ->
            Arrays.stream(type.getEnumConstants())
                .filter(constant -> written(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(text)),
        constants.get(0));
  }

  private static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String below(String glob) {
    requireNonNull(FileSystems.getDefault().getPathMatcher("glob:" + glob));
    return demand(
        !glob.isBlank() && !glob.startsWith("/") && !List.of(glob.split("/")).contains(".."), glob);
  }

  private static long upTo18Digits(String text) {
    return Long.parseLong(demand(text.matches("-?[0-9]{1,18}"), text));
  }

  private static <T> T demand(boolean holds, T value) {
    if (!holds) {
      throw new IllegalArgumentException(String.valueOf(value));
    }
    return value;
  }
}
