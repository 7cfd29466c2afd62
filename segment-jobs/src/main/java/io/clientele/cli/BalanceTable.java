package io.clientele.cli;

import io.clientele.job.Accounted;
import io.clientele.step.Balance;
import io.clientele.table.Fate;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** What became of the records of a job, for people and for scripts. */
record BalanceTable(List<Accounted> accounts) {

  @Override
  public String toString() {
    List<String> fates = Arrays.stream(Fate.values()).map(Accounted::word).toList();
    List<String> headings = new ArrayList<>(List.of("table", "of", "received"));
    headings.addAll(fates);
    TextTable table = new TextTable(headings, new HashSet<>(headings.subList(2, headings.size())));
    for (Accounted account : accounts) {
      Balance balance = account.balance();
      String id = account.table().id();
      table.add(
          line(
              id,
              balance.whole() ? "all records" : "records",
              Numbers.count(balance.announced()),
              fate -> Numbers.count(balance.of(fate))));
      balance
          .money()
          .forEach(
              sums ->
                  table.add(
                      line(
                          "",
                          sums.currency(),
                          Numbers.amount(sums.total()),
                          fate -> Numbers.amount(sums.of(fate)))));
    }
    return table.toString();
  }

  private static List<String> line(
      String table, String of, String received, Function<Fate, String> cell) {
    List<String> cells = new ArrayList<>(List.of(table, of, received));
    Arrays.stream(Fate.values()).map(cell).forEach(cells::add);
    return cells;
  }

  List<Map<String, Object>> json() {
    return accounts.stream().map(BalanceTable::json).toList();
  }

  private static Map<String, Object> json(Accounted account) {
    Balance balance = account.balance();
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("table", account.table().id());
    told.put("all_records", balance.whole());
    told.put("received", balance.announced());
    for (Fate fate : Fate.values()) {
      told.put(Accounted.word(fate).replace(' ', '_'), balance.of(fate));
    }
    told.put("money", balance.money().stream().map(BalanceTable::json).toList());
    return told;
  }

  private static Map<String, Object> json(Balance.Sums sums) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("currency", sums.currency());
    told.put("received", plain(sums.total()));
    for (Fate fate : Fate.values()) {
      told.put(Accounted.word(fate).replace(' ', '_'), plain(sums.of(fate)));
    }
    return told;
  }

  /** As text: a reader of JSON would make a binary fraction of it. */
  private static String plain(BigDecimal amount) {
    return amount.toPlainString();
  }
}
