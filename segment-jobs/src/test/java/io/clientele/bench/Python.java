package io.clientele.bench;

import io.clientele.testkit.Shared;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The stack of a data scientist: a generator of files, and one program from these to segments.
 *
 * @param program Python, with the packages that the two need
 * @param peers folder of the two
 */
record Python(String program, Path peers) {
  private static final String PACKAGES =
      "import duckdb, pyarrow, numpy, pandas, sklearn, xgboost, threadpoolctl";

  /** Idle threads of its libraries would spin and be counted. */
  private static final Map<String, String> THREADS =
      Map.of(
          "OPENBLAS_NUM_THREADS", "1",
          "OMP_NUM_THREADS", "2",
          "OMP_WAIT_POLICY", "passive",
          "OPENBLAS_CORETYPE", "",
          "OPENBLAS_L2_SIZE", "");

  /** The folder {@code shared/peers} beside or above the checkout. */
  static Optional<Path> peersNear(Path checkout) {
    return Shared.near(checkout, "peers/peer_pipeline.py").map(Path::getParent);
  }

  /**
   * Whether the program has what the two need.
   *
   * @param postgres as for {@link #run}
   */
  boolean works(String postgres) throws InterruptedException {
    try {
      String packages = postgres.isEmpty() ? PACKAGES : PACKAGES + ", psycopg";
      return new ProcessBuilder(program, "-c", packages)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start()
              .waitFor()
          == 0;
    } catch (IOException e) {
      // There is no such program.
      return false;
    }
  }

  void generate(String size, Path to, Path logs) throws IOException, InterruptedException {
    String script = peers.resolve("gen.py").toString();
    new MeasuredProcess(
            "generate",
            List.of(program, script, size, to.toString()),
            to,
            logs.resolve("generate.log"),
            Map.of())
        .run();
  }

  /**
   * Runs all its steps.
   *
   * @param postgres a server as its program takes it, {@code PORT:FOLDER}; empty: no publication
   */
  PeerSteps run(Path files, Path work, Path logs, String postgres)
      throws IOException, InterruptedException {
    Path told = work.resolve("steps.json");
    Files.createDirectories(work);
    Stream<String> words =
        Stream.of(
            program,
            peers.resolve("peer_pipeline.py").toString(),
            files.toString(),
            work.toString(),
            "--no-clickhouse",
            "--json",
            told.toString());
    Stream<String> server = postgres.isEmpty() ? Stream.of() : Stream.of("--pg", postgres);
    Measured whole =
        new MeasuredProcess(
                "peer",
                Stream.concat(words, server).toList(),
                work,
                logs.resolve("peer.log"),
                THREADS)
            .run();
    return PeerSteps.read(told, whole);
  }
}
