package io.clientele.cli;

import io.clientele.step.Reason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Why records were rejected, for people and for scripts; nothing of what they held. */
record ReasonTable(List<Reason> reasons) {

  @Override
  public String toString() {
    TextTable table =
        new TextTable(List.of("table", "code", "field", "records", "places"), Set.of("records"));
    reasons.forEach(
        reason ->
            table.add(
                List.of(
                    reason.table(),
                    reason.code(),
                    reason.field(),
                    Numbers.count(reason.count()),
                    String.join(", ", reason.places()))));
    return table.toString();
  }

  List<Map<String, Object>> json() {
    return reasons.stream().map(ReasonTable::json).toList();
  }

  private static Map<String, Object> json(Reason reason) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("table", reason.table());
    told.put("code", reason.code());
    told.put("field", reason.field());
    told.put("records", reason.count());
    told.put("places", reason.places());
    return told;
  }
}
