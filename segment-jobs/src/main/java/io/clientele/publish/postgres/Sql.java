package io.clientele.publish.postgres;

import java.io.Serializable;
import java.util.Collection;
import java.util.stream.Collectors;

/**
 * A statement out of a resource file. Places in braces take names and definitions; data never goes
 * there but by parameter.
 */
record Sql(String text) implements Serializable {

  /** Puts a quoted identifier in its place. */
  Sql name(String place, String identifier) {
    return put(place, quoted(identifier));
  }

  /** Puts quoted identifiers in their place, separated by commas. */
  Sql names(String place, Collection<String> identifiers) {
    return put(place, identifiers.stream().map(Sql::quoted).collect(Collectors.joining(", ")));
  }

  /** Puts a quoted text in its place, where Postgres takes no parameter. */
  Sql literal(String place, String value) {
    return put(place, "'" + value.replace("'", "''") + "'");
  }

  /** Puts text of our own in its place. */
  Sql put(String place, String value) {
    String braced = "{" + place + "}";
    if (!text.contains(braced)) {
      throw new IllegalArgumentException("Cannot fill " + braced + ": not a place of: " + text);
    }
    return new Sql(text.replace(braced, value));
  }

  static String quoted(String identifier) {
    return '"' + identifier.replace("\"", "\"\"") + '"';
  }
}
