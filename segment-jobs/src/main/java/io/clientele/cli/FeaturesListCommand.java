package io.clientele.cli;

import io.clientele.feature.Catalogue;
import io.clientele.feature.Feature;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The data dictionary of customers' features. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists every feature of a customer: name, type, unit, source and meaning.",
    footer = {
      "",
      "Examples:",
      "  clientele features list",
      "  clientele features list --output json"
    })
final class FeaturesListCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  /** Taken for the launcher, which looks for it: nothing is read there. */
  @Mixin HomeOptions home;

  @Mixin private OutputOption output;

  FeaturesListCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    if (output.isJson()) {
      CommandLines.printJson(
          surroundings, Catalogue.FEATURES.stream().map(FeaturesListCommand::json).toList());
      return 0;
    }

    TextTable table =
        new TextTable(List.of("feature", "type", "unit", "source", "meaning"), Set.of());
    Catalogue.FEATURES.forEach(feature -> table.add(List.copyOf(cells(feature).values())));
    surroundings.out().println(table);
    return 0;
  }

  private static Map<String, Object> json(Feature feature) {
    Map<String, Object> json = new LinkedHashMap<>(cells(feature));
    json.put("sources", feature.sources());
    json.put("nullable", feature.field().nullable());
    json.remove("source");
    return json;
  }

  private static Map<String, String> cells(Feature feature) {
    Map<String, String> cells = new LinkedHashMap<>();
    cells.put("feature", feature.field().name());
    cells.put("type", feature.field().type().simpleString());
    cells.put("unit", feature.unit().name().toLowerCase(Locale.ROOT));
    cells.put("source", String.join(", ", feature.sources()));
    cells.put("meaning", feature.field().doc());
    return cells;
  }
}
