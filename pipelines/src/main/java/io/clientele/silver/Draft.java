package io.clientele.silver;

import io.clientele.table.Fate;
import io.clientele.table.Field;
import io.clientele.table.Rejects;
import io.clientele.table.Types;
import java.util.List;

/**
 * What a source's record looks like before its texts are read as values: beside the texts, one
 * column for each field that is filled, where the record is from.
 */
public final class Draft {
  public static final Field UNCUT =
      Field.required("_uncut", Types.FLAG, "True where no columns could be cut out of the record.");

  public static final Field LEFT_OUT =
      Field.required(
          "_left_out", Types.FLAG, "True where a filter of the mapping leaves the record out.");

  public static final Field UNJUDGED =
      Field.required(
          "_unjudged",
          Types.FLAG,
          "True where a filter of the mapping looks for a number and finds something else.");

  /**
   * The fields of every draft; {@link Rejects#RECORD} and its place go with a refused row. A draft
   * in which {@link Fate#ANNOUNCED} is not null is none, but says how many the source handed over.
   */
  public static final List<Field> FIELDS =
      List.of(
          Origin.SOURCE_SYSTEM,
          Origin.CONNECTION_ID,
          Origin.RECEIVED_AT,
          Origin.RECEIVED_FROM,
          Origin.RECEIVED_ORDINAL,
          UNCUT,
          LEFT_OUT,
          UNJUDGED,
          Fate.ANNOUNCED,
          Rejects.PLACE,
          Rejects.RECORD);

  private Draft() {}
}
