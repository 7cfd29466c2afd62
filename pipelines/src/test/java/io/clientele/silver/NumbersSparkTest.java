package io.clientele.silver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.table.Field;
import io.clientele.table.Rejects;
import io.clientele.table.Types;
import io.clientele.testkit.SparkExtension;
import java.math.BigDecimal;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SparkExtension.class)
class NumbersSparkTest {
  private static final Field TEXT = Field.required("value", Types.TEXT, "Text to read.");
  private static final Field AMOUNT = Field.optional("amount", Types.AMOUNT, "Amount read.");

  @Test
  void shouldReadPlainNumbers(SparkSession spark) {
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("1234.56", "1234.5600");
    expected.put("-.5", "-0.5000");
    expected.put("12.", "12.0000");
    expected.put("1e3", "1000.0000");
    expected.put("€ 12.50", "12.5000");
    expected.put("12.50\u00A0€", "12.5000");
    expected.put("USD 12.50", "12.5000");
    expected.put("-US$12.50", "-12.5000");
    expected.put("kr 12", "12.0000");
    expected.put("Fr. 12.50", "12.5000");
    expected.put("(12.50)", "-12.5000");
    expected.put("($12.50)", "-12.5000");
    expected.put("12.50-", "-12.5000");
    expected.put("12.50 EUR-", "-12.5000");
    expected.put("12.50- EUR", "-12.5000");
    expected.put("\u221212.50", "-12.5000");
    expected.put("12.-", "12.0000");
    expected.put("0.00005", "0.0001");
    for (String wrong :
        List.of("1,5", "1,234.56", "1 234", "12 kg", "5-3", "--5", "(-5)", "-5-", "()", "-", "€")) {
      expected.put(wrong, "NOT_A_NUMBER");
    }
    expected.put("12345678901234567890", "OUT_OF_RANGE");
    expected.put("€ 12345678901234567890", "OUT_OF_RANGE");
    expected.put("1e30", "OUT_OF_RANGE");

    assertThat(read(spark, expected, Notation.PLAIN)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          1.234,56 | 1.234,56 ; 1234,56 ; 1.234.567 ; -1.234,5 ; 12,50- ; € 12,50 ; 12,- | 1.234.56 ; 1.5 ; 1,234.56 ; 12.34,5 ; 1.2345,0
          1,234.56 | 1,234.56 ; 1234.56 ; 1,234,567 ; 12,34,567.5 ; 0.1 ; (1,234.56)       | 1,5 ; 1.234,56 ; 1,2345
          1 234,56 | 1 234,56 ; 1\u00A0234,56 ; 1\u202F234\u202F567 ; 1234,56 ; 1 234,56 zł  | 1.234,56 ; 1 23 ; 12 34,5
          1'234.50 | 1'234.50 ; 1’234.50 ; 1234.5 ; CHF 1'234.50 ; 12.- CHF                 | 1,234.50 ; 1'2345
          0,5      | 0,5 ; 1234,56 ; 7                                                     | 1.234,56 ; 0.5
          """)
  void shouldReadNumbersLikeTheExample(
      String example, String right, String wrong, SparkSession spark) {
    Notation notation = Notation.ofNumbers(Numbers.like(example));
    Map<String, String> rightRead = read(spark, texts(right), notation);
    Map<String, String> wrongRead = read(spark, texts(wrong), notation);

    // The digits that are read are those that are written.
    rightRead.forEach(
        (text, read) ->
            assertThat(digits(read))
                .as(text + " read as " + read)
                .isEqualTo(digits(text, example)));
    assertThat(wrongRead.values()).containsOnly("NOT_A_NUMBER");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1,234",
        "1.234",
        "1234",
        "1.234.567",
        "1.234.56",
        "1,23,45",
        "a",
        "",
        "1.234,567"
      })
  void shouldRefuseAnExampleThatDoesNotTellTheDecimalMark(String example) {
    assertThatThrownBy(() -> Numbers.like(example)).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1.234,56", "1,234.56", "1 234,56", "1'234.56", "1234,56", "1234.56"})
  void shouldTellTheExampleAgain(String example) {
    assertThat(Numbers.like(example).example()).isEqualTo(example);
  }

  @Test
  void shouldComputeFromTheLeft(SparkSession spark) {
    Notation notation =
        Notation.ofNumbers(Numbers.like("1.234,56"))
            .then(Notation.Operator.TIMES)
            .then(Notation.Operator.LESS_TAX);
    Map<String, String> expected = new LinkedHashMap<>();
    expected.put("1.000 × 0,000125 less tax 0", "0.1250");
    expected.put("-2 × 1.234,56 less tax -469,12", "-2000.0000");
    expected.put("2 × 12.34 less tax 1", "NOT_A_NUMBER");
    expected.put("2 × 3", "NOT_A_NUMBER");
    expected.put("2 × 3 × 4 less tax 1", "NOT_A_NUMBER");
    expected.put("9999999999999 × 9999999999999 less tax 0", "OUT_OF_RANGE");

    assertThat(read(spark, expected, notation)).isEqualTo(expected);
    assertThat(
            read(
                spark,
                texts("10,05 plus tax 1,9"),
                Notation.ofNumbers(Numbers.like("0,5")).then(Notation.Operator.PLUS_TAX)))
        .containsValue("11.9500");
  }

  private static Map<String, String> texts(String list) {
    Map<String, String> texts = new LinkedHashMap<>();
    for (String text : list.split(" ; ", -1)) {
      texts.put(text.strip(), "");
    }
    return texts;
  }

  private static String digits(String text, String example) {
    char decimal = example.charAt(example.replaceAll("\\d+$", "").length() - 1);
    String kept = text.replaceAll("[^\\d" + decimal + "]", "").replace(decimal, '.');
    boolean negative = text.contains("(") || text.matches("-.*|.*\\d-");
    return digits(negative ? "-" + kept : kept);
  }

  private static String digits(String number) {
    return new BigDecimal(number).stripTrailingZeros().toPlainString();
  }

  /** Each text with what it is read as, or why not. */
  private static Map<String, String> read(
      SparkSession spark, Map<String, String> texts, Notation notation) {
    List<Row> rows =
        spark
            .createDataset(new ArrayList<>(texts.keySet()), Encoders.STRING())
            .toDF(TEXT.name())
            .withColumn(AMOUNT.name(), Reading.value(AMOUNT, TEXT.col(), notation, ZoneOffset.UTC))
            .select(
                TEXT.col(),
                AMOUNT.col(),
                Rejects.reasons(Reading.reasons(AMOUNT, TEXT.col(), AMOUNT.col(), notation)))
            .collectAsList();
    Map<String, String> read = new LinkedHashMap<>();
    rows.forEach(
        row ->
            read.put(
                row.getString(0),
                row.isNullAt(1)
                    ? row.<Row>getList(2).get(0).getString(0)
                    : row.getDecimal(1).toPlainString()));
    return read;
  }
}
