package io.clientele.publish.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** Statements of a resource file, each headed by a line {@code -- name: its-name}. */
final class SqlFile {
  private static final Pattern HEAD = Pattern.compile("(?m)^-- name: ");

  private final String file;
  private final Map<String, Sql> statements;

  private SqlFile(String file, Map<String, Sql> statements) {
    this.file = file;
    this.statements = statements;
  }

  static SqlFile of(String file) {
    Map<String, Sql> statements = new LinkedHashMap<>();
    HEAD.splitAsStream(text(file))
        .skip(1)
        .forEach(
            block -> {
              int end = block.indexOf('\n');
              statements.put(
                  block.substring(0, end).strip(), new Sql(block.substring(end).strip()));
            });
    return new SqlFile(file, statements);
  }

  /** The whole of a resource file beside this class. */
  static String text(String file) {
    try (InputStream in = SqlFile.class.getResourceAsStream(file)) {
      if (in == null) {
        throw new IllegalStateException("Cannot read " + file + ": not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Sql statement(String name) {
    Sql statement = statements.get(name);
    if (statement == null) {
      throw new IllegalArgumentException(
          "Cannot run " + name + ": " + file + " has " + statements.keySet());
    }
    return statement;
  }
}
