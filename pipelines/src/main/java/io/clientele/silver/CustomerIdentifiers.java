package io.clientele.silver;

import io.clientele.table.Field;
import io.clientele.table.Field.Personal;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.util.List;

/** Every name under which a source knows a person. */
public final class CustomerIdentifiers {
  public static final Field CUSTOMER_SOURCE_ID =
      Field.required("customer_source_id", Types.TEXT, "Customer in the source system.")
          .personal(Personal.ID);
  public static final Field ID_TYPE =
      Field.required("id_type", Types.TEXT, "SOURCE_ID, EXTERNAL_ID, EMAIL_SHA256 or DEVICE_ID.");
  public static final Field ID_VALUE =
      Field.required("id_value", Types.TEXT, "The identifier.").personal(Personal.ID);

  public static final Table TABLE =
      new Table(
          Layer.SILVER,
          "customer_identifiers",
          List.of(
              Origin.SOURCE_SYSTEM, Origin.CONNECTION_ID, CUSTOMER_SOURCE_ID, ID_TYPE, ID_VALUE),
          List.of(
              Origin.SOURCE_SYSTEM, Origin.CONNECTION_ID, CUSTOMER_SOURCE_ID, ID_TYPE, ID_VALUE),
          new Write.Upsert());

  private CustomerIdentifiers() {}
}
