package io.clientele.settings;

import io.clientele.source.files.Condition;
import io.clientele.source.files.Condition.Sign;
import io.clientele.source.files.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Conditions on a record's columns, by their names. */
final class ConditionReader {
  /** Below which conditions stand: all must hold of a record, and none may. */
  static final List<String> KEYS = List.of("only", "except");

  private static final List<String> WORDS =
      List.of("present", "absent", "positive", "negative", "zero");
  private static final String EXPECTED =
      String.join(", ", WORDS) + ", a value, a list of values, or matches";

  private final Around around;
  private final Section section;

  private ConditionReader(Around around, Section section) {
    this.around = around;
    this.section = section;
  }

  /** What a stream or a feed takes of the records. */
  static Filter filter(Around around, Section section) {
    List<List<Condition>> read =
        KEYS.stream().map(key -> new ConditionReader(around, section.section(key)).read()).toList();
    return new Filter(read.get(0), read.get(1));
  }

  private List<Condition> read() {
    List<Condition> read = new ArrayList<>();
    for (String column : section.names()) {
      around.requireColumn(section, column, column);
      condition(column).ifPresent(read::add);
    }
    return read;
  }

  private Optional<Condition> condition(String column) {
    if (section.missing(column)) {
      section.problem(column, "found nothing, expected " + EXPECTED);
      return Optional.empty();
    }
    if (section.isSection(column)) {
      String regex = section.section(column).value("matches", Expected.regularExpression());
      return Optional.of(new Condition.Matches(column, regex));
    }
    if (section.isList(column)) {
      List<String> values = section.list(column, Expected.text("a value"));
      return Optional.of(new Condition.OneOf(column, values));
    }
    return section
        .optional(column, Expected.condition(WORDS, EXPECTED))
        .map(word -> said(column, word));
  }

  private Condition said(String column, String word) {
    return switch (word) {
      case "present" -> new Condition.Present(column);
      case "absent" -> new Condition.Absent(column);
      case "positive", "negative", "zero" ->
          new Condition.Signed(
              column, Sign.valueOf(word.toUpperCase(Locale.ROOT)), around.numbers());
      default -> new Condition.OneOf(column, List.of(word));
    };
  }
}
