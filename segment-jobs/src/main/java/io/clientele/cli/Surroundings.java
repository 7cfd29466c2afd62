package io.clientele.cli;

import java.io.PrintWriter;
import java.time.Instant;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The world of one process, as far as commands may see it.
 *
 * @param checkout folder of the product's own files, such as {@code conf/}
 * @param ids makes a run id where the person gave none
 */
record Surroundings(
    Map<String, String> environment,
    String userHome,
    String checkout,
    Supplier<Instant> clock,
    Supplier<String> ids,
    PrintWriter out,
    PrintWriter err) {}
