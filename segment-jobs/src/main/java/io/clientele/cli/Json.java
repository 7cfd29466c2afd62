package io.clientele.cli;

import com.fasterxml.jackson.databind.ObjectMapper;

/** The one JSON writer of the command line. */
final class Json {
  static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}
}
