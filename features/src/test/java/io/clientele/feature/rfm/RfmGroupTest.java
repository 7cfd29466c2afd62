package io.clientele.feature.rfm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumMap;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RfmGroupTest {

  @Test
  void shouldGiveEachOfTheCellsOneGroup() {
    Map<RfmGroup, Integer> cells = new EnumMap<>(RfmGroup.class);
    for (int recency = 1; recency <= 5; recency++) {
      for (int frequency = 1; frequency <= 5; frequency++) {
        for (int monetary = 1; monetary <= 5; monetary++) {
          cells.merge(RfmGroup.of(recency, frequency, monetary), 1, Integer::sum);
        }
      }
    }

    assertThat(cells.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(125);
    assertThat(cells).doesNotContainKey(RfmGroup.PROSPECTS).hasSize(11);
  }

  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '|',
      value = {
        "5, New, Potential loyalist, Potential loyalist, Champions, Champions",
        "4, Promising, Potential loyalist, Potential loyalist, Loyal, Loyal",
        "3, About to sleep, About to sleep, Needs attention, Loyal, Loyal",
        "2, Hibernating, Hibernating, At risk, At risk, Can't lose",
        "1, Lost, Hibernating, At risk, At risk, Can't lose"
      })
  void shouldNameGroupsAsDefined(
      int recency, String one, String two, String three, String four, String five) {
    assertThat(Stream.of(1, 2, 3, 4, 5).map(e -> RfmGroup.of(recency, e, e).label()))
        .containsExactly(one, two, three, four, five);
  }

  @Test
  void shouldRoundTheMeanOfFrequencyAndMoneyUp() {
    assertThat(RfmGroup.of(5, 1, 2)).isEqualTo(RfmGroup.POTENTIAL_LOYALIST);
    assertThat(RfmGroup.of(5, 5, 2)).isEqualTo(RfmGroup.CHAMPIONS);
    assertThat(RfmGroup.of(5, 5, 1)).isEqualTo(RfmGroup.POTENTIAL_LOYALIST);
    assertThat(RfmGroup.of(2, 4, 5)).isEqualTo(RfmGroup.CANT_LOSE);
  }

  @ParameterizedTest
  @CsvSource({"3, 1 3 5", "4, 1 2 4 5", "5, 1 2 3 4 5"})
  void shouldSpreadFewerScoresOverTheScaleOfFive(int scores, String five) {
    assertThat(
            IntStream.rangeClosed(1, scores)
                .mapToObj(score -> String.valueOf(RfmGroup.onFive(score, scores))))
        .containsExactly(five.split(" "));
  }

  @Test
  void shouldRefuseAScoreThatThereIsNot() {
    assertThatThrownBy(() -> RfmGroup.of(5, 6, 1))
        .hasMessage("Invalid score: 6 found, 1 to 5 expected");
    assertThatThrownBy(() -> RfmGroup.of(0, 1, 1))
        .hasMessage("Invalid score: 0 found, 1 to 5 expected");
  }
}
