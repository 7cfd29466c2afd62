package io.clientele.table;

import static java.util.Objects.requireNonNull;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/**
 * A column: the only place where its name, type and meaning are written. The meaning becomes the
 * column comment in the lake and in the warehouses.
 */
public record Field(String name, DataType type, boolean nullable, Personal personal, String doc) {

  /** How much a value tells about a person: decides masking, publishing and erasure. */
  public enum Personal {
    /** Tells nothing about who it is. */
    NO,
    /** Identifies a person within the systems it came from. */
    ID,
    /** Identifies or reaches a person in the world; shown in no log, error or ledger. */
    CONTACT
  }

  public Field {
    requireNonNull(type, "type");
    requireNonNull(personal, "personal");
    requireNonNull(doc, "doc");
    if (!name.matches("_?[a-z][a-z0-9_]*")) {
      throw new IllegalArgumentException(
          "Invalid field name: '" + name + "' is not lower_snake_case");
    }
  }

  public static Field required(String name, DataType type, String doc) {
    return new Field(name, type, false, Personal.NO, doc);
  }

  public static Field optional(String name, DataType type, String doc) {
    return new Field(name, type, true, Personal.NO, doc);
  }

  public Field personal(Personal kind) {
    return new Field(name, type, nullable, kind, doc);
  }

  public Column col() {
    return functions.col(name);
  }

  /** The same column of a named side of a join. */
  public Column of(String alias) {
    return functions.col(alias + "." + name);
  }

  /** The value as this field: cast to its type and named. */
  public Column from(Column value) {
    return value.cast(type).as(name);
  }

  /** This field without a value. */
  public Column absent() {
    return from(functions.lit(null));
  }

  StructField struct() {
    return new StructField(
        name, type, nullable, new MetadataBuilder().putString("comment", doc).build());
  }

  @Override
  public String toString() {
    return name;
  }
}
