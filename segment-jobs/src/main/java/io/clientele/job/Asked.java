package io.clientele.job;

import io.clientele.history.CustomerHistory;
import io.clientele.table.Table;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * What is asked of one run beyond what every run does.
 *
 * @param forgetting paths of files, below the input, whose records are to leave
 * @param rebuilding what is built anew although nothing of it may have changed
 */
public record Asked(Set<String> forgetting, Set<Rebuild> rebuilding) {
  public static final Asked NOTHING = new Asked(Set.of(), Set.of());

  /** What else follows changes from run to run. */
  public enum Rebuild {
    SILVER,
    HISTORIES;

    private Collection<Table> tables(JobGraph graph) {
      return this == HISTORIES
          ? List.of(CustomerHistory.TABLE)
          : graph.job("clean").steps().stream().map(step -> step.output()).toList();
    }
  }

  public Asked {
    forgetting = Set.copyOf(forgetting);
    rebuilding = Set.copyOf(rebuilding);
  }

  /** Ids of the tables that are not to follow changes. */
  Set<String> anew(JobGraph graph) {
    return rebuilding.stream()
        .flatMap(each -> each.tables(graph).stream())
        .map(Table::id)
        .collect(Collectors.toUnmodifiableSet());
  }

  /** The same for the same wishes, empty without any: by it the ledger knows them again. */
  String text() {
    StringBuilder text = new StringBuilder();
    if (!forgetting.isEmpty()) {
      text.append("forget ").append(new TreeSet<>(forgetting));
    }
    if (!rebuilding.isEmpty()) {
      text.append(text.isEmpty() ? "" : ", ")
          .append("rebuild ")
          .append(EnumSet.copyOf(rebuilding).toString().toLowerCase(Locale.ROOT));
    }
    return text.toString();
  }
}
