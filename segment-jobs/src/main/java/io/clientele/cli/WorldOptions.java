package io.clientele.cli;

import io.clientele.generate.Generation;
import io.clientele.generate.Generator;
import io.clientele.generate.Size;
import io.clientele.problem.UserError;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which made-up shop. */
final class WorldOptions {
  @Option(
      names = "--size",
      paramLabel = "S|M|L",
      description =
          "S: 20,000 customers and about a million events (default). M: ten times that. L: 50 times.")
  private Size size;

  @Option(
      names = "--customers",
      paramLabel = "N",
      description = "Any other number of customers, instead of --size.")
  private Integer customers;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "42",
      description = "The same seed makes the same files. Default: 42.")
  private long seed;

  Generation generate(Path folder, PrintWriter err) {
    if (size != null && customers != null) {
      throw new UserError("Cannot generate: both --size and --customers are given. Give one.");
    }
    Generator generator =
        customers == null
            ? Generator.of(size == null ? Size.S : size, seed)
            : Generator.of(customers, seed);
    err.println("generating a shop into " + folder);
    Generation generation =
        generator.writeTo(
            folder,
            progress ->
                err.printf(
                    "  %s of %s customers%n",
                    Numbers.count(progress.done()), Numbers.count(progress.all())));
    err.flush();
    return generation;
  }
}
