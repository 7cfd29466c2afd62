package io.clientele.cli;

import io.clientele.generate.Generation;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a shop up, with the truth about it beside. */
@Command(
    name = "generate",
    mixinStandardHelpOptions = true,
    description =
        "Writes the files of a made-up shop: customers, orders, lines, refunds, products, consents,"
            + " messages, events, and the truth behind them. The same arguments write the same bytes.",
    footer = {
      "",
      "Examples:",
      "  clientele generate --to shop",
      "  clientele generate --to big-shop --size M --seed 7"
    })
final class GenerateCommand implements Callable<Integer> {
  private final Surroundings surroundings;

  @Mixin private WorldOptions world;
  @Mixin private OutputOption output;
  @Mixin private HomeOptions home;

  @Option(
      names = "--to",
      paramLabel = "FOLDER",
      description =
          "Folder to write: new, empty, or with a former generation. Default: shop in the home"
              + " folder.")
  private Path folder;

  GenerateCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Path target = folder == null ? home.home(surroundings).resolve("shop") : folder;
    Generation generation = world.generate(target.toAbsolutePath().normalize(), surroundings.err());
    if (output.isJson()) {
      CommandLines.printJson(surroundings, json(generation));
    } else {
      TextTable table = new TextTable(List.of("file", "rows", "bytes"), Set.of("rows", "bytes"));
      generation
          .files()
          .forEach(
              file ->
                  table.add(
                      List.of(
                          file.name(), Numbers.count(file.rows()), Numbers.count(file.bytes()))));
      surroundings.out().println(table);
    }
    return 0;
  }

  private static Map<String, Object> json(Generation generation) {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("customers", generation.customers());
    json.put("seed", generation.seed());
    json.put("as_of", generation.asOf().toString());
    json.put("files", generation.files());
    return json;
  }
}
