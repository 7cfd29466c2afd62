package io.clientele.cli;

import io.clientele.job.Verdict;
import io.clientele.table.Check.Outcome;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Verdicts, worst first; of those that hold, a line for each table. */
record VerdictTable(List<Verdict> verdicts) {
  private static final List<Outcome> WORST_FIRST =
      List.of(Outcome.FAIL, Outcome.ERROR, Outcome.WARN, Outcome.PASS);
  private static final MathContext DIGITS = new MathContext(4);

  @Override
  public String toString() {
    TextTable table =
        new TextTable(List.of("outcome", "table", "check", "found", "says"), Set.of("found"));
    verdicts.stream()
        .filter(verdict -> verdict.result().outcome() != Outcome.PASS)
        .sorted(Comparator.comparing(verdict -> WORST_FIRST.indexOf(verdict.result().outcome())))
        .forEach(verdict -> table.add(line(verdict)));
    passed().forEach((id, checks) -> table.add(List.of("PASS", id, checks, "", "")));
    return table.toString();
  }

  private Map<String, String> passed() {
    return verdicts.stream()
        .filter(verdict -> verdict.result().outcome() == Outcome.PASS)
        .collect(
            Collectors.groupingBy(
                verdict -> verdict.table().id(),
                TreeMap::new,
                Collectors.collectingAndThen(
                    Collectors.counting(),
                    count -> count == 1 ? "1 check" : Numbers.count(count) + " checks")));
  }

  private static List<String> line(Verdict verdict) {
    return List.of(
        verdict.result().outcome().name(),
        verdict.table().id(),
        verdict.result().check(),
        verdict.result().value() == null ? "" : number(verdict.result().value()),
        verdict.result().says());
  }

  private static String number(double value) {
    return Double.isFinite(value)
        ? new BigDecimal(value).round(DIGITS).stripTrailingZeros().toPlainString()
        : Double.toString(value);
  }
}
