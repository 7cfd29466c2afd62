package io.clientele.source.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CsvTextTest {
  @Test
  void shouldCutPlainAndQuotedCells() {
    assertThat(CsvText.cells("a,\"b, \"\"c\"\"\",,\"\"", ','))
        .contains(List.of("a", "b, \"c\"", "", ""));
  }

  @Test
  void shouldKeepBlanksAndQuotesWithinAPlainCell() {
    assertThat(CsvText.cells(" a ;5\" nail;", ';')).contains(List.of(" a ", "5\" nail", ""));
  }

  @Test
  void shouldKeepLineBreaksWithinQuotes() {
    assertThat(CsvText.cells("\"a\r\nb\",c", ',')).contains(List.of("a\r\nb", "c"));
  }

  @Test
  void shouldRefuseQuotesThatDoNotMatchUp() {
    assertThat(CsvText.cells("a,\"b", ',')).isEmpty();
    assertThat(CsvText.cells("\"a\"b,c", ',')).isEmpty();
  }
}
