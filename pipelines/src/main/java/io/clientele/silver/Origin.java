package io.clientele.silver;

import io.clientele.table.Field;
import io.clientele.table.Field.Personal;
import io.clientele.table.Types;
import java.util.ArrayList;
import java.util.List;

/** The fields that every canonical table has in common: where a row is from and how new it is. */
public final class Origin {
  public static final Field SOURCE_SYSTEM =
      Field.required(
          "source_system", Types.TEXT, "Kind of system the row came from, such as file.");
  public static final Field CONNECTION_ID =
      Field.required("connection_id", Types.TEXT, "Connection within the tenant it came through.");
  public static final Field SOURCE_ID =
      Field.required("source_id", Types.TEXT, "Key of the row in its source system.");

  /** The source's own key of a person, wherever a row refers to one. */
  public static final Field CUSTOMER_SOURCE_ID =
      Field.optional(
              "customer_source_id", Types.TEXT, "Customer in the source system; null if anonymous.")
          .personal(Personal.ID);

  public static final Field SOURCE_CREATED_AT =
      Field.optional("source_created_at", Types.INSTANT, "Created in the source, UTC.");
  public static final Field SOURCE_UPDATED_AT =
      Field.optional("source_updated_at", Types.INSTANT, "Last changed in the source, UTC.");

  /** Ties between versions of one row are broken by these, greatest last; never null. */
  public static final Field RECEIVED_AT =
      Field.required("_received_at", Types.INSTANT, "Change time of the file or answer, UTC.");

  public static final Field RECEIVED_FROM =
      Field.required("_received_from", Types.TEXT, "File or request that the row came with.");
  public static final Field RECEIVED_ORDINAL =
      Field.required("_received_ordinal", Types.COUNT, "Byte offset or position within it.");

  /** The key of every canonical table that has one row for each source record. */
  public static final List<Field> KEY = List.of(SOURCE_SYSTEM, CONNECTION_ID, SOURCE_ID);

  /** The total order of versions of one row: the greatest is the truth. */
  public static final List<Field> NEWEST =
      List.of(SOURCE_UPDATED_AT, RECEIVED_AT, RECEIVED_FROM, RECEIVED_ORDINAL);

  private Origin() {}

  /** A table's own fields between the common ones. */
  static List<Field> around(Field... own) {
    List<Field> fields = new ArrayList<>(KEY);
    fields.addAll(List.of(own));
    fields.add(SOURCE_CREATED_AT);
    fields.addAll(NEWEST);
    return fields;
  }
}
