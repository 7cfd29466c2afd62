package io.clientele.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.clientele.silver.Rates;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatesTest {
  private static final String RATE =
      "expected a number above 0 with at most 6 digits before and 12 behind the point";

  @TempDir private Path temp;
  private Conf conf;

  @BeforeEach
  void copyTheShippedSettings() {
    conf = Conf.in(temp);
  }

  @Test
  void shouldReadOneRateOrRatesByDayAndPutATenantsOverThoseOfAll() {
    conf.write("base/rates.yaml", "rates: {GBP: 1.2, CHF: 1.05, SEK: 0.09}\n")
        .shop("rates: {GBP: 1.170, CHF: null, USD: {2025-07-01: 0.90, 2025-01-01: 0.92}}\n");

    assertThat(conf.read().rates().others())
        .isEqualTo(
            Map.of(
                "GBP", Map.of(Rates.EVER, new BigDecimal("1.17")),
                "SEK", Map.of(Rates.EVER, new BigDecimal("0.09")),
                "USD",
                    Map.of(
                        LocalDate.parse("2025-01-01"), new BigDecimal("0.92"),
                        LocalDate.parse("2025-07-01"), new BigDecimal("0.9"))));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          USD: 0                    | USD: found '0', RATE
          USD: -0.9                 | USD: found '-0.9', RATE
          USD: 1e6                  | USD: found '1e6', RATE
          USD: 0.0000000000001      | USD: found '0.0000000000001', RATE
          USD: cheap                | USD: found 'cheap', RATE
          USD: [1]                  | USD: found a list, RATE
          USD: {}                   | USD: found nothing, expected a rate, or rates by day
          USD: {2025-02-30: 1}      | USD.2025-02-30: found no day, expected one such as 2026-01-31
          USD: {2025-01-01: -1}     | USD.2025-01-01: found '-1', RATE
          EUR: 1                    | EUR: found a rate, expected none: it is the tenant's own currency
          XYZ: 1                    | XYZ: unknown currency, expected a currency of ISO 4217 such as EUR
          usd: {2025-01-01: 1}      | usd: unknown currency, expected a currency of ISO 4217 such as EUR
          """)
  void shouldRefuseARate(String rates, String refusal) {
    conf.shop("rates: {" + rates + "}\n");

    assertThat(conf.refusal())
        .isEqualTo(
            "Invalid settings of tenant shop: conf/tenants/shop/more.yaml:1: rates."
                + refusal.replace("RATE", RATE));
  }

  @Test
  void shouldShowInTheDigestOnlyWhereARateDiffers() {
    String digest = conf.shop("rates: {USD: 0.9}").read().digest();

    assertThat(conf.shop("rates: {USD: 0.90}").read().digest()).isEqualTo(digest);
    assertThat(conf.shop("rates: {USD: 0.91}").read().digest()).isNotEqualTo(digest);
    assertThat(conf.flag("rates.USD", "0.9").read().digest()).isEqualTo(digest);
  }
}
