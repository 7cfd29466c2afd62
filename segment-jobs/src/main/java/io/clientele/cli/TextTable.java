package io.clientele.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under headings, aligned for a terminal; numbers stand to the right. */
final class TextTable {
  private final List<String> headings;
  private final Set<String> toTheRight;
  private final List<List<String>> rows = new ArrayList<>();

  TextTable(List<String> headings, Set<String> toTheRight) {
    this.headings = headings;
    this.toTheRight = toTheRight;
  }

  void add(List<String> cells) {
    rows.add(cells);
  }

  @Override
  public String toString() {
    List<Integer> widths =
        IntStream.range(0, headings.size())
            .map(i -> Math.max(headings.get(i).length(), widest(i)))
            .boxed()
            .toList();
    String rule = widths.stream().map("-"::repeat).collect(Collectors.joining("  "));
    List<String> lines = new ArrayList<>();
    lines.add(line(headings, widths));
    lines.add(rule);
    rows.forEach(row -> lines.add(line(row, widths)));
    return String.join(System.lineSeparator(), lines);
  }

  private int widest(int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private String line(List<String> cells, List<Integer> widths) {
    return IntStream.range(0, cells.size())
        .mapToObj(i -> padded(cells.get(i), widths.get(i), toTheRight.contains(headings.get(i))))
        .collect(Collectors.joining("  "))
        .stripTrailing();
  }

  private static String padded(String cell, int width, boolean right) {
    String blanks = " ".repeat(width - cell.length());
    return right ? blanks + cell : cell + blanks;
  }
}
