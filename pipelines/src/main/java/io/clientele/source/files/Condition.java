package io.clientele.source.files;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;

import io.clientele.silver.Numbers;
import io.clientele.table.Types;
import java.util.List;
import java.util.TreeSet;
import org.apache.spark.sql.Column;

/** What may hold of the text in one column of a record. */
public sealed interface Condition {
  String column();

  /**
   * Whether it holds of a text, which is null where the column is blank; null where that cannot be
   * judged.
   */
  Column holds(Column text);

  /** Something stands there. */
  record Present(String column) implements Condition {
    @Override
    public Column holds(Column text) {
      return text.isNotNull();
    }
  }

  /** Nothing stands there. */
  record Absent(String column) implements Condition {
    @Override
    public Column holds(Column text) {
      return text.isNull();
    }
  }

  /** It is one of these, letter by letter. */
  record OneOf(String column, List<String> values) implements Condition {
    public OneOf {
      values = List.copyOf(new TreeSet<>(values));
    }

    @Override
    public Column holds(Column text) {
      return coalesce(text.isin(values.toArray()), lit(false));
    }
  }

  /** The regular expression matches all of it. */
  record Matches(String column, String regex) implements Condition {
    @Override
    public Column holds(Column text) {
      return coalesce(text.rlike("\\A(?:" + regex + ")\\z"), lit(false));
    }
  }

  /** How a number compares with zero. */
  enum Sign {
    POSITIVE,
    NEGATIVE,
    ZERO;

    private Column of(Column number) {
      return switch (this) {
        case POSITIVE -> number.gt(0);
        case NEGATIVE -> number.lt(0);
        case ZERO -> number.equalTo(0);
      };
    }
  }

  /** It is a number of this sign: not to be judged where something else stands there. */
  record Signed(String column, Sign sign, Numbers numbers) implements Condition {
    @Override
    public Column holds(Column text) {
      return when(text.isNull(), false).otherwise(sign.of(numbers.value(text, Types.AMOUNT)));
    }
  }
}
