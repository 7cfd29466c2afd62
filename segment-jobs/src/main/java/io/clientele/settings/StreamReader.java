package io.clientele.settings;

import io.clientele.settings.Settings.Files;
import io.clientele.silver.Orders;
import io.clientele.silver.Silver;
import io.clientele.source.files.FileStream;
import io.clientele.source.files.Layout;
import io.clientele.source.files.Mapping;
import io.clientele.table.Table;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/** Files as people describe them: where they lie, how records are cut out, what they fill. */
final class StreamReader {
  private enum Kind {
    CSV,
    JSON_LINES,
    PARQUET,
    LINES
  }

  private StreamReader() {}

  static Files files(Section section) {
    String connection = section.value("connection", Expected.name());
    Section streams = section.section("streams");
    List<FileStream> read = new ArrayList<>();
    for (String name : new TreeSet<>(streams.names())) {
      read.add(stream(connection, name, streams));
    }
    if (read.isEmpty()) {
      section.problem("streams", "found nothing, expected a description of at least one file");
    }
    requireTotals(streams, read);
    return new Files(section.optional("input", Expected.location()), read);
  }

  private static FileStream stream(String connection, String name, Section streams) {
    Section stream = streams.named(name, Expected.name());
    String path = stream.value("path", Expected.glob());
    Layout layout = layout(stream);
    return new FileStream(connection, name, path, layout, feeds(stream, layout));
  }

  /** Needed once all streams are known: an order's lines tell its total, where one has them. */
  private static void requireTotals(Section streams, List<FileStream> read) {
    Set<Table> fed =
        read.stream().flatMap(s -> s.feeds().keySet().stream()).collect(Collectors.toSet());
    if (!Silver.needed(Orders.TABLE, fed).contains(Orders.NET_TOTAL)) {
      return;
    }
    read.stream()
        .filter(stream -> stream.feeds().containsKey(Orders.TABLE))
        .map(stream -> streams.section(stream.name()).section("feeds"))
        .map(feeds -> feeds.section(Orders.TABLE.name()))
        .filter(orders -> orders.missing(Orders.NET_TOTAL.name()))
        .forEach(
            orders ->
                orders.problem(
                    Orders.NET_TOTAL.name(),
                    "found nothing, expected a column or a constant: orders need it, unless a"
                        + " stream feeds order_lines"));
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
      if (MappingReader.groups(pattern).isEmpty() && !stream.missing("pattern")) {
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

  private static Map<Table, Mapping> feeds(Section stream, Layout layout) {
    Section feeds = stream.section("feeds");
    Map<Table, Mapping> read = new HashMap<>();
    for (String name : feeds.names()) {
      Canonical.named(name)
          .ifPresentOrElse(
              canonical ->
                  read.put(
                      canonical.table(),
                      new MappingReader(canonical, layout, feeds.section(name)).read()),
              () -> feeds.problem(name, "unknown table" + Closest.hint(name, Canonical.names())));
    }
    if (feeds.names().isEmpty()) {
      stream.problem(
          "feeds",
          "found nothing, expected one or more of " + String.join(", ", Canonical.names()));
    }
    return read;
  }
}
