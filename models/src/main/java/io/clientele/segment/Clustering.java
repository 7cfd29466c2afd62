package io.clientele.segment;

import io.clientele.table.Field;
import java.util.List;

/**
 * How customers are clustered.
 *
 * @param fields numeric features by which they are compared; a customer without a value lies in the
 *     middle
 * @param placed only customers with a value here are clustered
 */
public record Clustering(Segmenter segmenter, List<Field> fields, Field placed) {
  public Clustering {
    fields = List.copyOf(fields);
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("Invalid clustering: no fields to compare customers by");
    }
  }
}
