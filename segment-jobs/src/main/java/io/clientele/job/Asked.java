package io.clientele.job;

import io.clientele.history.CustomerHistory;
import io.clientele.silver.Rejected;
import io.clientele.table.Table;
import java.util.ArrayList;
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
 * @param rejected what is done about records that earlier runs rejected
 */
public record Asked(Set<String> forgetting, Set<Rebuild> rebuilding, Rejected rejected) {
  public static final Asked NOTHING = new Asked(Set.of(), Set.of(), Rejected.LEFT);

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
    List<String> wishes = new ArrayList<>();
    if (!forgetting.isEmpty()) {
      wishes.add("forget " + new TreeSet<>(forgetting));
    }
    if (!rebuilding.isEmpty()) {
      wishes.add("rebuild " + EnumSet.copyOf(rebuilding).toString().toLowerCase(Locale.ROOT));
    }
    if (rejected == Rejected.RETRIED) {
      wishes.add("retry rejected records");
    }
    return String.join(", ", wishes);
  }
}
