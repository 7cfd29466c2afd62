package io.clientele.source.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import org.apache.spark.sql.api.java.UDF1;

/**
 * The texts of a JSON object's members by their names; of an array or object as it is written. Null
 * where the record is anything else than one whole object, or has one of the members twice: nobody
 * can tell which is meant.
 */
record JsonCells(List<String> columns) implements UDF1<String, String[]> {
  private static final JsonFactory JSON = new JsonFactory();
  private static final char UNREAD = '\uFFFD';

  @Override
  public String[] call(String record) {
    try (JsonParser parser = JSON.createParser(record)) {
      return parser.nextToken() == JsonToken.START_OBJECT ? cells(parser, record) : null;
    } catch (IOException e) {
      // What is wrong with it is told by its being in quarantine.
      return null;
    }
  }

  private String[] cells(JsonParser parser, String record) throws IOException {
    String[] cells = new String[columns.size()];
    boolean[] seen = new boolean[columns.size()];
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      int column = columns.indexOf(parser.currentName());
      parser.nextToken();
      if (column < 0) {
        parser.skipChildren();
      } else if (seen[column]) {
        return null;
      } else {
        seen[column] = true;
        cells[column] = text(parser, record);
      }
    }
    return parser.nextToken() == null ? cells : null;
  }

  private static String text(JsonParser parser, String record) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> null;
      case VALUE_STRING -> whole(parser.getText());
      case VALUE_NUMBER_FLOAT -> plain(parser.getText());
      case START_ARRAY, START_OBJECT -> {
        int from = (int) parser.currentTokenLocation().getCharOffset();
        parser.skipChildren();
        yield record.substring(from, (int) parser.currentLocation().getCharOffset());
      }
      default -> parser.getText();
    };
  }

  /** Half a character, which nothing can store, as the mark of one that could not be read. */
  private static String whole(String text) {
    return hasSurrogates(text)
        ? text.codePoints()
            .map(c -> isHalf(c) ? UNREAD : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
        : text;
  }

  /** Looked for in a loop of its own: a stream for each text costs more than reading it. */
  private static boolean hasSurrogates(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        return true;
      }
    }
    return false;
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  /** Writers of JSON put .0 behind whole numbers as they like: keys must not hang on it. */
  private static String plain(String number) {
    return number.indexOf('e') >= 0 || number.indexOf('E') >= 0
        ? number
        : new BigDecimal(number).stripTrailingZeros().toPlainString();
  }
}
