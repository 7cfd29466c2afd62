package io.clientele.settings;

import io.clientele.settings.Settings.Files;
import io.clientele.silver.Customers;
import io.clientele.silver.Numbers;
import io.clientele.silver.Origin;
import io.clientele.source.files.Condition;
import io.clientele.source.files.FileStream;
import io.clientele.source.files.Filter;
import io.clientele.source.files.Layout;
import io.clientele.source.files.Mapping;
import io.clientele.table.Table;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Files as people describe them: where they lie, how records are cut out, what they fill. */
final class StreamReader {
  private enum Kind {
    CSV,
    JSON_LINES,
    PARQUET,
    LINES
  }

  private StreamReader() {}

  /**
   * @param tax whether spend counts with its tax, where the tenant says
   */
  static Files files(Section section, Optional<Tax> tax) {
    String connection = section.value("connection", Expected.name());
    Section streams = section.section("streams");
    Set<String> fed = new TreeSet<>();
    streams.names().forEach(name -> fed.addAll(streams.section(name).section("feeds").names()));
    List<FileStream> read = new ArrayList<>();
    for (String name : new TreeSet<>(streams.names())) {
      Section stream = streams.named(name, Expected.name());
      String path = stream.value("path", Expected.glob());
      Around around = around(stream, tax, fed);
      read.add(new FileStream(connection, name, path, around.layout(), feeds(stream, around)));
    }
    if (read.isEmpty()) {
      section.problem("streams", "found nothing, expected a description of at least one file");
    }
    return new Files(section.optional("input", Expected.location()), read);
  }

  private static Around around(Section stream, Optional<Tax> tax, Set<String> fed) {
    return new Around(
        layout(stream),
        stream.optional("numbers", Expected.numbers()).orElse(Numbers.PLAIN),
        stream.list("times", Expected.timeFormat()),
        stream.optional("zone", Expected.zone()),
        tax,
        fed);
  }

  private static Layout layout(Section stream) {
    return switch (stream.value("layout", Expected.choice(Kind.class))) {
      case CSV ->
          new Layout.Csv(
              stream.optional("delimiter", Expected.character()).orElse(','),
              charset(stream),
              stream.optional("line-breaks", Expected.yesOrNo()).orElse(false));
      case JSON_LINES -> new Layout.JsonLines();
      case PARQUET -> new Layout.Parquet();
      case LINES ->
          new Layout.Lines(
              pattern(stream),
              stream.optional("header-lines", Expected.wholeNumber(0, 1000)).orElse(0),
              charset(stream));
    };
  }

  private static Charset charset(Section stream) {
    return stream.optional("charset", Expected.charset()).orElse(StandardCharsets.UTF_8);
  }

  private static Pattern pattern(Section stream) {
    String text = stream.value("pattern", Expected.text("a regular expression"));
    try {
      Pattern pattern = Pattern.compile(text);
      if (Around.groups(pattern).isEmpty() && !stream.missing("pattern")) {
        stream.problem("pattern", "found no named group, expected (?<name>...) for each column");
      }
      return pattern;
    } catch (PatternSyntaxException e) {
      stream.problem(
          "pattern",
          "found at position "
              + e.getIndex()
              + ": "
              + e.getDescription()
              + ", expected a regular expression");
      return Pattern.compile("");
    }
  }

  private static Map<Table, Mapping> feeds(Section stream, Around around) {
    Section feeds = stream.section("feeds");
    Filter filter = ConditionReader.filter(around, stream);
    Map<Table, Mapping> read = new HashMap<>();
    for (String name : feeds.names()) {
      Canonical.named(name)
          .ifPresentOrElse(
              canonical ->
                  read.put(
                      canonical.table(),
                      new MappingReader(canonical, around, feeds.section(name)).read(filter)),
              () -> feeds.problem(name, "unknown table" + Closest.hint(name, Canonical.names())));
    }
    if (feeds.names().isEmpty()) {
      stream.problem(
          "feeds",
          "found nothing, expected one or more of " + String.join(", ", Canonical.names()));
    }
    if (read.size() > 1) {
      read.computeIfPresent(Customers.TABLE, (table, mapping) -> namingOnly(mapping));
    }
    return read;
  }

  /** Where records are there for something else too, one that names nobody is no mistake. */
  private static Mapping namingOnly(Mapping customers) {
    List<Condition> named =
        Optional.ofNullable(customers.values().get(Origin.SOURCE_ID)).stream()
            .flatMap(value -> value.columns().stream())
            .<Condition>map(Condition.Present::new)
            .toList();
    return new Mapping(customers.values(), customers.filter().and(new Filter(named, List.of())));
  }
}
