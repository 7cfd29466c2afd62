package io.clientele.silver;

import io.clientele.table.Field;
import io.clientele.table.Field.Personal;
import io.clientele.table.Layer;
import io.clientele.table.Table;
import io.clientele.table.Types;
import io.clientele.table.Write;

/** People as their source describes them: one row for each person of each source. */
public final class Customers {
  public static final Field EXTERNAL_ID =
      Field.optional("external_id", Types.TEXT, "Key of the person in another system.")
          .personal(Personal.ID);
  public static final Field EMAIL =
      Field.optional("email", Types.TEXT, "E-mail address as received.").personal(Personal.CONTACT);
  public static final Field EMAIL_NORMALISED =
      Field.optional("email_normalised", Types.TEXT, "E-mail address, trimmed, lower case.")
          .personal(Personal.CONTACT);
  public static final Field EMAIL_SHA256 =
      Field.optional("email_sha256", Types.TEXT, "SHA-256 of the normalised address, hex.")
          .personal(Personal.ID);
  public static final Field PHONE =
      Field.optional("phone", Types.TEXT, "Telephone number as received.")
          .personal(Personal.CONTACT);
  public static final Field FIRST_NAME =
      Field.optional("first_name", Types.TEXT, "First name.").personal(Personal.CONTACT);
  public static final Field LAST_NAME =
      Field.optional("last_name", Types.TEXT, "Last name.").personal(Personal.CONTACT);
  public static final Field COMPANY_NAME =
      Field.optional("company_name", Types.TEXT, "Company.").personal(Personal.CONTACT);
  public static final Field LOCALE = Field.optional("locale", Types.TEXT, "Language and region.");
  public static final Field CITY =
      Field.optional("city", Types.TEXT, "Town.").personal(Personal.ID);
  public static final Field REGION = Field.optional("region", Types.TEXT, "State or region.");
  public static final Field POSTAL_CODE =
      Field.optional("postal_code", Types.TEXT, "Postal code.").personal(Personal.ID);
  public static final Field COUNTRY_CODE =
      Field.optional("country_code", Types.TEXT, "Country, ISO 3166-1 alpha-2.");
  public static final Field LIFECYCLE_STAGE =
      Field.optional("lifecycle_stage", Types.TEXT, "Stage in the source's own words.");
  public static final Field IS_TEST =
      Field.optional("is_test", Types.FLAG, "True for a person made up for testing.");

  public static final Table TABLE =
      new Table(
          Layer.SILVER,
          "customers",
          Origin.around(
              EXTERNAL_ID,
              EMAIL,
              EMAIL_NORMALISED,
              EMAIL_SHA256,
              PHONE,
              FIRST_NAME,
              LAST_NAME,
              COMPANY_NAME,
              LOCALE,
              CITY,
              REGION,
              POSTAL_CODE,
              COUNTRY_CODE,
              LIFECYCLE_STAGE,
              IS_TEST),
          Origin.KEY,
          new Write.Upsert());

  private Customers() {}
}
