package io.clientele.settings;

import io.clientele.silver.Notation;
import io.clientele.silver.Numbers;
import io.clientele.source.files.Layout;
import io.clientele.table.Field;
import io.clientele.table.Types;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a feed takes from around it.
 *
 * @param times formats of the stream's times; ISO 8601 where there is none
 * @param zone of the stream's times; the tenant's where there is none
 * @param tax whether spend counts with its tax, where the tenant says
 * @param fed the tables that any stream fills
 */
record Around(
    Layout layout,
    Numbers numbers,
    List<String> times,
    Optional<ZoneId> zone,
    Optional<Tax> tax,
    Set<String> fed) {
  private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");
  private static final Pattern ESCAPED = Pattern.compile("\\\\.");

  Around {
    times = List.copyOf(times);
    fed = Set.copyOf(fed);
  }

  /** How a field is written where it does not say so itself. */
  Notation notation(Field field) {
    if (field.type().equals(Types.INSTANT)) {
      return Notation.ofTimes(times, zone);
    }
    return field.type().equals(Types.AMOUNT) ? Notation.ofNumbers(numbers) : Notation.PLAIN;
  }

  /** Notes a column that no record can have; only a pattern tells that before a file is seen. */
  void requireColumn(Section section, String key, String column) {
    if (layout instanceof Layout.Lines lines) {
      Set<String> groups = groups(lines.pattern());
      // A pattern without groups is told of once, not for every column.
      if (!groups.isEmpty() && !groups.contains(column)) {
        section.problem(
            key, "found no group '" + column + "' in the pattern" + Closest.hint(column, groups));
      }
    }
  }

  /** The named groups of a pattern; Java tells them only from version 20 on. */
  static Set<String> groups(Pattern pattern) {
    String unescaped = ESCAPED.matcher(pattern.pattern()).replaceAll("");
    return GROUP
        .matcher(unescaped)
        .results()
        .map((MatchResult group) -> group.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
