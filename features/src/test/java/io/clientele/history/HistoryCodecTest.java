package io.clientele.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.clientele.problem.UserError;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.instancio.junit.InstancioSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

class HistoryCodecTest {
  private static final int SAMPLES = 300;

  private static final Set<Measure.Kind> AMOUNTS =
      EnumSet.of(Measure.Kind.AMOUNT, Measure.Kind.CATEGORY);

  private record Added(int day, Measure measure, long value) {}

  @ParameterizedTest
  @InstancioSource(samples = SAMPLES)
  void shouldReadBackWhatItWrote(long seed) {
    History history = history(additions(new Random(seed)));

    History read = HistoryCodec.decode(HistoryCodec.encode(history));

    assertThat(told(read)).as("seed %d", seed).isEqualTo(told(history));
  }

  @ParameterizedTest
  @InstancioSource(samples = SAMPLES)
  void shouldWriteEqualBytesInAnyOrderOfAdditions(long seed) {
    Random random = new Random(seed);
    List<Added> additions = additions(random);
    byte[] expected = HistoryCodec.encode(history(additions));

    Collections.shuffle(additions, random);

    assertThat(HistoryCodec.encode(history(additions))).as("seed %d", seed).isEqualTo(expected);
  }

  @Test
  void shouldKeepCountsBeyondSixteenAndThirtyTwoBits() {
    History history =
        history(
            List.of(
                new Added(0, Measure.SESSIONS, 65_536),
                new Added(1, Measure.SESSIONS, 5_000_000_000L),
                new Added(2, Measure.SPEND, Long.MAX_VALUE),
                new Added(3, Measure.SPEND, Long.MIN_VALUE)));

    History read = HistoryCodec.decode(HistoryCodec.encode(history));

    assertThat(told(read)).isEqualTo(told(history));
  }

  @Test
  void shouldRefuseASumBeyondSixtyFourBits() {
    HistoryBuilder builder = new HistoryBuilder().add(0, Measure.SPEND, Long.MAX_VALUE);

    assertThatThrownBy(() -> builder.add(0, Measure.SPEND, 1))
        .isInstanceOf(ArithmeticException.class);
  }

  // Guards what is stored already: the layout, and the number of each measure.
  @Test
  void shouldWriteTheBytesOfVersionTwo() {
    History history =
        history(
            List.of(
                new Added(10_000, Measure.ORDERS, 1),
                new Added(10_000, Measure.SPEND, 117_700),
                new Added(10_003, Measure.events("custom"), 2),
                new Added(10_003, Measure.events("new"), 1)));

    String version = "02";
    String measures = "04" + "00036e6577" + "0f" + "1b" + "8c01";
    String days = "02" + "a09c01" + "06" + "02b212" + "06" + "09" + "0204";
    assertThat(HexFormat.of().formatHex(HistoryCodec.encode(history)))
        .isEqualTo(version + measures + days);
    assertThat(Measure.NUMBERED.indexOf(Measure.SESSIONS)).isEqualTo(6);
    assertThat(Measure.NUMBERED.indexOf(Measure.events("custom"))).isEqualTo(25);
    assertThat(Measure.NUMBERED.indexOf(Measure.MESSAGES_CLICKED)).isEqualTo(28);
  }

  @Test
  void shouldReadAKindByNameOnceItHasANumber() {
    byte[] named =
        HexFormat.of().parseHex("02" + "01" + "00" + "06637573746f6d" + "01" + "00" + "01" + "02");

    assertThat(told(HistoryCodec.decode(named)))
        .containsExactly(new Added(0, Measure.events("custom"), 1).toString());
  }

  @Test
  void shouldRefuseAnotherVersion() {
    byte[] bytes = HistoryCodec.encode(new HistoryBuilder().build());
    bytes[0] = 9;

    assertThatThrownBy(() -> History.read(bytes))
        .isInstanceOf(UserError.class)
        .hasMessage(
            "Cannot read a customer's history: version 9 found, version 2 expected. Use the release"
                + " that wrote it, or build the histories anew.");
    assertThatThrownBy(() -> History.read(new byte[0]))
        .hasMessageContaining("no bytes found, version 2 expected");
  }

  @Test
  void shouldRefuseAMeasureOfALaterRelease() {
    byte[] later = HexFormat.of().parseHex("02" + "01" + "f807" + "00");

    assertThatThrownBy(() -> History.read(later))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("measure 200 found, none above 28 is known to this release");
  }

  @Test
  void shouldRefuseEveryTruncation() {
    byte[] whole = HistoryCodec.encode(history(additions(new Random(1))));

    for (int length = 1; length < whole.length; length++) {
      byte[] cut = Arrays.copyOf(whole, length);
      assertThatThrownBy(() -> History.read(cut))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("the bytes end at " + length + ", more are expected");
    }
    byte[] longer = Arrays.copyOf(whole, whole.length + 1);
    assertThatThrownBy(() -> History.read(longer))
        .hasMessageContaining("1 bytes found after the last day, none expected");
  }

  private static List<Added> additions(Random random) {
    List<Added> additions = new ArrayList<>();
    int count = 1 + random.nextInt(60);
    for (int i = 0; i < count; i++) {
      int day = random.nextInt(40_000) - 10_000;
      int kind = random.nextInt(Measure.NUMBERED.size() + 12);
      Measure measure =
          kind < Measure.NUMBERED.size()
              ? Measure.NUMBERED.get(kind)
              : Measure.named(
                  "kind \uD83D\uDED2 " + kind / 3,
                  List.of(Measure.Kind.EVENT, Measure.Kind.CATEGORY, Measure.Kind.CHANNEL)
                      .get(kind % 3));
      long value = 1 + (random.nextLong() >>> (10 + random.nextInt(50)));
      additions.add(
          new Added(
              day, measure, AMOUNTS.contains(measure.kind()) ? value * signum(random) : value));
    }
    return additions;
  }

  private static int signum(Random random) {
    return random.nextInt(5) == 0 ? -100 : 100;
  }

  private static History history(List<Added> additions) {
    HistoryBuilder builder = new HistoryBuilder();
    additions.forEach(added -> builder.add(added.day(), added.measure(), added.value()));
    return builder.build();
  }

  /** Everything that is not zero, in an order that does not depend on the columns'. */
  private static List<String> told(History history) {
    List<String> told = new ArrayList<>();
    for (int i = 0; i < history.size(); i++) {
      int day = i;
      history.measures().stream()
          .filter(measure -> history.value(day, measure) != 0)
          .map(m -> new Added(history.day(day), m, history.value(day, m)).toString())
          .sorted()
          .forEach(told::add);
    }
    return told;
  }
}
