package io.clientele.settings;

import io.clientele.source.files.Layout;
import io.clientele.source.files.Mapping;
import io.clientele.source.files.Mapping.Value;
import io.clientele.table.Field;
import io.clientele.table.Types;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which columns of a file fill the fields of one canonical table. */
final class MappingReader {
  private static final Expected<String> COLUMN = Expected.text("a column of the file");
  private static final Pattern GROUP = Pattern.compile("\\(\\?<([a-zA-Z][a-zA-Z0-9]*)>");
  private static final Pattern ESCAPED = Pattern.compile("\\\\.");

  private final Canonical canonical;
  private final Layout layout;
  private final Section feed;

  MappingReader(Canonical canonical, Layout layout, Section feed) {
    this.canonical = canonical;
    this.layout = layout;
    this.feed = feed;
  }

  Mapping read() {
    Map<String, Field> fields = canonical.fields();
    Map<Field, Value> values = new HashMap<>();
    for (String name : feed.names()) {
      if (!fields.containsKey(name)) {
        feed.problem(
            name,
            "unknown field of " + canonical.table().name() + Closest.hint(name, fields.keySet()));
      } else {
        value(fields.get(name)).ifPresent(value -> values.put(fields.get(name), value));
      }
    }

    canonical.needed().stream()
        .sorted(Comparator.comparing(Field::name))
        .filter(field -> feed.missing(field.name()))
        .forEach(
            field ->
                feed.problem(
                    field.name(),
                    "found nothing, expected a column or a constant: "
                        + canonical.table().name()
                        + " need it"));
    return new Mapping(values);
  }

  /** A column's name, or one of column and constant below the key; empty where left out. */
  private Optional<Value> value(Field field) {
    if (!feed.isSection(field.name())) {
      Optional<String> column = feed.optional(field.name(), COLUMN);
      column.ifPresent(name -> requireGroup(feed, field.name(), name));
      return column.map(Value::column);
    }

    Section value = feed.section(field.name());
    Optional<String> column = value.optional("column", COLUMN);
    Optional<String> constant = value.optional("constant", Expected.text("a value"));
    Optional<String> format = value.optional("format", Expected.timeFormat());
    if (column.isPresent() == constant.isPresent()) {
      feed.problem(
          field.name(),
          "found " + (column.isPresent() ? "both" : "neither") + ", expected column or constant");
      return Optional.empty();
    }
    if (format.isPresent() && (constant.isPresent() || !field.type().equals(Types.INSTANT))) {
      value.problem("format", "found one, expected it only at columns of dates and times");
    }
    column.ifPresent(name -> requireGroup(value, "column", name));
    return Optional.of(new Value(column, constant, format));
  }

  private void requireGroup(Section section, String key, String column) {
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
