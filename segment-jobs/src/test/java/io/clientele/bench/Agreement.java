package io.clientele.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Our features against DuckDB's: every customer, every column. */
record Agreement(Path lake, LocalDate asOf, Path theirs) {
  /** Figures are equal where they differ by no more than this share. */
  private static final double TOLERANCE = 1e-9;

  private static final String PAIRED = "join theirs on customer_id = 'shop:' || customer";

  /** What differs, a line each; empty where nothing does. */
  List<String> differences() throws SQLException, IOException {
    try (Duck duck = Duck.open(theirs.resolveSibling("duckdb-scratch"))) {
      duck.view("gold", lake.resolve("gold/customer_features"));
      duck.run(
          "create view ours as select * exclude (as_of) from gold where as_of = date '%s'"
              .formatted(asOf),
          "create view theirs as select * from read_parquet('%s')".formatted(theirs));
      List<String> differences = new ArrayList<>();
      long alone =
          duck.count(
              "select count(*) from ours full "
                  + PAIRED
                  + " where customer is null or customer_id is null");
      if (alone > 0 || duck.count("select count(*) from ours") == 0) {
        differences.add("%d customers are known to one alone".formatted(alone));
      }
      for (String feature :
          duck.answers(
              "select column_name from (describe ours) where column_name <> 'customer_id'")) {
        long rows = duck.count(differing(feature));
        if (rows > 0) {
          differences.add("%s differs for %d customers".formatted(feature, rows));
        }
      }
      return differences;
    }
  }

  private static String differing(String feature) {
    return """
        select count(*) from ours %3$s
        where case when typeof(ours.%1$s) = 'VARCHAR'
          then ours.%1$s::varchar is distinct from theirs.%1$s::varchar
          else (ours.%1$s is null) <> (theirs.%1$s is null)
            or abs(try_cast(ours.%1$s as double) - try_cast(theirs.%1$s as double))
              > %2$s * greatest(1, abs(try_cast(ours.%1$s as double))) end
        """
        .formatted(feature, TOLERANCE, PAIRED);
  }
}
