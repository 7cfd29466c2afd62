package io.clientele.silver;

import io.clientele.table.Field;
import io.clientele.table.Field.Personal;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;
import java.util.List;

/** Which customer each source's person is: the one place where a customer id is made. */
public final class Identities {
  public static final Field CUSTOMER_ID =
      Field.required("customer_id", Types.TEXT, "The customer, unique within the tenant.")
          .personal(Personal.ID);

  public static final Table TABLE =
      new Table(
          Layer.SILVER,
          "identities",
          List.of(
              Origin.SOURCE_SYSTEM,
              Origin.CONNECTION_ID,
              CustomerIdentifiers.CUSTOMER_SOURCE_ID,
              CUSTOMER_ID),
          List.of(
              Origin.SOURCE_SYSTEM, Origin.CONNECTION_ID, CustomerIdentifiers.CUSTOMER_SOURCE_ID),
          new Write.Upsert());

  private Identities() {}
}
