package io.clientele.job;

import io.clientele.step.Balance;
import io.clientele.table.Check.Outcome;
import io.clientele.table.Check.Result;
import io.clientele.table.Fate;
import io.clientele.table.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A table, and what became of the records that a step received for it. */
public record Accounted(Table table, Balance balance) {
  /** Under which what came is kept in {@code ops.checks}. */
  static final String RECEIVED = "received";

  /** The same where all records were read again, which says nothing of how many mostly come. */
  private static final String RECEIVED_ANEW = "received anew";

  /** The figures as they are kept in {@code ops.checks}. */
  List<Verdict> figures() {
    List<Verdict> figures = new ArrayList<>();
    figures.add(figure(balance.whole() ? RECEIVED_ANEW : RECEIVED, (double) balance.accounted()));
    for (Fate fate : Fate.values()) {
      figures.add(figure(word(fate), (double) balance.of(fate)));
      balance.money().stream()
          .filter(sums -> sums.amounts().containsKey(fate))
          .map(sums -> figure(word(fate) + " " + sums.currency(), sums.of(fate).doubleValue()))
          .forEach(figures::add);
    }
    return figures;
  }

  private Verdict figure(String name, double value) {
    return new Verdict(table, new Result(name, Outcome.PASS, value, "Records, or money of them."));
  }

  /** A fate in small letters. */
  public static String word(Fate fate) {
    return fate.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
