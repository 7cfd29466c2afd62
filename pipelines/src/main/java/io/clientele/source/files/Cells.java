package io.clientele.source.files;

import static org.apache.spark.sql.functions.udf;

import io.clientele.table.Types;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;

/** The texts of named columns of a record. */
record Cells(Layout layout, List<String> columns) {
  private static final ArrayType TEXTS = DataTypes.createArrayType(Types.TEXT);

  /**
   * All the texts at once, null where the record cannot be cut. To be kept as a column before
   * {@link #text} picks from it, else every record is cut anew for each of its texts.
   */
  Column cut() {
    if (layout instanceof Layout.Csv csv) {
      // from_csv knows one order of columns for all records; here each file has its own header.
      return once(udf(new CsvCells(csv.delimiter(), columns), TEXTS))
          .apply(FileRecords.HEADER.col(), FileRecords.RECORD.col());
    }
    if (layout instanceof Layout.Lines lines) {
      // regexp_extract gives one group, by number, and matches anew for each.
      return once(udf(new LineCells(lines.pattern(), columns), TEXTS))
          .apply(FileRecords.RECORD.col());
    }
    // from_json reads a number as a double first, and money loses digits; try_parse_json passes
    // over what stands behind the object, and puts a question mark for half of a character.
    return once(udf(new JsonCells(columns), TEXTS)).apply(FileRecords.RECORD.col());
  }

  /** Else Spark moves a filter below the cutting, with a cutting of its own for each column. */
  private static UserDefinedFunction once(UserDefinedFunction cutting) {
    return cutting.asNondeterministic();
  }

  /** One column's text: null where the record does not have it, perhaps empty where it is. */
  Column text(Column cut, String column) {
    return cut.getItem(columns.indexOf(column));
  }

  /** Cells by the names in the file's own header; a header is read anew only where it changes. */
  private static final class CsvCells implements UDF2<String, String, String[]> {
    private final char delimiter;
    private final List<String> columns;
    private transient volatile Header last;

    CsvCells(char delimiter, List<String> columns) {
      this.delimiter = delimiter;
      this.columns = columns;
    }

    @Override
    public String[] call(String headerLine, String record) {
      Header names = header(headerLine);
      List<String> cells = CsvText.cells(record, delimiter).orElse(List.of());
      return cells.size() == names.width() ? names.pick(cells) : null;
    }

    private Header header(String text) {
      Header header = last;
      if (header == null || !header.text().equals(text)) {
        List<String> names = Cells.names(text, delimiter);
        header = new Header(text, names.size(), columns.stream().map(names::indexOf).toList());
        last = header;
      }
      return header;
    }
  }

  private record Header(String text, int width, List<Integer> positions) {
    String[] pick(List<String> cells) {
      String[] picked = new String[positions.size()];
      for (int i = 0; i < positions.size(); i++) {
        int position = positions.get(i);
        picked[i] = position < 0 ? null : cells.get(position);
      }
      return picked;
    }
  }

  /** The columns that a header line names; blanks around a name do not count. */
  static List<String> names(String header, char delimiter) {
    return CsvText.cells(header, delimiter).orElse(List.of()).stream().map(String::strip).toList();
  }

  /** The pattern's groups, where it matches the whole line. */
  private record LineCells(Pattern pattern, List<String> columns)
      implements UDF1<String, String[]> {
    @Override
    public String[] call(String line) {
      Matcher matcher = pattern.matcher(line);
      return matcher.matches() ? columns.stream().map(matcher::group).toArray(String[]::new) : null;
    }
  }
}
